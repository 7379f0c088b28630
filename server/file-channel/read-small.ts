import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** Opens a file that lies in a folder others write to: itself and no link to anything else. Undefined when it is not such a file. */
export const openOwn = async (path: string): Promise<FileHandle | undefined> => {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
    return undefined
  } catch {
    return undefined
  }
}

/** The bytes of a small file; undefined when it is none, or larger. */
export const readSmall = async (path: string, bytesMax: number): Promise<Buffer | undefined> => {
  const handle = await openOwn(path)
  if (handle === undefined) return undefined
  try {
    const { size } = await handle.stat()
    return size > bytesMax ? undefined : await handle.readFile()
  } finally {
    await handle.close()
  }
}
