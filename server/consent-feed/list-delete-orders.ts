import type { DeleteOrderList } from '#contract'
import { deleteOrderDueAt } from '#domain/consent'
import { encodeId } from '#domain/id'
import type { Dependencies, OperatorPrincipal, Queryable } from '#server/platform/index'

const ORDERS_MAX = 1_000

interface OrderRow {
  instrument_consent_id: string
  instrument_id: string
  scene_id: string
  scheme: string
  number_sealed: Buffer
  from_minute: Date
  until_minute: Date
}

/**
 * Orders of this operator without a receipt, the oldest first: there from the moment a consent ends, before the feed has come to its
 * ending, and for an operator whose intake is stopped too. Beyond the first 1,000 they follow as those are receipted.
 */
export const listDeleteOrders = async (
  { sql, crypto }: Dependencies,
  { operatorNo }: OperatorPrincipal,
): Promise<DeleteOrderList> => {
  const rows = await sql<OrderRow[]>`
    SELECT instrument_consent_id, held.instrument_id, scene_id, scheme, held.number_sealed, from_minute, until_minute
    FROM instrument_consent AS held JOIN instrument USING (instrument_id) JOIN scene USING (scene_no)
    WHERE operator_no = ${operatorNo} AND ended_at IS NOT NULL AND receipted_at IS NULL
    ORDER BY until_minute, instrument_consent_id LIMIT ${ORDERS_MAX}`
  const items = rows.map((row) => ({
    deleteOrderId: encodeId('dlo', row.instrument_consent_id),
    consentId: encodeId('cns', row.instrument_consent_id),
    sceneId: row.scene_id,
    subject: {
      scheme: row.scheme,
      value: crypto.open('instrument', row.number_sealed, row.instrument_id).toString('utf8'),
    },
    from: row.from_minute.toISOString(),
    until: row.until_minute.toISOString(),
    dueAt: deleteOrderDueAt(row.until_minute).toISOString(),
  }))
  const waiting = items.length < ORDERS_MAX ? items.length : await countOpenOrders(sql, operatorNo)
  return { items, waiting }
}

export const countOpenOrders = async (sql: Queryable, operatorNo: number): Promise<number> => {
  const [row] = await sql<{ open: number }[]>`
    SELECT count(*)::int AS open FROM instrument_consent
    WHERE operator_no = ${operatorNo} AND ended_at IS NOT NULL AND receipted_at IS NULL`
  return row?.open ?? 0
}
