import { refuse, type OfflineSnapshot, type Refusal } from '#contract'
import { encodeId } from '#domain/id'
import { OFFLINE_FEN_MAX, OFFLINE_FORM_HOURS, OFFLINE_TAKES_MAX } from '#domain/voucher'
import { whileActing } from '#server/institution/index'
import type { CryptoModule, Dependencies, MemberPrincipal, Transaction } from '#server/platform/index'

import { formPublicKey } from './offline-form'
import { findOpenTill } from './tills'

/**
 * What a till needs to know before its network goes: the key forms are signed with, goods its shop takes, vouchers whose form is out but
 * which have ended, its limits, and where its log stands. Refuses till.unknown.
 */
export const takeSnapshot = (
  deps: Dependencies,
  member: MemberPrincipal,
  wireId: string,
): Promise<OfflineSnapshot | Refusal> =>
  whileActing(deps, member, (transaction) => snapshot(deps, transaction, member, wireId))

/** What proves that a snapshot was given to a till, and not written into the database: 16 bytes nobody has without the master key. */
export const snapshotSeal = (crypto: CryptoModule, tillId: string, takenAt: Date): Buffer =>
  crypto.blindIndex('till-snapshot', `${tillId}\n${takenAt.toISOString()}`)

const snapshot = async (
  { clock, crypto }: Dependencies,
  sql: Transaction,
  member: MemberPrincipal,
  wireId: string,
): Promise<OfflineSnapshot | Refusal> => {
  const till = await findOpenTill(sql, member, wireId)
  if (till === undefined) return refuse('till.unknown')
  const now = clock.now()
  await sql`
    INSERT INTO till_snapshot (till_id, taken_at, seal) VALUES (${till.tillId}, ${now}, ${snapshotSeal(crypto, till.tillId, now)})
    ON CONFLICT DO NOTHING`
  const goods = await sql<{ goods_id: string; zh: string; en: string }[]>`
    SELECT goods_id, name_zh AS zh, name_en AS en FROM goods_outlet JOIN goods USING (goods_id) WHERE shop_id = ${till.shopId} AND is_offline ORDER BY goods_id`
  const ended = await sql<{ voucher_id: string }[]>`
    SELECT voucher_id FROM voucher
    WHERE goods_id = ANY (${goods.map(({ goods_id: id }) => id)}::text[]::uuid[]) AND offline_until > ${now} AND state <> 'issued'
    ORDER BY voucher_id`
  const [log] = await sql<{ log_sequence: bigint; log_digest: Buffer }[]>`
    SELECT log_sequence, log_digest FROM till WHERE till_id = ${till.tillId}`
  if (log === undefined) throw new Error('a till that was just found is gone')
  return {
    takenAt: now.toISOString(),
    until: new Date(now.getTime() + OFFLINE_FORM_HOURS * 3_600_000).toISOString(),
    publicKey: formPublicKey(crypto).toString('base64url'),
    goods: goods.map(({ goods_id: id, zh, en }) => ({ goodsId: encodeId('gds', id), name: { zh, en } })),
    endedVoucherIds: ended.map(({ voucher_id: id }) => encodeId('vch', id)),
    takesMax: OFFLINE_TAKES_MAX,
    fenMax: OFFLINE_FEN_MAX,
    logSequence: Number(log.log_sequence),
    logDigest: log.log_digest.toString('hex'),
  }
}
