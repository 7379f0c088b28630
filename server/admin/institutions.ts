import { createHash } from 'node:crypto'

import { isCreditCode } from '#domain/institution'
import { encodeId } from '#domain/id'
import { stopInstitution } from '#server/institution/index'
import {
  appendAudit,
  brokenConstraint,
  inTransaction,
  newId,
  type Dependencies,
  type Transaction,
} from '#server/platform/index'

import { keyBytesOf, momentOf, oneOf, optionOf, type Options } from './options'

const KINDS = ['mall-operator', 'merchant', 'sponsor', 'agent', 'school', 'scene-operator'] as const
const PUBLIC_KEY_BYTES = 32

/**
 * Registers an institution, or changes the names and kinds of a known one and lets a suspended one act again. A scene operator is one
 * of the city's carrier companies, named by --operator; an agent acts for others under their mandate; a school may open
 * groups that children join. Returns a sentence for the terminal.
 */
export const registerInstitution = async (
  { sql, clock }: Dependencies,
  options: Options,
): Promise<string> => {
  const creditCode = creditCodeOf(options)
  const names = [optionOf(options, 'name'), optionOf(options, 'name-en')] as const
  const kinds = optionOf(options, 'kinds')
    .split(',')
    .map((kind) => oneOf(KINDS, kind, 'kinds'))
  const flags = KINDS.map((kind) => kinds.includes(kind))
  const operatorId = kinds.includes('scene-operator') ? optionOf(options, 'operator') : null
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const now = clock.now()
    await checkOperator(transaction, operatorId)
    await checkStopped(transaction, creditCode)
    const [changed] = await transaction<{ institution_id: string }[]>`
      INSERT INTO institution AS known
        (institution_id, name_zh, name_en, credit_code, is_mall_operator, is_merchant, is_sponsor, is_agent, is_school,
          operator_id, registered_at)
      VALUES (${newId(clock)}, ${names[0]}, ${names[1]}, ${creditCode}, ${flags[0]!}, ${flags[1]!}, ${flags[2]!},
        ${flags[3]!}, ${flags[4]!}, ${operatorId}, ${now})
      ON CONFLICT (credit_code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
        is_mall_operator = excluded.is_mall_operator, is_merchant = excluded.is_merchant, is_sponsor = excluded.is_sponsor,
        is_agent = excluded.is_agent, is_school = excluded.is_school, operator_id = excluded.operator_id, suspended_at = NULL
      WHERE (known.name_zh, known.name_en, known.is_mall_operator, known.is_merchant, known.is_sponsor, known.is_agent,
        known.is_school, known.operator_id, known.suspended_at)
        IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.is_mall_operator, excluded.is_merchant,
          excluded.is_sponsor, excluded.is_agent, excluded.is_school, excluded.operator_id, NULL)
      RETURNING institution_id`
    if (changed === undefined) {
      const known = await institutionOf(transaction, creditCode)
      return `${creditCode} was registered already. Its id is ${encodeId('org', known)}.`
    }
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'admin',
      action: 'institution.registered',
      subject: encodeId('org', changed.institution_id),
      detail: { kinds, operatorId },
    })
    return `${names[0]} (${creditCode}) is registered as ${kinds.join(', ')}. Its id is ${encodeId('org', changed.institution_id)}.`
  }).catch((error: unknown) => {
    if (brokenConstraint(error) !== 'institution_operator_id_key') throw error
    throw new Error(`Another institution is registered as operator ${operatorId}.`)
  })
}

const checkOperator = async (sql: Transaction, operatorId: string | null): Promise<void> => {
  if (operatorId === null) return
  const [known] = await sql`SELECT FROM operator WHERE operator_id = ${operatorId}`
  if (known === undefined) throw new Error(`There is no operator ${operatorId}.`)
}

