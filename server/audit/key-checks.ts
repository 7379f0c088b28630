import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import type { Transaction } from '#server/platform/index'

import { momentIn, readKeyTerms, type KeyTerms } from './key-terms'
import { faultsOfFacts } from './told-facts'

interface KeyRow {
  readonly key_id: string
  readonly institution_id: string
  readonly public_key_digest: string
  readonly valid_from: Date
  readonly valid_to: Date | null
}

/** Keys of institutions are those the log of actions tells of, whose they were and as long as it says; of operators' keys, the end that was said. */
export async function* keyFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const told = await readKeyTerms(sql, 'institution-key')
  const keys = await sql<KeyRow[]>`
    SELECT key_id, institution_id, encode(sha256(public_key), 'hex') AS public_key_digest, valid_from, valid_to FROM institution_key`
  for (const key of keys) yield* faultsOfKey(key, told.get(key.key_id))
  const kept = new Set(keys.map(({ key_id: keyId }) => keyId))
  for (const keyId of told.keys())
    if (!kept.has(keyId))
      yield { ...ofKey(keyId), what: 'a row behind the log', expected: 'its key', found: 'none' }
  yield* operatorKeyFaults(sql)
}

const ofKey = (keyId: string) => ({ table: 'institution_key', key: `key_id=${keyId}` })

function* faultsOfKey(key: KeyRow, terms: KeyTerms | undefined): Generator<AuditFault> {
  if (terms?.registered === undefined) {
    const expected = 'an entry institution-key.registered of the log of actions'
    yield { ...ofKey(key.key_id), what: 'who and when', expected, found: 'none' }
    return
  }
  const facts = {
    institutionId: encodeId('org', key.institution_id),
    publicKeyDigest: key.public_key_digest,
    validFrom: key.valid_from.toISOString(),
    validTo: key.valid_to?.toISOString() ?? OPEN_ENDED,
  }
  yield* faultsOfFacts(ofKey(key.key_id), facts, { ...terms.registered, validTo: endOf(key, terms) })
}

const OPEN_ENDED = 'open-ended'

/** The end a key has by the log; undefined where the log did not say yet which one it was registered with. */
const endOf = (key: KeyRow, { registered, retiredTo }: KeyTerms): string | undefined => {
  if (retiredTo !== undefined) return (retiredTo > key.valid_from ? retiredTo : key.valid_from).toISOString()
  if (registered?.['validFrom'] === undefined) return undefined
  return momentIn(registered['validTo'])?.toISOString() ?? OPEN_ENDED
}

async function* operatorKeyFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const told = await readKeyTerms(sql, 'operator-key')
  const keys = await sql<
    { key_id: string; valid_to: Date | null }[]
  >`SELECT key_id, valid_to FROM operator_key`
  for (const { key_id: keyId, valid_to: validTo } of keys) {
    const of = { table: 'operator_key', key: `key_id=${keyId}` }
    const facts = { validTo: validTo?.toISOString() ?? OPEN_ENDED }
    yield* faultsOfFacts(of, facts, { validTo: told.get(keyId)?.retiredTo?.toISOString() })
  }
}
