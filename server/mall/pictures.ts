import { createHash } from 'node:crypto'

import { refuse, type Picture, type Refusal } from '#contract'
import { pictureTypeOf } from '#domain/picture'
import { whileActing } from '#server/institution/index'
import type { Dependencies, MemberPrincipal } from '#server/platform/index'

/**
 * Keeps a picture under the digest of its bytes; the same picture is kept once, for anybody to see. Refuses institution.not-mall-operator,
 * request.unsupported-media.
 */
export const keepPicture = async (
  { sql }: Pick<Dependencies, 'sql'>,
  member: MemberPrincipal,
  given: { contentType: string; bytes: Buffer },
): Promise<Picture | Refusal> => {
  const type = pictureTypeOf(given.bytes)
  if (type === undefined || type !== given.contentType) return refuse('request.unsupported-media')
  const digest = createHash('sha256').update(given.bytes).digest()
  return whileActing({ sql }, member, async (transaction) => {
    const [mall] = await transaction`
      SELECT FROM institution WHERE institution_id = ${member.institutionId} AND is_mall_operator`
    if (mall === undefined) return refuse('institution.not-mall-operator')
    await transaction`
      INSERT INTO picture (digest, media_type, bytes) VALUES (${digest}, ${type}, ${given.bytes}) ON CONFLICT DO NOTHING`
    return { pictureDigest: digest.toString('hex') }
  })
}

export const readPicture = async (
  { sql }: Pick<Dependencies, 'sql'>,
  digest: string,
): Promise<{ mediaType: string; bytes: Buffer } | Refusal> => {
  const [row] = await sql<{ mediaType: string; bytes: Buffer }[]>`
    SELECT media_type AS "mediaType", bytes FROM picture WHERE digest = ${Buffer.from(digest, 'hex')}`
  return row ?? refuse('request.not-found')
}
