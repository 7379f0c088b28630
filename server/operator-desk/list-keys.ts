import type { OperatorKeyEntry, OperatorKeyList } from '#contract'
import type { Dependencies } from '#server/platform/index'

interface KeyRow {
  key_id: string
  algorithm: OperatorKeyEntry['algorithm']
  valid_from: Date
  valid_to: Date | null
}

/** The keys an operator is known by, the newest first; while two are valid it is changing from one to the other. */
export const listKeys = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { operatorId }: { readonly operatorId: string },
): Promise<OperatorKeyList> => {
  const now = clock.now()
  const rows = await sql<KeyRow[]>`
    SELECT key_id, algorithm, valid_from, valid_to FROM operator_key WHERE operator_id = ${operatorId}
    ORDER BY valid_from DESC, key_id`
  return {
    items: rows.map(({ key_id, algorithm, valid_from, valid_to }) => ({
      keyId: key_id,
      algorithm,
      validFrom: valid_from.toISOString(),
      validTo: valid_to?.toISOString() ?? null,
      state: valid_from > now ? 'coming' : valid_to !== null && valid_to <= now ? 'ended' : 'valid',
    })),
  }
}
