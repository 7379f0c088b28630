import { DIALOG_TIMEOUT_MS, SILENT_TIMEOUT_MS } from '../city'
import type { HandedOver, HostRefusal } from '../port'
import { textField } from '../read'
import { refused } from '../result'
import { callNow, callVendor, functionOf, type VendorCall, type VendorGlobal } from '../vendor'
import type { PosterPen, PosterPort } from './port'

/** How one vendor lets a picture out of the mini-program. */
export interface PosterDialect {
  readonly refusalOf: (error: unknown) => HostRefusal
  /** Of these the first that the host has is called. */
  readonly ways: (path: string) => readonly VendorCall<HandedOver>[]
}

/** A mini-program draws on a canvas beside the screen and gets a file of it; hosts that lack either have no posters. */
export function miniPoster(vendor: VendorGlobal, { refusalOf, ways }: PosterDialect): PosterPort {
  return {
    async keep({ widthPx, heightPx, paint }) {
      const options = { type: '2d', width: widthPx, height: heightPx }
      const canvas = callNow(vendor, 'createOffscreenCanvas', options)
      const pen =
        typeof canvas === 'object' && canvas !== null ? callNow(canvas, 'getContext', '2d') : undefined
      if (typeof pen !== 'object' || pen === null) return refused('unsupported')
      paint(pen as PosterPen)
      const file = await callVendor(
        vendor,
        {
          name: 'canvasToTempFilePath',
          options: { canvas, fileType: 'png' },
          read: (answer) => textField(answer, 'tempFilePath') ?? textField(answer, 'apFilePath'),
        },
        { refusalOf, timeoutMs: SILENT_TIMEOUT_MS },
      )
      if (!file.ok) return file
      const way = ways(file.value).find(({ name }) => functionOf(vendor, name))
      return way
        ? callVendor(vendor, way, { refusalOf, timeoutMs: DIALOG_TIMEOUT_MS })
        : refused('unsupported')
    },
  }
}
