import { field, textField } from '../read'
import type { VendorGlobal } from '../vendor'
import { weappRefusal } from '../weapp'
import { miniPicture } from './mini-picture'
import type { PicturePort } from './port'

const HUNDRED = 100

/** WeChat: `chooseMedia`, and `chooseImage` in a container that is older. */
export const weappPicture = (wx: VendorGlobal): PicturePort =>
  miniPicture(wx, {
    refusalOf: weappRefusal,
    choices: [
      {
        name: 'chooseMedia',
        options: {
          count: 1,
          mediaType: ['image'],
          sourceType: ['album', 'camera'],
          sizeType: ['compressed'],
        },
        read: (answer) => textField(firstOf(field(answer, 'tempFiles')), 'tempFilePath'),
      },
      {
        name: 'chooseImage',
        options: { count: 1, sourceType: ['album', 'camera'], sizeType: ['compressed'] },
        read: (answer) => textField({ path: firstOf(field(answer, 'tempFilePaths')) }, 'path'),
      },
    ],
    copy: (src, { quality, widthPxMax }) => ({
      name: 'compressImage',
      options: { src, quality: quality * HUNDRED, compressedWidth: widthPxMax },
      read: (answer) => textField(answer, 'tempFilePath'),
    }),
  })

const firstOf = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined)
