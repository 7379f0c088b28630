/** The host port inside WeChat and the containers that run WeChat mini-programs. */
import { weappHost } from './weapp'

declare const wx: object

export const host = weappHost(wx)
