import type { AuditFault } from '#domain/audit'
import {
  isFormOut,
  isTake,
  judgeTake,
  readBase45,
  readOfflineForm,
  readTillLogText,
  type OfflineForm,
  type PastTake,
  type ToldFault,
} from '#domain/voucher'
import type { CryptoModule, Transaction } from '#server/platform/index'
import { verifyOfflineForm } from '#server/till/index'

/** An entry of a till's log beside everything its verdict rested on. */
export interface ToldTake {
  readonly till_id: string
  readonly signed_text: string
  readonly snapshot_at: Date
  readonly occurred_at: Date
  readonly received_at: Date
  readonly voucher_id: string | null
  readonly outcome: 'redeemed' | 'clash' | 'refused'
  readonly reason: ToldFault | null
  readonly revoked_at: Date | null
  readonly goods_id: string | null
  readonly payable_fen: bigint | null
  /** Until when the voucher says that a form of it is out. */
  readonly offline_until: Date | null
  readonly is_for_shop: boolean
  readonly is_snapshot_known: boolean
  /** Anywhere, and not taken back when this was told. */
  readonly is_redeemed: boolean
  readonly is_redeemed_by_it: boolean
  /** The till by its redemption, or its merchant by a loss, for another take than this one; what was booked before there was this rule stays. */
  readonly is_paid_before: boolean
}

/** Select list and tables of a ToldTake. */
export const selectToldTake = (sql: Transaction) => sql`
  till_log.snapshot_at, till_log.occurred_at, till_log.received_at, till_log.voucher_id, till_log.outcome, till_log.reason, revoked_at,
    voucher.goods_id, voucher.payable_fen, voucher.offline_until, till_snapshot.till_id IS NOT NULL AS is_snapshot_known,
    goods_place.goods_id IS NOT NULL AND is_offline AND (goods_place.ended_at IS NULL OR goods_place.ended_at >= till_log.occurred_at) AS is_for_shop,
    redemption.voucher_id IS NOT NULL AND coalesce(reversed_at > till_log.received_at, true) AS is_redeemed,
    by_it.is_so AS is_redeemed_by_it,
    NOT (till_log.outcome = 'clash' AND till_log.merchant_id IS NULL) AND (
      redemption.till_id IS NOT DISTINCT FROM till_log.till_id AND NOT by_it.is_so OR EXISTS (
        SELECT FROM till_log AS other WHERE other.voucher_id = till_log.voucher_id AND other.merchant_id = own_shop.institution_id
          AND other.outcome = 'clash' AND (other.till_id, other.sequence) <> (till_log.till_id, till_log.sequence))) AS is_paid_before
  FROM till_log JOIN till ON till.till_id = till_log.till_id JOIN shop AS own_shop ON own_shop.shop_id = till.shop_id
  LEFT JOIN voucher ON voucher.voucher_id = till_log.voucher_id LEFT JOIN goods ON goods.goods_id = voucher.goods_id
  LEFT JOIN goods_place ON goods_place.goods_id = voucher.goods_id AND goods_place.shop_id = till.shop_id
  LEFT JOIN till_snapshot ON till_snapshot.till_id = till_log.till_id AND till_snapshot.taken_at = till_log.snapshot_at
  LEFT JOIN redemption ON redemption.voucher_id = till_log.voucher_id
  CROSS JOIN LATERAL (SELECT redemption.till_id IS NOT DISTINCT FROM till_log.till_id
    AND redemption.request_key IS NOT DISTINCT FROM 'log/' || till_log.sequence AS is_so) AS by_it`

type Fault = Omit<AuditFault, 'table' | 'key'>

/**
 * Judges entries again in the order of each till's log, one till after the other, and says what is stored otherwise. Without `crypto` a
 * form is taken for ours where the platform said so.
 */
export const createTakeJudge = (crypto?: CryptoModule): ((entry: ToldTake) => Fault[]) => {
  let [tillId, takes]: [string, PastTake[]] = ['', []]
  return (entry) => {
    if (tillId !== entry.till_id) [tillId, takes] = [entry.till_id, []]
    const form = formOf(entry, crypto)
    const faults = [...faultsOfForm(entry, form), ...faultsOfVerdict(entry, form, takes)]
    if (isTake(entry.outcome, entry.reason)) takes.push(pastTakeOf(entry))
    return faults
  }
}

const pastTakeOf = (entry: ToldTake): PastTake => ({
  voucherId: entry.voucher_id,
  snapshotAt: entry.snapshot_at,
  occurredAt: entry.occurred_at,
  receivedAt: entry.received_at,
})

const formOf = (entry: ToldTake, crypto?: CryptoModule): OfflineForm | undefined => {
  const text = entry.signed_text.split('\n')[6] ?? ''
  if (crypto !== undefined) return verifyOfflineForm(crypto, text)
  const bytes = entry.voucher_id === null ? undefined : readBase45(text)
  return bytes && readOfflineForm(bytes)?.form
}

function* faultsOfForm(entry: ToldTake, form: OfflineForm | undefined): Generator<Fault> {
  const signed = form && `voucher ${form.voucherId} of ${form.goodsId}, ${form.payableFen} fen`
  const stored =
    entry.voucher_id === null
      ? undefined
      : `voucher ${entry.voucher_id} of ${entry.goods_id ?? 'nothing'}, ${entry.payable_fen ?? 0n} fen`
  const [expected = 'no form of ours', found = 'no form of ours'] = [signed, stored]
  if (expected !== found) yield { what: 'the form it took', expected, found }
  if (form === undefined || entry.voucher_id === null) return
  const { offline_until: outUntil } = entry
  if (outUntil !== null && outUntil >= form.until) return
  const until = outUntil?.toISOString() ?? 'never'
  yield { what: 'its voucher’s form', expected: `out until ${form.until.toISOString()}`, found: until }
}

function* faultsOfVerdict(
  entry: ToldTake,
  form: OfflineForm | undefined,
  takesBefore: readonly PastTake[],
): Generator<Fault> {
  const said = readTillLogText(entry.signed_text)
  if (said === undefined) return
  const verdict = judgeTake({
    said,
    form,
    takesBefore,
    isTillRevoked: isRevokedThen(entry),
    isForShop: entry.is_for_shop,
    isSnapshotKnown: entry.is_snapshot_known,
    now: entry.received_at,
  })
  const expected = verdict === 'take' ? outcomeOfTake(entry, form) : `refused, ${verdict}`
  const found = entry.reason === null ? entry.outcome : `${entry.outcome}, ${entry.reason}`
  if (expected !== found) yield { what: 'verdict', expected, found }
}

/** A dismissal and a log that were written side by side bear the moments of two clocks; what the entry says counts in that minute. */
const isRevokedThen = ({ revoked_at: revokedAt, received_at: receivedAt, reason }: ToldTake): boolean => {
  if (revokedAt === null || revokedAt > receivedAt) return false
  const isAtOnce = receivedAt.getTime() - revokedAt.getTime() < 60_000
  return isAtOnce ? reason === 'tillRevoked' : true
}

/** What may be taken is redeemed by it; or its points had gone back, it is paid already, or the sponsor pays. */
const outcomeOfTake = (entry: ToldTake, form: OfflineForm | undefined): string => {
  if (entry.is_redeemed_by_it) return 'redeemed'
  if (!entry.is_redeemed && !isFormOut(form?.until ?? null, entry.received_at)) return 'refused, toldLate'
  return entry.is_paid_before ? 'refused, paidBefore' : 'clash'
}
