/** Posters in a browser. A build for a mini-program takes index.<platform>.ts in place of this file. */
import { browserPoster } from './browser'

export const posters = browserPoster(() => window)
export type { Poster, PosterPen } from './port'
