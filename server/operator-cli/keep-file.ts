import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Cards, keys and what was said of rides are nobody else's on this machine. */
const OWNER_ONLY = 0o600

/**
 * Writes a file whole or not at all: beside it first, onto the disk, then in its place. A process killed meanwhile leaves the file that was
 * there.
 */
export const keepFile = async (
  file: string,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const beside = `${file}.new`
  await rm(beside, { force: true })
  await pipeline(Readable.from(pieces), createWriteStream(beside, { mode: OWNER_ONLY, flush: true }))
  await rename(beside, file)
  await ontoDisk(dirname(file))
}

/** Adds lines at this place of a file, where it ends from then on: what a killed process wrote beyond is dropped. Returns the new end. */
export const appendAt = async (file: string, place: number, text: string): Promise<number> => {
  await mkdir(dirname(file), { recursive: true })
  const bytes = Buffer.from(text)
  const handle = await open(file, place === 0 ? 'w' : 'r+', OWNER_ONLY)
  try {
    await handle.truncate(place)
    await handle.write(bytes, 0, bytes.length, place)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return place + bytes.length
}

/** A rename outlives a power cut once its folder is on the disk; Windows has no such folders. */
const ontoDisk = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
