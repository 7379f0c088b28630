import { inTransaction, type Dependencies } from '#server/platform/index'

import { endLot } from './end-lot'

/** One round works this many lots off; the next continues. */
const LOTS_MAX = 500

/** Ends the lots whose time has come, each once, whoever runs at the same time. Returns how many were due. */
export const expireLots = async ({ sql, clock }: Dependencies): Promise<number> => {
  const now = clock.now()
  const due = await sql<{ lot_id: string }[]>`
    SELECT lot_id FROM points_lot WHERE expires_at <= ${now} AND expired_at IS NULL ORDER BY expires_at LIMIT ${LOTS_MAX}`
  for (const { lot_id: lotId } of due) {
    await inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, (transaction) =>
      endLot(transaction, lotId, now),
    )
  }
  return due.length
}
