/** Pictures inside WeChat. */
import { weappPicture } from './weapp'

declare const wx: object

export const pictures = weappPicture(wx)
