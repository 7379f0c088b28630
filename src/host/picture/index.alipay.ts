/** Pictures inside Alipay. */
import { myPicture } from './my-picture'

declare const my: object

export const pictures = myPicture(my)
