/** Pictures inside the city super-app's mini-program container. */
import { myPicture } from './my-picture'

declare const my: object

export const pictures = myPicture(my)
