import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'

const CHUNK_BYTES = 1024 * 1024

/** Copies a file, on disk before it returns, and tells the SHA-256 of what was copied in hex; undefined when there is no such file any more. */
export const copyFile = async (from: string, to: string): Promise<string | undefined> => {
  const source = await open(from, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (source === undefined) return undefined
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      return await pass(source, target)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

const pass = async (source: FileHandle, target: FileHandle): Promise<string> => {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (;;) {
    const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES)
    if (bytesRead === 0) break
    const read = chunk.subarray(0, bytesRead)
    hash.update(read)
    await target.write(read)
  }
  await target.sync()
  return hash.digest('hex')
}
