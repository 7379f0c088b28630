import { type Clock } from './clock'
import { type CryptoModule, type SignatureAlgorithm, type VerificationKey } from './crypto'
import { type Queryable } from './database'

export interface OperatorKey extends VerificationKey {
  keyId: string
  operatorId: string
  operatorNo: number
}

/** The key of this id if it is valid now; undefined otherwise. */
export async function findOperatorKey(
  { sql, clock, crypto }: { sql: Queryable; clock: Clock; crypto: CryptoModule },
  keyId: string,
): Promise<OperatorKey | undefined> {
  const now = clock.now()
  const [row] = await sql<KeyRow[]>`
    SELECT operator_id, operator_no, algorithm, public_key, key_sealed
    FROM operator_key JOIN operator USING (operator_id)
    WHERE key_id = ${keyId} AND valid_from <= ${now} AND (valid_to IS NULL OR valid_to > ${now})`
  if (row === undefined) return undefined
  const {
    operator_id: operatorId,
    operator_no: operatorNo,
    algorithm,
    public_key: publicKey,
    key_sealed: sealed,
  } = row
  const key = publicKey ?? (sealed === null ? null : crypto.open('operator-key', sealed, keyId))
  if (key === null) throw new Error('A stored operator key has neither half.')
  return { keyId, operatorId, operatorNo, algorithm, key }
}

/**
 * The columns that store a partner's key: its public bytes as they are (32 for Ed25519, 65 for SM2), the shared secret of
 * an HMAC only sealed.
 */
export function operatorKeyColumns(
  crypto: CryptoModule,
  keyId: string,
  { algorithm, key }: VerificationKey,
): { algorithm: SignatureAlgorithm; public_key: Buffer | null; key_sealed: Buffer | null } {
  const isShared = algorithm === 'hmac-sha256' || algorithm === 'hmac-sm3'
  return {
    algorithm,
    public_key: isShared ? null : Buffer.from(key),
    key_sealed: isShared ? crypto.seal('operator-key', key, keyId) : null,
  }
}

interface KeyRow {
  operator_id: string
  operator_no: number
  algorithm: SignatureAlgorithm
  public_key: Buffer | null
  key_sealed: Buffer | null
}
