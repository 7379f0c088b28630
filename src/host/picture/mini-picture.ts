import { DIALOG_TIMEOUT_MS, SILENT_TIMEOUT_MS } from '../city'
import type { HostRefusal, HostResult } from '../port'
import { field } from '../read'
import { answered, refused } from '../result'
import { callNow, callVendor, functionOf, type VendorCall, type VendorGlobal } from '../vendor'
import type { PicturePort } from './port'
import { shrink, type ShrinkStep } from './shrink'

/** How one vendor lets her choose a picture and makes it smaller. */
export interface PictureDialect {
  readonly refusalOf: (error: unknown) => HostRefusal
  /** Answers the path of the file; the first of them that the host has is called. */
  readonly choices: readonly VendorCall<string>[]
  readonly copy: (path: string, step: ShrinkStep) => VendorCall<string>
}

/** A mini-program gets a path, and reads the bytes through the host's file system. */
export function miniPicture(vendor: VendorGlobal, dialect: PictureDialect): PicturePort {
  const dialog = { refusalOf: dialect.refusalOf, timeoutMs: DIALOG_TIMEOUT_MS }
  const silent = { refusalOf: dialect.refusalOf, timeoutMs: SILENT_TIMEOUT_MS }
  const read = (path: string): Promise<HostResult<Uint8Array>> => {
    const files = callNow(vendor, 'getFileSystemManager')
    if (typeof files !== 'object' || files === null) return Promise.resolve(refused('unsupported'))
    // Without an encoding both vendors answer bytes.
    return callVendor(files, { name: 'readFile', options: { filePath: path }, read: readBytes }, silent)
  }
  const copy = async (path: string, step: ShrinkStep) => {
    const made = await callVendor(vendor, dialect.copy(path, step), silent)
    const bytes = made.ok ? await read(made.value) : made
    return bytes.ok ? bytes.value : undefined
  }
  return {
    async choose(bytesMax) {
      const call = dialect.choices.find(({ name }) => functionOf(vendor, name))
      if (!call) return refused('unsupported')
      const chosen = await callVendor(vendor, call, dialog)
      if (!chosen.ok) return chosen
      const bytes = await read(chosen.value)
      if (!bytes.ok) return bytes
      return answered(await shrink(bytes.value, bytesMax, (step) => copy(chosen.value, step)))
    },
  }
}

function readBytes(answer: unknown): Uint8Array | undefined {
  const data = field(answer, 'data')
  const isBuffer = typeof field(data, 'byteLength') === 'number'
  return isBuffer ? new Uint8Array(data as ArrayBuffer) : undefined
}
