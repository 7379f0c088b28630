import { appendAudit, inTransaction, operatorKeyColumns, type Dependencies } from '#server/platform/index'

import { keyBytesOf, momentOf, oneOf, optionOf, type Options } from './options'

/** Bytes of what is registered: a public key (32, or an uncompressed SM2 point) or a shared secret of at least 256 bits. */
const KEY_LENGTHS = {
  ed25519: [32],
  'sm2-sm3': [65],
  'hmac-sha256': [32, 48, 64],
  'hmac-sm3': [32, 48, 64],
} as const

type Algorithm = keyof typeof KEY_LENGTHS
const ALGORITHMS = Object.keys(KEY_LENGTHS) as Algorithm[]

/**
 * Registers a key with which an operator signs. Registering the same key again changes nothing; another key under a known id
 * is refused, because signatures already made must keep their meaning. Returns a sentence for the terminal.
 */
export const registerOperatorKey = async (deps: Dependencies, options: Options): Promise<string> => {
  const operatorId = optionOf(options, 'operator')
  const keyId = optionOf(options, 'key-id')
  const algorithm = oneOf(ALGORITHMS, optionOf(options, 'algorithm'), 'algorithm')
  const key = keyBytesOf(optionOf(options, 'key'), KEY_LENGTHS[algorithm])
  const validFrom = momentOf(options, 'valid-from', deps.clock.now())
  const validTo = momentOf(options, 'valid-to', null)
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const known = await transaction`SELECT 1 FROM operator WHERE operator_id = ${operatorId}`
    if (known.length === 0) throw new Error(`There is no operator ${operatorId} in this city.`)
    const columns = operatorKeyColumns(deps.crypto, keyId, { algorithm, key })
    const inserted = await transaction`
      INSERT INTO operator_key (key_id, operator_id, algorithm, public_key, key_sealed, valid_from, valid_to)
      VALUES (${keyId}, ${operatorId}, ${columns.algorithm}, ${columns.public_key}, ${columns.key_sealed}, ${validFrom},
        ${validTo})
      ON CONFLICT (key_id) DO NOTHING RETURNING 1`
    if (inserted.length === 0) {
      const [kept] = await transaction<
        { operator_id: string; public_key: Buffer | null; key_sealed: Buffer | null }[]
      >`
        SELECT operator_id, public_key, key_sealed FROM operator_key WHERE key_id = ${keyId}`
      const keptKey =
        kept?.public_key ??
        (kept?.key_sealed ? deps.crypto.open('operator-key', kept.key_sealed, keyId) : null)
      if (kept?.operator_id === operatorId && keptKey?.equals(key))
        return `${keyId} of ${operatorId} was registered already.`
      throw new Error(`${keyId} is registered with another key: choose a new id.`)
    }
    await appendAudit(transaction, {
      occurredAt: deps.clock.now(),
      actor: 'admin',
      action: 'operator-key.registered',
      subject: keyId,
      detail: { operatorId, algorithm },
    })
    return `${keyId} of ${operatorId} is registered (${algorithm}).`
  })
}

/** Ends a key's validity, now or at a time given; what it signed before stays verified. */
export const retireOperatorKey = async (deps: Dependencies, options: Options): Promise<string> => {
  const keyId = optionOf(options, 'key-id')
  const at = momentOf(options, 'at', deps.clock.now())
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const retired = await transaction`
      UPDATE operator_key SET valid_to = ${at} WHERE key_id = ${keyId} AND (valid_to IS NULL OR valid_to > ${at})
      RETURNING 1`
    const known = await transaction`SELECT 1 FROM operator_key WHERE key_id = ${keyId}`
    if (known.length === 0) throw new Error(`There is no key ${keyId}.`)
    if (retired.length === 0) return `${keyId} had ended already.`
    await appendAudit(transaction, {
      occurredAt: deps.clock.now(),
      actor: 'admin',
      action: 'operator-key.retired',
      subject: keyId,
      detail: { at: at.toISOString() },
    })
    return `${keyId} counts no longer from ${at.toISOString()} on.`
  })
}
