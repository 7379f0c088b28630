import { refuse, type Refusal } from '#contract'
import { HOLD_SECONDS } from '#domain/voucher'
import { askTogether, newId, type Dependencies } from '#server/platform/index'

import { readShownGoods, selectVoucher, type ShownGoods, type VoucherRow } from './voucher-row'

export interface Take {
  readonly accountId: string
  readonly goodsId: string
  /** Makes a retry find the first answer. */
  readonly requestKey: string
  /** Issued at once, or only held. */
  readonly isAtOnce: boolean
}

export interface TakeQueue {
  /** The voucher, of the first try for a retry. Refuses what `voucher_take` names. */
  readonly take: (asked: Take) => Promise<VoucherRow | Refusal>
}

const BATCH_MAX = 64
const BATCHES_MAX = 2

/**
 * Requests that arrive while a batch is under way form the next one: a hot item's row is locked and the commit made durable once for
 * all of them. A batch holds one request an account. A second batch may run beside the first, so that what it asks for is judged while
 * the first waits for the disk; of ourselves no more than one ever waits for a hot row.
 */
export const createTakeQueue = (deps: Pick<Dependencies, 'sql' | 'clock'>): TakeQueue => ({
  take: askTogether({
    groupMax: BATCH_MAX,
    groupsMax: BATCHES_MAX,
    keyOf: ({ accountId }: Take) => accountId,
    answer: (batch: readonly Take[]) => takeTogether(deps, batch),
  }),
})

/** What `voucher_take` answers with. */
type Outcome =
  | 'taken'
  | 'known'
  | 'account.closed'
  | 'account.guardian-needed'
  | 'account.suspended'
  | 'goods.limit-reached'
  | 'goods.not-agreed'
  | 'goods.not-on-sale'
  | 'goods.sold-out'
  | 'points.not-enough'
  | 'request.key-reused'
  | 'request.not-found'

interface TakenRow {
  readonly outcome: Outcome
  readonly taken_id: string | null
  readonly taken_to: Date | null
  readonly taken_points: readonly bigint[] | null
  readonly taken_expiries: readonly Date[] | null
}

const takeTogether = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  asked: readonly Take[],
): Promise<readonly (VoucherRow | Refusal)[]> => {
  const now = clock.now()
  const until = new Date(now.getTime() + HOLD_SECONDS * 1000)
  const [rows, goods] = await Promise.all([
    sql<TakenRow[]>`
      SELECT * FROM voucher_take(
        ${asked.map(() => newId(clock))}::text[]::uuid[],
        ${asked.map(({ accountId }) => accountId)}::text[]::uuid[],
        ${asked.map(({ goodsId }) => goodsId)}::text[]::uuid[],
        ${asked.map(({ requestKey }) => requestKey)}::text[],
        ${asked.map(({ isAtOnce }) => String(isAtOnce))}::text[]::boolean[],
        ${now}::timestamptz, ${until}::timestamptz)`,
    // What is shown of goods never changes, so it need not be read in the same statement.
    readShownGoods(sql, [...new Set(asked.map(({ goodsId }) => goodsId))]),
  ])
  const known = await readKnown(
    sql,
    rows.flatMap(({ outcome, taken_id: id }) => (outcome === 'known' && id !== null ? [id] : [])),
  )
  return rows.map((row, index) => {
    const { outcome, taken_id: takenId } = row
    if (outcome !== 'taken' && outcome !== 'known') return refuse(outcome)
    const of = asked[index]
    const voucher =
      outcome === 'known'
        ? known.get(takenId ?? '')
        : of && takenVoucher(row, { now, until, asked: of, goods: goods.get(of.goodsId) })
    if (voucher === undefined || of === undefined)
      throw new Error(`a voucher was ${outcome} without what it is`)
    return outcome === 'known' && isOtherStep(voucher, of) ? refuse('request.key-reused') : voucher
  })
}

/**
 * Whether the key was used to hold what is now to be taken, or the other way round: what is taken is issued as it is held. An order's is
 * only ever held.
 */
const isOtherStep = (voucher: VoucherRow, { isAtOnce }: Take): boolean =>
  !voucher.is_of_order && isAtOnce !== (voucher.issued_at?.getTime() === voucher.held_at.getTime())

const readKnown = async (
  sql: Dependencies['sql'],
  voucherIds: readonly string[],
): Promise<ReadonlyMap<string, VoucherRow>> => {
  if (voucherIds.length === 0) return new Map()
  const rows = await sql<VoucherRow[]>`
    ${selectVoucher(sql)} WHERE voucher_id = ANY (${[...voucherIds]}::text[]::uuid[])`
  return new Map(rows.map((row) => [row.voucher_id, row]))
}

/** The voucher as the statement that took it wrote it. */
const takenVoucher = (
  row: TakenRow,
  {
    now,
    until,
    asked: { isAtOnce, requestKey },
    goods,
  }: { now: Date; until: Date; asked: Take; goods: ShownGoods | undefined },
): VoucherRow | undefined => {
  const { taken_id: voucherId, taken_to: validTo, taken_points: points, taken_expiries: expiries } = row
  if (voucherId === null || validTo === null || points === null || expiries === null || goods === undefined)
    return undefined
  return {
    ...goods,
    voucher_id: voucherId,
    state: isAtOnce ? 'issued' : 'held',
    price_points: points.reduce((sum, one) => sum + one, 0n),
    held_at: now,
    held_until: until,
    issued_at: isAtOnce ? now : null,
    valid_to: validTo,
    ended_at: null,
    offline_until: null,
    // A phone sends no key with a blank in it: see partner_order_key.
    is_of_order: requestKey.includes(' '),
    ordered_by: null,
    delivery: null,
    shop: null,
    is_undone: false,
    lots: points.map((one, place) => ({ points: Number(one), expiresAt: expiryAt(expiries, place) })),
  }
}

const expiryAt = (expiries: readonly Date[], place: number): string => {
  const expiry = expiries[place]
  if (expiry === undefined) throw new Error('every lot has its end')
  return expiry.toISOString()
}
