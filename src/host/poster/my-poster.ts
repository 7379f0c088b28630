import { myRefusal } from '../my-dialect'
import type { VendorGlobal } from '../vendor'
import { miniPoster } from './mini-poster'
import type { PosterPort } from './port'

/** Alipay, and the city super-app's container, which is of its family: into the album. */
export const myPoster = (my: VendorGlobal): PosterPort =>
  miniPoster(my, {
    refusalOf: myRefusal,
    ways: (path) => [
      { name: 'saveImageToPhotosAlbum', options: { filePath: path }, read: () => 'saved' as const },
      { name: 'saveImage', options: { url: path }, read: () => 'saved' as const },
    ],
  })
