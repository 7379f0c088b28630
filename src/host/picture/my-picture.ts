import { myRefusal } from '../my-dialect'
import { field, textField } from '../read'
import type { VendorGlobal } from '../vendor'
import { miniPicture } from './mini-picture'
import type { PicturePort } from './port'

/** Alipay's words for how much a copy may lose: 1 some, 0 much. */
const LEVEL_SOME = 1
const LEVEL_MUCH = 0
const QUALITY_MUCH = 0.7

/** Alipay, and the city super-app's container, which is of its family. */
export const myPicture = (my: VendorGlobal): PicturePort =>
  miniPicture(my, {
    refusalOf: myRefusal,
    choices: [
      {
        name: 'chooseImage',
        options: { count: 1, sourceType: ['camera', 'album'], sizeType: ['compressed'] },
        read: firstPath,
      },
    ],
    copy: (path, { quality, widthPxMax }) => ({
      name: 'compressImage',
      options: {
        // The older and the newer name of the same.
        ...{ apFilePaths: [path], filePaths: [path] },
        compressLevel: quality > QUALITY_MUCH ? LEVEL_SOME : LEVEL_MUCH,
        maxWidth: widthPxMax,
      },
      read: firstPath,
    }),
  })

function firstPath(answer: unknown): string | undefined {
  const paths = field(answer, 'filePaths') ?? field(answer, 'apFilePaths')
  return Array.isArray(paths) ? textField({ path: paths[0] as unknown }, 'path') : undefined
}
