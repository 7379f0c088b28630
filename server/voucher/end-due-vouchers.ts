import { FORM_TELLING_HOURS } from '#domain/voucher'
import { inTransaction, isDatabaseLoss, type Dependencies } from '#server/platform/index'

import { giveBack } from './give-back'

/** So many are ended in one transaction: the row of a hot item is not held for long. */
const BATCH_MAX = 100

type Ids = readonly string[]
type FindDue = (besides: Ids) => Promise<readonly { voucher_id: string }[]>

/**
 * Releases holds that ran out and ends vouchers whose last day is over, each once, whoever runs at the same time. One whose signed form a
 * till may have taken waits until that can be told no more; where its resident has closed her account it ends then, whatever its last day.
 * One that cannot be ended stands in nobody's way: the others are ended, then the faults are thrown together.
 */
export const endDueVouchers = async (deps: Dependencies): Promise<void> => {
  const { sql, clock } = deps
  const isNot = (besides: Ids) => sql`voucher_id <> ALL (${[...besides]}::text[]::uuid[])`
  const holds: FindDue = (besides) => sql`
    SELECT voucher_id FROM voucher WHERE state = 'held' AND held_until <= ${clock.now()} AND ${isNot(besides)} ORDER BY held_until LIMIT ${BATCH_MAX}`
  const toldBefore = () => new Date(clock.now().getTime() - FORM_TELLING_HOURS * 3_600_000)
  const issued: FindDue = (besides) => sql`
    SELECT voucher_id FROM voucher WHERE state = 'issued' AND valid_to <= ${clock.now()}
      AND (offline_until IS NULL OR offline_until <= ${toldBefore()}) AND ${isNot(besides)}
      AND NOT EXISTS (SELECT FROM goods WHERE goods.goods_id = voucher.goods_id AND kind = 'title')
      AND NOT EXISTS (SELECT FROM delivery WHERE delivery.voucher_id = voucher.voucher_id AND settled_at IS NULL) ORDER BY valid_to LIMIT ${BATCH_MAX}`
  const leftBehind: FindDue = (besides) => sql`
    SELECT voucher_id FROM voucher WHERE ends_with_form AND state = 'issued' AND offline_until <= ${toldBefore()} AND ${isNot(besides)}
    ORDER BY offline_until LIMIT ${BATCH_MAX}`
  const faults = [
    ...(await endAll(deps, holds, { from: 'held', ending: 'released' })),
    ...(await endAll(deps, issued, { from: 'issued', ending: 'expired' })),
    ...(await endAll(deps, leftBehind, { from: 'issued', ending: 'refunded' })),
  ]
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} vouchers could not be ended`)
}

interface Ending {
  readonly from: 'held' | 'issued'
  readonly ending: 'released' | 'expired' | 'refunded'
}

/** Returns why some could not be ended. A batch that fails is ended one by one. */
const endAll = async (deps: Dependencies, findDue: FindDue, ending: Ending): Promise<readonly unknown[]> => {
  const faults = new Map<string, unknown>()
  for (;;) {
    const due = (await findDue([...faults.keys()])).map(({ voucher_id: voucherId }) => voucherId)
    if (due.length === 0) return [...faults.values()]
    const fault = await faultOf(endTogether(deps, due, ending))
    if (fault === undefined) continue
    for (const voucherId of due) {
      const own = await faultOf(endTogether(deps, [voucherId], ending))
      if (own !== undefined) faults.set(voucherId, own)
    }
  }
}

const endTogether = (
  { sql, clock }: Dependencies,
  voucherIds: Ids,
  { from, ending }: Ending,
): Promise<unknown> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, (transaction) =>
    giveBack(transaction, { voucherIds, from: [from], ending, now: clock.now() }),
  )

/** What is thrown, unless the database is gone: then nothing else can be done either. */
const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (fault: unknown) => {
      if (isDatabaseLoss(fault)) throw fault
      return fault
    },
  )
