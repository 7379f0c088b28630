import { isRefusal, refuse, type Me, type OpenAccountRequest, type Refusal } from '#contract'
import { decideOpening } from '#domain/account'
import { cityDayOf } from '#domain/calendar'
import { isOfAgeToConsent, type Attestation } from '#domain/identity'
import {
  findOpenAccount,
  personIndexOf,
  personStandingOf,
  readMe,
  rememberHost,
  type PersonStanding,
  type SignedIn,
} from '#server/identity/index'
import { inTransaction, newId, type Dependencies, type Transaction } from '#server/platform/index'

import { readNoticeInForce } from './read-notice'

/**
 * Opens the one account of this person, or finds it: through another host, on a retry, or when two phones ask at once. Refuses
 * `account.real-name-needed`, `account.guardian-needed`, `account.notice-outdated`, `access.not-signed-in`.
 */
export const openAccount = async (
  deps: Dependencies,
  signedIn: SignedIn,
  { noticeVersion }: OpenAccountRequest,
): Promise<Me | Refusal> => {
  const person = await personStandingOf(deps, signedIn)
  if (person === undefined) return refuse('access.not-signed-in')
  const inForce = await readNoticeInForce(deps.sql, deps.clock.now())
  const decision = decideOpening({
    standing: person.standing,
    noticeVersion,
    noticeVersionInForce: inForce.version,
  })
  switch (decision) {
    case 'realNameNeeded':
      return refuse('account.real-name-needed')
    case 'guardianNeeded':
      return refuse('account.guardian-needed')
    case 'noticeOutdated':
      return refuse('account.notice-outdated', '/body/noticeVersion')
    case 'alreadyOpen':
      return readMe(deps, signedIn)
    case 'open': {
      const refused = await openFor(deps, signedIn, person, noticeVersion)
      return isRefusal(refused) ? refused : readMe(deps, signedIn)
    }
  }
}

const openFor = (
  deps: Dependencies,
  { sessionId, hostId }: SignedIn,
  { attestation }: PersonStanding,
  noticeVersion: string,
): Promise<Refusal | undefined> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const { personId } = attestation
    if (personId === null) throw new Error('An account is opened for a person we know.')
    const accountId = await insertOrFind(deps, transaction, { ...attestation, personId }, noticeVersion)
    if (isRefusal(accountId)) return accountId
    const isLive = await deps.sessions.openAccount(transaction, sessionId, accountId)
    await rememberHost(deps, transaction, { accountId, hostId, subject: attestation.subject })
    return isLive ? undefined : refuse('access.not-signed-in')
  })

/**
 * The unique person index is what makes two simultaneous openings one account: the second waits, then finds the first. A child's
 * guardianship is held until the account stands, so that whoever withdraws it in the same moment finds that account.
 */
const insertOrFind = async (
  { crypto, clock }: Dependencies,
  transaction: Transaction,
  person: Attestation & { readonly personId: string },
  noticeVersion: string,
): Promise<string | Refusal> => {
  const accountId = newId(clock)
  const personIndex = personIndexOf(crypto, person.personId)
  const isChild = !isOfAgeToConsent(person, cityDayOf(clock.now()))
  const guardianAccountId = isChild ? await holdGuardian(transaction, personIndex) : null
  if (guardianAccountId === undefined) return refuse('account.guardian-needed')
  const inserted = await transaction`
    INSERT INTO account (account_id, person_index, person_sealed, district, notice_version, proof,
      guardian_account_id, opened_at)
    VALUES (${accountId}, ${personIndex}, ${crypto.seal('person', person.personId, accountId)}, ${person.district},
      ${noticeVersion}, 'host', ${guardianAccountId}, ${clock.now()})
    ON CONFLICT (person_index) DO NOTHING
    RETURNING 1`
  if (inserted.length > 0) return accountId
  const found = await findOpenAccount(transaction, personIndex)
  if (found === undefined) throw new Error('An account was closed while it was being opened.')
  return found.accountId
}

/** Whose consent a child's account rests on: her account is held, then the consent. */
const holdGuardian = async (transaction: Transaction, wardIndex: Buffer): Promise<string | undefined> => {
  await transaction`
    SELECT FROM account WHERE account_id = (SELECT guardian_account_id FROM guardianship WHERE ward_index = ${wardIndex})
    FOR KEY SHARE`
  const [guardian] = await transaction<{ account_id: string }[]>`
    SELECT guardian_account_id AS account_id FROM guardianship WHERE ward_index = ${wardIndex} FOR SHARE`
  return guardian?.account_id
}
