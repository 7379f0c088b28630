import { isRefusal, refuse, type Guardianship, type Refusal } from '#contract'
import {
  decideGuardianship,
  GUARDIAN_ATTEMPTS_MAX,
  GUARDIAN_ATTEMPT_WINDOW_MILLISECONDS,
  isGuardianCodeLive,
} from '#domain/account'
import { cityDayOf } from '#domain/calendar'
import { ofAgeOn } from '#domain/identity'
import {
  endWaitForGuardian,
  findOpenAccount,
  holdOpenAccount,
  personIndexOf,
  readAttestation,
} from '#server/identity/index'
import { inTransaction, newId, type Dependencies, type Transaction } from '#server/platform/index'

import { selectGuardianships } from './guardianships'

const READ_COMMITTED = { isolation: 'read committed', attemptsMax: 3 } as const

/**
 * A guardian enters the code of a child and so consents for her (PIPL Art 31), also for an account that was left without a guardian.
 * The code is spent only when it leads to a consent, so that a stranger's guess cannot take it from the child. One guardian
 * consents at a time. Refuses `request.too-many` after five tries in ten minutes, `guardian.code-unknown`, `guardian.not-needed`,
 * `guardian.not-related`, `guardian.other-consents`, `account.closed`.
 */
export const consentForWard = async (
  deps: Dependencies,
  adult: { readonly accountId: string },
  code: string,
): Promise<Guardianship | Refusal> => {
  // The try is counted in a transaction of its own: a refused consent must not take it back.
  const refused = await inTransaction(deps.sql, READ_COMMITTED, (transaction) =>
    countAttempt(deps, transaction, adult.accountId),
  )
  if (isRefusal(refused)) return refused
  return inTransaction(deps.sql, READ_COMMITTED, (transaction) => consent(deps, transaction, adult, code))
}

const countAttempt = async (
  { clock }: Dependencies,
  transaction: Transaction,
  accountId: string,
): Promise<Refusal | undefined> => {
  const now = clock.now()
  const since = new Date(now.getTime() - GUARDIAN_ATTEMPT_WINDOW_MILLISECONDS)
  const open = await transaction`
    SELECT 1 FROM account WHERE account_id = ${accountId} AND closed_at IS NULL FOR NO KEY UPDATE`
  if (open.length === 0) return refuse('account.closed')
  await transaction`DELETE FROM guardian_attempt WHERE account_id = ${accountId} AND attempted_at <= ${since}`
  const attempts = await transaction`SELECT 1 FROM guardian_attempt WHERE account_id = ${accountId}`
  if (attempts.length >= GUARDIAN_ATTEMPTS_MAX) return refuse('request.too-many')
  await transaction`INSERT INTO guardian_attempt (account_id, attempted_at) VALUES (${accountId}, ${now})`
  return undefined
}

const consent = async (
  { crypto, clock }: Dependencies,
  transaction: Transaction,
  { accountId }: { readonly accountId: string },
  code: string,
): Promise<Guardianship | Refusal> => {
  const now = clock.now()
  const closed = await holdOpenAccount(transaction, accountId)
  if (closed) return closed
  const codeIndex = crypto.blindIndex('guardian-code', code)
  await transaction`
    SELECT FROM account WHERE person_index = (SELECT ward_index FROM guardian_code WHERE code_index = ${codeIndex})
    FOR NO KEY UPDATE`
  const [row] = await transaction<{ ward_index: Buffer; ward_sealed: Buffer; expires_at: Date }[]>`
    SELECT ward_index, ward_sealed, expires_at FROM guardian_code WHERE code_index = ${codeIndex} FOR UPDATE`
  if (row === undefined || !isGuardianCodeLive({ expiresAt: row.expires_at }, now))
    return refuse('guardian.code-unknown')
  const [adult] = await transaction<{ person_index: Buffer | null }[]>`
    SELECT person_index FROM account WHERE account_id = ${accountId}`
  const sealedFor = row.ward_index.toString('hex')
  const ward = readAttestation(crypto.open('guardian-code', row.ward_sealed, sealedFor).toString('utf8'))
  if (ward.personId === null) throw new Error('A guardian code stands for a child with a person id.')
  const decision = decideGuardianship({
    ward: { ...ward, personId: ward.personId },
    isGuardian: (personId) => adult?.person_index?.equals(personIndexOf(crypto, personId)) === true,
    today: cityDayOf(now),
  })
  if (decision === 'notNeeded') return refuse('guardian.not-needed')
  if (decision === 'notRelated') return refuse('guardian.not-related')
  const guardianshipId = newId(clock)
  const wardIndex = row.ward_index
  const kept = await transaction`
    INSERT INTO guardianship (guardianship_id, ward_index, guardian_account_id, consented_at, ward_name_sealed, ward_until)
    VALUES (${guardianshipId}, ${wardIndex}, ${accountId}, ${now},
      ${crypto.seal('ward-name', ward.maskedName ?? '', guardianshipId)}, ${ofAgeOn({ ...ward, personId: ward.personId }) ?? null})
    ON CONFLICT (ward_index) DO UPDATE SET guardianship_id = excluded.guardianship_id, consented_at = excluded.consented_at,
      ward_name_sealed = excluded.ward_name_sealed, ward_until = excluded.ward_until
    WHERE guardianship.guardian_account_id = excluded.guardian_account_id
    RETURNING 1`
  if (kept.length === 0) return refuse('guardian.other-consents')
  const account = await findOpenAccount(transaction, wardIndex)
  if (account !== undefined) await endWaitForGuardian(transaction, { ...account, isOfAge: false })
  await transaction`DELETE FROM guardian_code WHERE ward_index = ${wardIndex}`
  await transaction`DELETE FROM guardian_attempt WHERE account_id = ${accountId}`
  const [guardianship] = await selectGuardianships({ crypto }, transaction, accountId, guardianshipId)
  if (guardianship === undefined) throw new Error('A guardianship was lost while it was made.')
  return guardianship
}
