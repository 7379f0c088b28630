import { createReadStream, type ReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

import { Stopped } from './stopped'

/** A file of lines, read a piece at a time; `.gz` is opened on the way. */
export interface LinesFile {
  readonly bytes: number
  /** Bytes of the file read so far, compressed as they lie there. */
  readonly bytesRead: () => number
  readonly chunks: AsyncIterable<Buffer>
}

const CHUNK_BYTES = 1 << 20

/** Stops with `file.unreadable`. */
export const openLines = async (file: string): Promise<LinesFile> => {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined || !found.isFile()) {
    const next = 'Name a file of JSON lines, plain or .gz'
    throw new Stopped({ code: 'file.unreadable', what: 'There is no such file to read', where: file, next })
  }
  const handle = await open(file, 'r')
  const raw: ReadStream = createReadStream('', { fd: handle, highWaterMark: CHUNK_BYTES })
  const chunks = file.endsWith('.gz') ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw
  raw.once('error', (error) => chunks.destroy(error))
  return { bytes: found.size, bytesRead: () => raw.bytesRead, chunks: namingFaults(file, chunks) }
}

async function* namingFaults(file: string, chunks: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of chunks) yield chunk as Buffer
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    const next = 'Look whether the file is whole'
    throw new Stopped({ code: 'file.unreadable', what, where: file, next })
  }
}
