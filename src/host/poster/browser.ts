import { refused } from '../result'
import type { PosterPort } from './port'

/** A page of the web: drawn on a canvas that is never shown, then a file like any other. */
export const browserPoster = (open: () => Window): PosterPort => ({
  async keep({ name, widthPx, heightPx, paint }, handOver) {
    const page = open()
    const canvas = page.document.createElement('canvas')
    canvas.width = widthPx
    canvas.height = heightPx
    const pen = canvas.getContext('2d')
    if (!pen) return refused('unsupported')
    paint(pen as Parameters<typeof paint>[0])
    const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    const content = file && (await bytesOf(page, file))
    return content ? handOver({ name, content }) : refused('unsupported')
  },
})

/** A reader, because Blob.arrayBuffer() is younger than the oldest phones here. */
function bytesOf(page: Window, file: Blob): Promise<Uint8Array | undefined> {
  const reader = new (page as Window & typeof globalThis).FileReader()
  return new Promise((resolve) => {
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer))
    reader.onerror = () => resolve(undefined)
    reader.readAsArrayBuffer(file)
  })
}
