import { isRefusal, refuse, type FileManifest, type Refusal } from '#contract'
import type { LinesBody } from '#server/intake/index'
import { DigestCheckingStream, readContentDigest } from '#server/platform/index'

import { openOwn } from './read-small'

/**
 * Opens the file a manifest names, as a body of lines that ends in an error when its bytes have another digest. Refuses `files.missing`,
 * `digest.missing`.
 */
export const openLines = async (
  path: string,
  { contentDigest, file }: Pick<FileManifest, 'contentDigest' | 'file'>,
): Promise<LinesBody | Refusal> => {
  const digest = readContentDigest(contentDigest)
  if (isRefusal(digest)) return digest
  const handle = await openOwn(path)
  if (handle === undefined) return refuse('files.missing', '/file')
  const checked = new DigestCheckingStream(digest)
  const bytes = handle.createReadStream()
  bytes.once('error', (error) => checked.destroy(error))
  // The stream may fail before anybody reads it; who reads it later still meets the error.
  checked.on('error', () => undefined)
  const encoding = file.endsWith('.gz') ? 'gzip' : 'identity'
  return { contentDigest: digest, encoding, body: bytes.pipe(checked) }
}
