import type { VendorGlobal } from '../vendor'
import { weappRefusal } from '../weapp'
import { miniPoster } from './mini-poster'
import type { PosterPort } from './port'

/** WeChat: its menu saves a picture or sends it on; in a container without that menu it goes into the album. */
export const weappPoster = (wx: VendorGlobal): PosterPort =>
  miniPoster(wx, {
    refusalOf: weappRefusal,
    ways: (path) => [
      { name: 'showShareImageMenu', options: { path }, read: () => 'shared' as const },
      { name: 'saveImageToPhotosAlbum', options: { filePath: path }, read: () => 'saved' as const },
    ],
  })
