import { cityDayOf } from '#domain/calendar'
import { inTransaction, type Dependencies } from '#server/platform/index'

import { endLot } from './end-lot'

/** So many lots are asked for at once. */
const LOTS_MAX = 500

/**
 * Ends the lots whose time has come, each once, whoever runs at the same time; also what came back to a closed account, once the day is
 * over. One that cannot be ended – its books do not agree, which the audit names – stands in
 * nobody's way: the others are ended, then the faults are thrown together.
 */
export const expireLots = async ({ sql, clock }: Dependencies): Promise<void> => {
  const now = clock.now()
  const faults: unknown[] = []
  for (let after: string | null = null; ;) {
    const due: { lot_id: string }[] = await sql<{ lot_id: string }[]>`
      SELECT lot_id FROM (
        SELECT lot_id FROM points_lot WHERE expires_at <= ${now} AND expired_at IS NULL
        UNION
        SELECT child.lot_id FROM points_lot AS child JOIN account USING (account_id)
        WHERE parent_lot_id IS NOT NULL AND returned_on < ${cityDayOf(now)}::date AND expired_at IS NULL AND closed_at IS NOT NULL
      ) AS due WHERE ${after}::uuid IS NULL OR lot_id > ${after}::uuid
      ORDER BY lot_id LIMIT ${LOTS_MAX}`
    for (const { lot_id: lotId } of due) {
      await inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, (transaction) =>
        endLot(transaction, lotId, now),
      ).catch((fault: unknown) => faults.push(fault))
    }
    after = due.at(-1)?.lot_id ?? null
    if (after === null) break
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} lots could not be ended`)
}
