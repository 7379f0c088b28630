import { createHash } from 'node:crypto'

import { refuse, type Refusal, type Till, type TillRequest } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { whileActing } from '#server/institution/index'
import {
  appendAudit,
  brokenConstraint,
  isSmallOrder,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Queryable,
} from '#server/platform/index'

/** A till that may work now: its member's, not revoked, in an open shop. */
export interface OpenTill {
  readonly tillId: string
  readonly shopId: string
}

/**
 * Registers this device at a shop its member works in; the same key at the same shop again is the same till. Refuses request.invalid for a key
 * that proves nothing, request.not-found, till.key-reused.
 */
export const registerTill = (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  member: MemberPrincipal,
  { shopId, publicKey, requestId }: TillRequest & { requestId: string },
): Promise<Till | Refusal> =>
  whileActing({ sql }, member, async (transaction) => {
    const key = Buffer.from(publicKey, 'base64url')
    if (isSmallOrder(key)) return refuse('request.invalid', '/body/publicKey')
    const [shop] = await transaction<{ shop_id: string; zh: string; en: string }[]>`
      SELECT shop_id, name_zh AS zh, name_en AS en FROM shop JOIN institution_member AS member USING (institution_id)
      WHERE shop_id = ${decodeId('shp', shopId) ?? null} AND member_id = ${member.memberId} AND closed_at IS NULL
        AND (role <> 'cashier' OR EXISTS (SELECT FROM member_shop WHERE member_shop.member_id = member.member_id
          AND member_shop.shop_id = shop.shop_id))`
    if (shop === undefined) return refuse('request.not-found')
    const onWire = (tillId: string): Till => ({
      tillId: encodeId('til', tillId),
      shopId,
      shop: { zh: shop.zh, en: shop.en },
    })
    const [known] = await transaction<{ till_id: string }[]>`
      SELECT till_id FROM till WHERE public_key = ${key} AND shop_id = ${shop.shop_id} AND member_id = ${member.memberId}
        AND revoked_at IS NULL`
    if (known) return onWire(known.till_id)
    const tillId = newId(clock)
    const now = clock.now()
    await transaction`
      INSERT INTO till (till_id, shop_id, member_id, public_key, registered_at)
      VALUES (${tillId}, ${shop.shop_id}, ${member.memberId}, ${key}, ${now})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(member),
      action: 'till.registered',
      subject: encodeId('til', tillId),
      detail: { shopId, publicKeyDigest: createHash('sha256').update(key).digest('hex') },
      requestId,
    })
    return onWire(tillId)
  }).catch((error: unknown) => {
    if (brokenConstraint(error) === 'till_one_key_a_device') return refuse('till.key-reused')
    throw error
  })

/** The till of this member, if it may work now. */
export const findOpenTill = async (
  sql: Queryable,
  member: MemberPrincipal,
  wireId: string,
): Promise<OpenTill | undefined> => {
  const [row] = await sql<{ till_id: string; shop_id: string }[]>`
    SELECT till_id, shop_id FROM till JOIN shop USING (shop_id)
    WHERE till_id = ${decodeId('til', wireId) ?? null} AND member_id = ${member.memberId} AND revoked_at IS NULL
      AND closed_at IS NULL`
  return row && { tillId: row.till_id, shopId: row.shop_id }
}
