/** Posters inside the city super-app's mini-program container. */
import { myPoster } from './my-poster'

declare const my: object

export const posters = myPoster(my)
