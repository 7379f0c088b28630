/** Posters inside Alipay. */
import { myPoster } from './my-poster'

declare const my: object

export const posters = myPoster(my)
