/**
 * Pictures from the phone, a small port of its own that only pages for work load. A build for a mini-program takes index.<platform>.ts
 * in place of this file, which is the port in a browser.
 */
import { browserPicture } from './browser'

export const pictures = browserPicture(() => window)
export type { PicturePort } from './port'
