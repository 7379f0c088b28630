import { inTransaction, type Dependencies } from '#server/platform/index'

import { giveBack } from './give-back'

/** So many are ended in one transaction: the row of a hot item is not held for long. */
const BATCH_MAX = 100

/** Releases holds that ran out and ends vouchers whose last day is over, each once, whoever runs at the same time. */
export const endDueVouchers = async (deps: Dependencies): Promise<void> => {
  const { sql, clock } = deps
  const holds = () => sql<{ voucher_id: string }[]>`
    SELECT voucher_id FROM voucher WHERE state = 'held' AND held_until <= ${clock.now()} ORDER BY held_until LIMIT ${BATCH_MAX}`
  const issued = () => sql<{ voucher_id: string }[]>`
    SELECT voucher_id FROM voucher WHERE state = 'issued' AND valid_to <= ${clock.now()} ORDER BY valid_to LIMIT ${BATCH_MAX}`
  await endAll(deps, holds, { from: 'held', ending: 'released' })
  await endAll(deps, issued, { from: 'issued', ending: 'expired' })
}

const endAll = async (
  { sql, clock }: Dependencies,
  findDue: () => Promise<readonly { voucher_id: string }[]>,
  { from, ending }: { from: 'held' | 'issued'; ending: 'released' | 'expired' },
): Promise<void> => {
  for (;;) {
    const due = await findDue()
    if (due.length === 0) return
    const voucherIds = due.map(({ voucher_id: voucherId }) => voucherId)
    await inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, (transaction) =>
      giveBack(transaction, { voucherIds, from: [from], ending, now: clock.now() }),
    )
  }
}
