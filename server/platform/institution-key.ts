import { type Clock } from './clock'
import { type VerificationKey } from './crypto'
import { type Queryable } from './database'

export interface InstitutionKey extends VerificationKey {
  keyId: string
  /** uuid. */
  institutionId: string
  isSuspended: boolean
}

/** The key of an institution's server, of this id, if it is valid now; undefined otherwise. */
export async function findInstitutionKey(
  { sql, clock }: { sql: Queryable; clock: Clock },
  keyId: string,
): Promise<InstitutionKey | undefined> {
  const now = clock.now()
  const [row] = await sql<{ institution_id: string; public_key: Buffer; is_suspended: boolean }[]>`
    SELECT institution_id, public_key, suspended_at IS NOT NULL AS is_suspended
    FROM institution_key JOIN institution USING (institution_id)
    WHERE key_id = ${keyId} AND valid_from <= ${now} AND (valid_to IS NULL OR valid_to > ${now})`
  if (row === undefined) return undefined
  const { institution_id: institutionId, public_key: key, is_suspended: isSuspended } = row
  return { keyId, institutionId, isSuspended, algorithm: 'ed25519', key }
}
