import type { HostResult } from '../port'
import { answered, refused } from '../result'
import { settleOnce } from '../vendor'
import type { PicturePort } from './port'
import { shrink, type ShrinkStep } from './shrink'

/** She may go through her album for a while; a browser that does not tell that she closed it must be given up on. */
const CHOICE_TIMEOUT_MS = 300_000

/** A page of the web: the browser's own way to a file, which offers the camera on a phone. */
export const browserPicture = (open: () => Window): PicturePort => ({
  async choose(bytesMax) {
    const page = open()
    const chosen = await chooseFile(page)
    if (!chosen.ok) return chosen
    const bytes = await readFile(page, chosen.value)
    if (!bytes) return refused('notPermitted')
    return answered(await shrink(bytes, bytesMax, (step) => smaller(page, chosen.value, step)))
  },
})

function chooseFile(page: Window): Promise<HostResult<File>> {
  return settleOnce(CHOICE_TIMEOUT_MS, (settle) => {
    const input = page.document.createElement('input')
    Object.assign(input, { type: 'file', accept: 'image/*' })
    const end = (result: HostResult<File>) => {
      input.remove()
      settle(result)
    }
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      end(file ? answered(file) : refused('cancelled'))
    })
    input.addEventListener('cancel', () => end(refused('cancelled')))
    // iOS forgets an input that is in no document.
    Object.assign(input.style, { display: 'none' })
    page.document.body.appendChild(input)
    input.click()
  })
}

/** A reader, because Blob.arrayBuffer() is younger than the oldest phones here. */
function readFile(page: Window, file: Blob): Promise<Uint8Array | undefined> {
  const reader = new (page as Window & typeof globalThis).FileReader()
  return new Promise((resolve) => {
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer))
    reader.onerror = () => resolve(undefined)
    reader.readAsArrayBuffer(file)
  })
}

/** A copy drawn smaller; undefined for what this browser cannot draw. */
async function smaller(
  page: Window,
  file: Blob,
  { quality, widthPxMax }: ShrinkStep,
): Promise<Uint8Array | undefined> {
  const { URL: addresses } = page as Partial<Pick<typeof globalThis, 'URL'>>
  if (typeof addresses?.createObjectURL !== 'function') return undefined
  const address = addresses.createObjectURL(file)
  const image = await loadImage(page, address)
  addresses.revokeObjectURL(address)
  if (!image) return undefined
  const scale = Math.min(1, widthPxMax / image.naturalWidth)
  const canvas = page.document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
  const drawing = canvas.getContext('2d')
  if (!drawing) return undefined
  // What was clear would be black in a copy that knows no clearness.
  drawing.fillStyle = 'white'
  drawing.fillRect(0, 0, canvas.width, canvas.height)
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height)
  const copy = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  return copy ? readFile(page, copy) : undefined
}

function loadImage(page: Window, address: string): Promise<HTMLImageElement | undefined> {
  return new Promise((resolve) => {
    const image = page.document.createElement('img')
    image.onload = () => resolve(image)
    image.onerror = () => resolve(undefined)
    image.src = address
  })
}
