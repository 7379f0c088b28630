import { decodeId } from '#domain/id'
import type { Transaction } from '#server/platform/index'

import type { RuleRow } from './rule-row'

/** The rule of a wire id, held until the transaction ends; undefined when there is none. */
export const holdRule = async (sql: Transaction, wireId: string): Promise<RuleRow | undefined> => {
  const [row] = await sql<RuleRow[]>`
    SELECT * FROM anomaly_rule WHERE rule_id = ${decodeId('anr', wireId) ?? null} FOR NO KEY UPDATE`
  return row
}
