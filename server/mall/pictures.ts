import { createHash } from 'node:crypto'

import { refuse, type Picture, type Refusal } from '#contract'
import type { Dependencies } from '#server/platform/index'

export const PICTURE_BYTES_MAX = 256 * 1024
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
type PictureType = (typeof PICTURE_TYPES)[number]

/** What a file of each kind begins with; a name on the outside proves nothing. */
const looksLike = (type: PictureType, bytes: Buffer): boolean => {
  switch (type) {
    case 'image/png':
      return bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    case 'image/jpeg':
      return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))
    case 'image/webp':
      return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  }
}

/** Keeps a picture under the digest of its bytes; the same picture is kept once. Refuses request.unsupported-media. */
export const keepPicture = async (
  { sql }: Pick<Dependencies, 'sql'>,
  given: { contentType: string; bytes: Buffer },
): Promise<Picture | Refusal> => {
  const type = PICTURE_TYPES.find((known) => known === given.contentType)
  if (type === undefined || !looksLike(type, given.bytes)) return refuse('request.unsupported-media')
  const digest = createHash('sha256').update(given.bytes).digest()
  await sql`
    INSERT INTO picture (digest, media_type, bytes) VALUES (${digest}, ${type}, ${given.bytes}) ON CONFLICT DO NOTHING`
  return { pictureDigest: digest.toString('hex') }
}

export const readPicture = async (
  { sql }: Pick<Dependencies, 'sql'>,
  digest: string,
): Promise<{ mediaType: string; bytes: Buffer } | Refusal> => {
  const [row] = await sql<{ mediaType: string; bytes: Buffer }[]>`
    SELECT media_type AS "mediaType", bytes FROM picture WHERE digest = ${Buffer.from(digest, 'hex')}`
  return row ?? refuse('request.not-found')
}
