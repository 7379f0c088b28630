import { createHash } from 'node:crypto'

import { isRefusal, refuse, type Refusal, type TillLogEntry, type TillLogOutcomes } from '#contract'
import { decodeId } from '#domain/id'
import { judgeOfflineTake, tillLogText, type OfflineFault } from '#domain/voucher'
import { tell } from '#server/message/index'
import {
  inTransaction,
  verifyEd25519,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { verifyOfflineForm } from './offline-form'
import { sayOfflineOutcome } from './offline-words'

type LogOutcome = TillLogOutcomes['items'][number]

interface LoggingTill {
  readonly till_id: string
  readonly shop_id: string
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
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const [till] = await transaction<LoggingTill[]>`
      SELECT till_id, shop_id, till.member_id, public_key, revoked_at, log_sequence, log_digest
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
  const judged = await judge(deps, sql, till, entry)
  await sql`
    INSERT INTO till_log (till_id, sequence, signed_text, digest, signature, snapshot_at, occurred_at, received_at, voucher_id, outcome,
      reason, loss_fen)
    VALUES (${till.till_id}, ${entry.sequence}, ${text}, ${digest}, ${signature}, ${entry.snapshotAt}, ${entry.occurredAt},
      ${deps.clock.now()}, ${judged.voucherId}, ${judged.outcome}, ${judged.reason}, ${judged.lossFen})`
  await sql`UPDATE till SET log_sequence = ${entry.sequence}, log_digest = ${digest} WHERE till_id = ${till.till_id}`
  till.log_sequence = BigInt(entry.sequence)
  till.log_digest = digest
  return onWire(entry.sequence, judged)
}

const answeredBefore = async (
  sql: Transaction,
  till: LoggingTill,
  sequence: number,
  digest: Buffer,
): Promise<LogOutcome | Refusal> => {
  const [row] = await sql<{ digest: Buffer; outcome: LogOutcome['outcome']; reason: OfflineFault | null }[]>`
    SELECT digest, outcome, reason FROM till_log WHERE till_id = ${till.till_id} AND sequence = ${sequence}`
  return row?.digest.equals(digest) === true ? onWire(sequence, row) : refuse('till.log-broken')
}

interface Judged {
  readonly voucherId: string | null
  readonly outcome: LogOutcome['outcome']
  readonly reason: OfflineFault | null
  readonly lossFen: bigint
}

const judge = async (
  { clock, crypto }: Dependencies,
  sql: Transaction,
  till: LoggingTill,
  entry: TillLogEntry,
): Promise<Judged> => {
  const now = clock.now()
  const form = verifyOfflineForm(crypto, entry.form)
  const voucherId = form?.voucherId ?? null
  const [facts] = await sql<
    { is_for_shop: boolean; is_known: boolean; taken: number; before: boolean; previous_at: Date | null }[]
  >`
    SELECT EXISTS (SELECT FROM goods_shop JOIN goods USING (goods_id) WHERE goods_id = ${form?.goodsId ?? null}
        AND shop_id = ${till.shop_id} AND is_offline) AS is_for_shop,
      EXISTS (SELECT FROM till_snapshot WHERE till_id = ${till.till_id} AND taken_at = ${entry.snapshotAt}::timestamptz) AS is_known,
      (SELECT count(*)::int FROM till_log WHERE till_id = ${till.till_id} AND snapshot_at = ${entry.snapshotAt}::timestamptz
        AND outcome <> 'refused') AS taken,
      EXISTS (SELECT FROM till_log WHERE till_id = ${till.till_id} AND voucher_id = ${voucherId} AND outcome <> 'refused') AS before,
      (SELECT max(occurred_at) FROM till_log WHERE till_id = ${till.till_id} AND outcome <> 'refused') AS previous_at`
  if (facts === undefined) throw new Error('a query without a table returned no row')
  const verdict = judgeOfflineTake({
    form,
    isTillRevoked: till.revoked_at !== null,
    isForShop: facts.is_for_shop,
    isSnapshotKnown: facts.is_known,
    snapshotAt: new Date(entry.snapshotAt),
    occurredAt: new Date(entry.occurredAt),
    previousAt: facts.previous_at,
    now,
    takenSinceSnapshot: facts.taken,
    isTakenBeforeHere: facts.before,
  })
  if (verdict !== 'take') return { voucherId, outcome: 'refused', reason: verdict, lossFen: 0n }
  if (voucherId === null) throw new Error('only a signed form is taken')
  return write(sql, till, { voucherId, sequence: entry.sequence, now })
}

/** The first write wins; whoever comes after it is paid by the sponsor, and the resident is told, who pays once. */
const write = async (
  sql: Transaction,
  till: LoggingTill,
  { voucherId, sequence, now }: { voucherId: string; sequence: number; now: Date },
): Promise<Judged> => {
  const [done] = await sql<{ redeemed: boolean }[]>`
    SELECT voucher_redeem(${voucherId}::uuid, ${till.shop_id}::uuid, ${till.till_id}::uuid, ${till.member_id}::uuid, 'offline',
      ${`log/${sequence}`}, ${now}::timestamptz) AS redeemed`
  if (done?.redeemed === true) return { voucherId, outcome: 'redeemed', reason: null, lossFen: 0n }
  // The same till took it online before: the guest was served once.
  const [own] =
    await sql`SELECT FROM redemption WHERE voucher_id = ${voucherId} AND till_id = ${till.till_id}`
  if (own) return { voucherId, outcome: 'refused', reason: 'takenBefore', lossFen: 0n }
  const [loss] = await sql<{ fen: bigint; account_id: string }[]>`
    SELECT sponsor_loss(voucher_id, ${till.till_id}::uuid, ${sequence}::bigint, ${now}::timestamptz) AS fen, account_id
    FROM voucher WHERE voucher_id = ${voucherId}`
  if (loss === undefined) throw new Error('a form of ours names a voucher that is gone')
  await tell(sql, { kind: 'voucherTwice', accountId: loss.account_id, subjectId: voucherId }, now)
  return { voucherId, outcome: 'clash', reason: null, lossFen: loss.fen }
}

const onWire = (sequence: number, { outcome, reason }: Pick<Judged, 'outcome' | 'reason'>): LogOutcome => ({
  sequence,
  outcome,
  say: sayOfflineOutcome(outcome, reason),
})
