import { createHash } from 'node:crypto'

import { isRefusal, refuse, type Refusal, type TillLogEntry, type TillLogOutcomes } from '#contract'
import { decodeId } from '#domain/id'
import {
  isFormOut,
  judgeTake,
  momentsOf,
  readTillLogText,
  TAKEN_NOT_PAID,
  tillLogText,
  type OfflineForm,
  type PastTake,
  type TillLogWords,
  type ToldFault,
} from '#domain/voucher'
import { holdActing, whileActing } from '#server/institution/index'
import { tell } from '#server/message/index'
import {
  verifyEd25519,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { verifyOfflineForm } from './offline-form'
import { sayOfflineOutcome } from './offline-words'
import { takenBefore } from './taken-before'
import { LOG_KEY } from './redeem'

type LogOutcome = TillLogOutcomes['items'][number]

interface LoggingTill {
  readonly till_id: string
  readonly shop_id: string
  readonly merchant_id: string
  readonly member_id: string
  readonly public_key: Buffer
  readonly revoked_at: Date | null
  log_sequence: bigint
  log_digest: Buffer
}

/**
 * Takes the next entries of a till's log, in order, and says what became of each; those told before are answered as then. By its own
 * member, or by an owner or manager of its institution for a colleague who has gone. An entry that does not follow on, or is not
 * signed by the device, ends the reading there: what came before it is kept. Refuses till.unknown, till.log-broken.
 */
export const takeLog = (
  deps: Dependencies,
  member: MemberPrincipal,
  asked: { tillId: string; entries: readonly TillLogEntry[] },
): Promise<TillLogOutcomes | Refusal> =>
  whileActing(deps, member, async (transaction) => {
    // Whose till it is may be dismissed now: before what is told here, or after it.
    const [worker] = await transaction<{ member_id: string }[]>`
      SELECT member_id FROM till WHERE till_id = ${decodeId('til', asked.tillId) ?? null}`
    if (worker) await holdActing(transaction, worker.member_id)
    const [till] = await transaction<LoggingTill[]>`
      SELECT till_id, shop_id, institution_id AS merchant_id, till.member_id, public_key, revoked_at, log_sequence, log_digest
      FROM till JOIN shop USING (shop_id)
      WHERE till_id = ${decodeId('til', asked.tillId) ?? null}
        AND (till.member_id = ${member.memberId} OR (institution_id = ${member.institutionId} AND ${member.role} <> 'cashier'))
      FOR NO KEY UPDATE OF till`
    if (till === undefined) return refuse('till.unknown')
    const items: LogOutcome[] = []
    for (const [index, entry] of asked.entries.entries()) {
      const outcome = await takeEntry(deps, transaction, { till, entry, tillId: asked.tillId })
      if (isRefusal(outcome)) return refuse(outcome.refused, `/body/entries/${index}`)
      items.push(outcome)
    }
    return { items, logSequence: Number(till.log_sequence), logDigest: till.log_digest.toString('hex') }
  })

const takeEntry = async (
  deps: Dependencies,
  sql: Transaction,
  { till, entry, tillId }: { till: LoggingTill; entry: TillLogEntry; tillId: string },
): Promise<LogOutcome | Refusal> => {
  const text = tillLogText({ ...entry, tillId })
  const digest = createHash('sha512').update(text).digest().subarray(0, 32)
  if (BigInt(entry.sequence) <= till.log_sequence) return answeredBefore(sql, till, entry.sequence, digest)
  const isNext =
    BigInt(entry.sequence) === till.log_sequence + 1n &&
    entry.previousDigest === till.log_digest.toString('hex')
  const signature = Buffer.from(entry.signature, 'base64url')
  if (!isNext || !verifyEd25519(till.public_key, Buffer.from(text), signature))
    return refuse('till.log-broken')
  const said = readTillLogText(text)
  if (said === undefined) return refuse('till.log-broken')
  const judged = await judge(deps, sql, till, said)
  const { snapshotAt, occurredAt } = momentsOf(said)
  await sql`
    INSERT INTO till_log (till_id, sequence, signed_text, digest, signature, snapshot_at, occurred_at, received_at, voucher_id, outcome,
      reason, loss_fen)
    VALUES (${till.till_id}, ${entry.sequence}, ${text}, ${digest}, ${signature}, ${snapshotAt}, ${occurredAt},
      ${judged.receivedAt}, ${judged.voucherId}, ${judged.outcome}, ${judged.reason}, ${judged.lossFen})`
  await sql`UPDATE till SET log_sequence = ${entry.sequence}, log_digest = ${digest} WHERE till_id = ${till.till_id}`
  till.log_sequence = BigInt(entry.sequence)
  till.log_digest = digest
  return onWire(sql, till, { sequence: entry.sequence, ...judged })
}

const answeredBefore = async (
  sql: Transaction,
  till: LoggingTill,
  sequence: number,
  digest: Buffer,
): Promise<LogOutcome | Refusal> => {
  const [row] = await sql<(Judged & { digest: Buffer })[]>`
    SELECT digest, voucher_id AS "voucherId", outcome, reason FROM till_log
    WHERE till_id = ${till.till_id} AND sequence = ${sequence}`
  return row?.digest.equals(digest) === true
    ? onWire(sql, till, { sequence, ...row })
    : refuse('till.log-broken')
}

interface Judged {
  readonly voucherId: string | null
  readonly outcome: LogOutcome['outcome']
  readonly reason: ToldFault | null
}

const judge = async (
  { clock, crypto }: Dependencies,
  sql: Transaction,
  till: LoggingTill,
  said: TillLogWords,
): Promise<Judged & { readonly receivedAt: Date; readonly lossFen: bigint }> => {
  const now = clock.now()
  const form = verifyOfflineForm(crypto, said.form)
  const voucherId = form?.voucherId ?? null
  const { snapshotAt, occurredAt } = momentsOf(said)
  const [facts] = await sql<{ is_for_shop: boolean; is_known: boolean }[]>`
    SELECT EXISTS (SELECT FROM goods_place JOIN goods USING (goods_id) WHERE goods_id = ${form?.goodsId ?? null}
        AND shop_id = ${till.shop_id} AND is_offline AND (ended_at IS NULL OR ended_at >= ${occurredAt})) AS is_for_shop,
      EXISTS (SELECT FROM till_snapshot WHERE till_id = ${till.till_id} AND taken_at = ${snapshotAt}) AS is_known`
  if (facts === undefined) throw new Error('a query without a table returned no row')
  const verdict = judgeTake({
    said,
    form,
    takesBefore: await takesThatMatter(sql, till, { snapshotAt, voucherId }),
    isTillRevoked: till.revoked_at !== null,
    isForShop: facts.is_for_shop,
    isSnapshotKnown: facts.is_known,
    now,
  })
  const told = { voucherId, receivedAt: now }
  if (verdict !== 'take') return { ...told, outcome: 'refused', reason: verdict, lossFen: 0n }
  if (form === undefined) throw new Error('only a signed form is taken')
  return { ...told, ...(await write(sql, till, { form, sequence: said.sequence, now })) }
}

/** Of the takes this till told before: the last, those that count among the twenty of its snapshot, and those of the same voucher. */
const takesThatMatter = (
  sql: Transaction,
  till: LoggingTill,
  { snapshotAt, voucherId }: { snapshotAt: Date; voucherId: string | null },
): Promise<PastTake[]> => sql<PastTake[]>`
  WITH take AS (
    SELECT voucher_id, snapshot_at, occurred_at, received_at FROM till_log
    WHERE till_id = ${till.till_id} AND (outcome <> 'refused' OR reason = ANY (${TAKEN_NOT_PAID}))
  )
  SELECT voucher_id AS "voucherId", snapshot_at AS "snapshotAt", occurred_at AS "occurredAt", received_at AS "receivedAt" FROM take
  WHERE snapshot_at = ${snapshotAt} OR received_at > ${snapshotAt}
    OR voucher_id = ${voucherId} OR occurred_at = (SELECT max(occurred_at) FROM take)`

/**
 * The first write wins, also past the voucher's last day or in a shop closed since: the goods were given. Who comes after it is paid by the
 * sponsor, and the resident is told, who pays once – unless it is told so late that she had her points back for want of any word. A
 * merchant is paid by one such loss for a voucher, however many of its tills took it.
 */
const write = async (
  sql: Transaction,
  till: LoggingTill,
  { form, sequence, now }: { form: OfflineForm; sequence: number; now: Date },
): Promise<Pick<Judged, 'outcome' | 'reason'> & { readonly lossFen: bigint }> => {
  const { voucherId } = form
  const [done] = await sql<{ redeemed: boolean }[]>`
    SELECT voucher_redeem(${voucherId}::uuid, ${till.shop_id}::uuid, ${till.till_id}::uuid, ${till.member_id}::uuid, 'offline',
      ${`${LOG_KEY}${sequence}`}, ${now}::timestamptz) AS redeemed`
  if (done?.redeemed === true) return { outcome: 'redeemed', reason: null, lossFen: 0n }
  // Held, so that of two tills of one merchant the second sees the loss of the first.
  const [voucher] = await sql<{ state: string; account_id: string }[]>`
    SELECT state, account_id FROM voucher WHERE voucher_id = ${voucherId} FOR NO KEY UPDATE`
  if (voucher === undefined) throw new Error('a form of ours names a voucher that is gone')
  if (voucher.state !== 'redeemed' && !isFormOut(form.until, now))
    return { outcome: 'refused', reason: 'toldLate', lossFen: 0n }
  // By its redemption at this very till the guest was served once.
  const [paid] = await sql`
    SELECT FROM redemption WHERE voucher_id = ${voucherId} AND till_id = ${till.till_id}
    UNION ALL
    SELECT FROM till_log WHERE voucher_id = ${voucherId} AND merchant_id = ${till.merchant_id} AND outcome = 'clash'`
  if (paid !== undefined) return { outcome: 'refused', reason: 'paidBefore', lossFen: 0n }
  const [loss] = await sql<{ fen: bigint }[]>`
    SELECT sponsor_loss(${voucherId}::uuid, ${till.till_id}::uuid, ${sequence}::bigint, ${now}::timestamptz) AS fen`
  if (loss === undefined) throw new Error('a query without a table returned no row')
  await tell(sql, { kind: 'voucherTwice', accountId: voucher.account_id, subjectId: voucherId }, now)
  return { outcome: 'clash', reason: null, lossFen: loss.fen }
}

const onWire = async (
  sql: Transaction,
  till: LoggingTill,
  { sequence, outcome, reason, voucherId }: Judged & { sequence: number },
): Promise<LogOutcome> => {
  const isSecond = outcome === 'clash' || reason === 'paidBefore'
  const before = isSecond && voucherId !== null ? await takenBefore(sql, till, voucherId) : undefined
  const [goods] = await sql<{ zh: string; en: string; fen: bigint }[]>`
    SELECT name_zh AS zh, name_en AS en, voucher.payable_fen AS fen FROM voucher JOIN goods USING (goods_id)
    WHERE voucher_id = ${voucherId}`
  return {
    sequence,
    outcome,
    say: sayOfflineOutcome(outcome, reason, before),
    goods: goods === undefined ? null : { zh: goods.zh, en: goods.en },
    paidFen: outcome === 'refused' ? 0 : Number(goods?.fen ?? 0n),
  }
}