/** Registers the public half of an Ed25519 key an institution signs its mandates with. A key id keeps its key for ever. */
export const registerInstitutionKey = async (
  { sql, clock }: Dependencies,
  options: Options,
): Promise<string> => {
  const creditCode = creditCodeOf(options)
  const keyId = optionOf(options, 'key-id')
  const publicKey = keyBytesOf(optionOf(options, 'public-key'), [PUBLIC_KEY_BYTES])
  const validFrom = momentOf(options, 'valid-from', clock.now())
  const validTo = momentOf(options, 'valid-to', null)
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const institutionId = await institutionOf(transaction, creditCode)
    const inserted = await transaction`
      INSERT INTO institution_key (key_id, institution_id, public_key, valid_from, valid_to)
      VALUES (${keyId}, ${institutionId}, ${publicKey}, ${validFrom}, ${validTo})
      ON CONFLICT (key_id) DO NOTHING RETURNING 1`
    if (inserted.length === 0) {
      const same = await transaction`
        SELECT FROM institution_key
        WHERE key_id = ${keyId} AND institution_id = ${institutionId} AND public_key = ${publicKey}`
      if (same.length > 0) return `${keyId} of ${creditCode} was registered already.`
      throw new Error(`${keyId} is registered with another key: choose a new id.`)
    }
    await appendAudit(transaction, {
      occurredAt: clock.now(),
      actor: 'admin',
      action: 'institution-key.registered',
      subject: keyId,
      detail: {
        institutionId: encodeId('org', institutionId),
        publicKeyDigest: createHash('sha256').update(publicKey).digest('hex'),
        validFrom: validFrom.toISOString(),
        validTo: validTo?.toISOString() ?? null,
      },
    })
    return `${keyId} of ${creditCode} is registered.`
  }).catch((error: unknown) => {
    if (brokenConstraint(error) !== 'institution_key_of_one') throw error
    throw new Error('This public key is registered under another id.')
  })
}

/** Ends a key's validity, now or at a time given; mandates taken before stay taken. */
export const retireInstitutionKey = async (
  { sql, clock }: Dependencies,
  options: Options,
): Promise<string> => {
  const keyId = optionOf(options, 'key-id')
  const at = momentOf(options, 'at', clock.now())
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const known = await transaction`SELECT FROM institution_key WHERE key_id = ${keyId}`
    if (known.length === 0) throw new Error(`There is no key ${keyId}.`)
    const retired = await transaction`
      UPDATE institution_key SET valid_to = greatest(valid_from, ${at}::timestamptz)
      WHERE key_id = ${keyId} AND (valid_to IS NULL OR valid_to > ${at}) RETURNING 1`
    if (retired.length === 0) return `${keyId} had ended already.`
    await appendAudit(transaction, {
      occurredAt: clock.now(),
      actor: 'admin',
      action: 'institution-key.retired',
      subject: keyId,
      detail: { at: at.toISOString() },
    })
    return `${keyId} counts no longer from ${at.toISOString()} on.`
  })
}

/**
 * Suspends an institution: nobody acts for it any more, and who does is out at once, after what she has under way. Registering it again
 * ends that.
 */
export const suspendInstitution = async (deps: Dependencies, options: Options): Promise<string> => {
  const creditCode = creditCodeOf(options)
  for (;;) {
    const said = await suspendThose(deps, creditCode)
    if (said !== 'joined meanwhile') return said
  }
}

const suspendThose = (deps: Dependencies, creditCode: string): Promise<string> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const [known] = await transaction<{ institution_id: string }[]>`
      SELECT institution_id FROM institution WHERE credit_code = ${creditCode}`
    if (known === undefined) throw new Error(`There is no institution ${creditCode}.`)
    const stopped = await stopInstitution(deps, transaction, known.institution_id)
    if (stopped === 'joined') return 'joined meanwhile'
    if (stopped === 'stopped' || stopped === 'unknown') return `${creditCode} was suspended already.`
    await appendAudit(transaction, {
      occurredAt: stopped.at,
      actor: 'admin',
      action: 'institution.suspended',
      subject: encodeId('org', known.institution_id),
      detail: { members: stopped.members },
    })
    return `${creditCode} is suspended; ${stopped.members} members are locked out.`
  })

/**
 * What one person of staff stopped another lets go on, at the desk: an administrator does not stand for either. The institution is held
 * first, so that a suspension under way is waited for and seen.
 */
const checkStopped = async (sql: Transaction, creditCode: string): Promise<void> => {
  await sql`SELECT FROM institution WHERE credit_code = ${creditCode} FOR NO KEY UPDATE`
  const stopped = await sql`
    SELECT FROM suspension JOIN institution USING (institution_id) WHERE credit_code = ${creditCode} AND ended_at IS NULL`
  if (stopped.length > 0)
    throw new Error(
      `${creditCode} was suspended at the desk of supervision: another person resumes it there.`,
    )
}

const creditCodeOf = (options: Options): string => {
  const creditCode = optionOf(options, 'credit-code')
  if (!isCreditCode(creditCode))
    throw new Error(`${creditCode} is no credit code (GB 32100-2015): a character is wrong.`)
  return creditCode
}

const institutionOf = async (sql: Transaction, creditCode: string): Promise<string> => {
  const [row] = await sql<{ institution_id: string }[]>`
    SELECT institution_id FROM institution WHERE credit_code = ${creditCode} FOR NO KEY UPDATE`
  if (row === undefined) throw new Error(`There is no institution ${creditCode}.`)
  return row.institution_id
}
