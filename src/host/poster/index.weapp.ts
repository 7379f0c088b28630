/** Posters inside WeChat. */
import { weappPoster } from './weapp'

declare const wx: object

export const posters = weappPoster(wx)
