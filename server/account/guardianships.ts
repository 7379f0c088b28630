import { refuse, type Guardianship, type GuardianshipList, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import {
  endWaitForGuardian,
  findOpenAccount,
  holdOpenAccount,
  learnWhenOfAge,
  leaveWithoutGuardian,
} from '#server/identity/index'
import { tell } from '#server/message/index'
import {
  eachApart,
  inTransaction,
  type Dependencies,
  type Queryable,
  type Transaction,
} from '#server/platform/index'

const READ_COMMITTED = { isolation: 'read committed', attemptsMax: 3 } as const

/** The consents of one guardian, the latest first; of one alone if asked. */
export const selectGuardianships = async (
  { crypto }: Pick<Dependencies, 'crypto'>,
  sql: Queryable,
  accountId: string,
  guardianshipId: string | null = null,
): Promise<Guardianship[]> => {
  const rows = await sql<
    {
      guardianship_id: string
      consented_at: Date
      sealed: Buffer | null
      until: string | null
      open: boolean
      groups_allowed_at: Date | null
    }[]
  >`
    SELECT guardianship_id, consented_at, ward_name_sealed AS sealed, ward_until AS until,
      EXISTS (SELECT FROM account WHERE person_index = ward_index) AS open, groups_allowed_at
    FROM guardianship
    WHERE guardian_account_id = ${accountId} AND (${guardianshipId}::uuid IS NULL OR guardianship_id = ${guardianshipId}::uuid)
    ORDER BY consented_at DESC, guardianship_id`
  return rows.map(
    ({ guardianship_id: id, consented_at: at, sealed, until, open, groups_allowed_at: allowedAt }) => ({
      guardianshipId: encodeId('gua', id),
      wardMaskedName: sealed === null ? '' : crypto.open('ward-name', sealed, id).toString('utf8'),
      consentedAt: at.toISOString(),
      wardUntil: until,
      hasAccount: open,
      groupsAllowedAt: allowedAt?.toISOString() ?? null,
    }),
  )
}

export const listGuardianships = async (
  deps: Dependencies,
  accountId: string,
): Promise<GuardianshipList> => ({
  items: await selectGuardianships(deps, deps.sql, accountId),
})

/**
 * A guardian takes her consent back: as easily as she gave it, and at once (PIPL Arts 15, 31). The child's account stays and takes
 * nothing new. Refuses `account.closed`, and `request.not-found` for what is not hers.
 */
export const withdrawGuardianship = (deps: Dependencies, accountId: string, wireId: string) =>
  inTransaction(deps.sql, READ_COMMITTED, async (transaction): Promise<Refusal | undefined> => {
    const closed = await holdOpenAccount(transaction, accountId)
    if (closed) return closed
    const guardianshipId = decodeId('gua', wireId)
    if (guardianshipId === undefined) return refuse('request.not-found')
    const ended = await endGuardianships(deps, transaction, { accountId, guardianshipId })
    return ended === 0 ? refuse('request.not-found') : undefined
  })

/**
 * Ends what one guardian consented to, all of it or one; children who are of age by now lose nothing. The caller holds her account.
 * Returns how many ended.
 */
export const endGuardianships = async (
  { crypto, clock }: Pick<Dependencies, 'crypto' | 'clock'>,
  transaction: Transaction,
  { accountId, guardianshipId = null }: { accountId: string; guardianshipId?: string | null },
): Promise<number> => {
  const now = clock.now()
  const which = transaction`
    guardianship.guardian_account_id = ${accountId}
      AND (${guardianshipId}::uuid IS NULL OR guardianship_id = ${guardianshipId}::uuid)`
  await transaction`
    SELECT FROM account WHERE person_index IN (SELECT ward_index FROM guardianship WHERE ${which})
    ORDER BY account_id FOR NO KEY UPDATE`
  await learnWhenOfAge(transaction, crypto, accountId)
  const ended = await transaction<
    { guardianship_id: string; ward_index: Buffer; ward_until: string | null }[]
  >`
    DELETE FROM guardianship WHERE ${which} RETURNING guardianship_id, ward_index, ward_until`
  const wards: { accountId: string; causeId: string }[] = []
  for (const { guardianship_id: causeId, ward_index: wardIndex, ward_until: until } of ended) {
    // Looked for by a later statement: one may have been opening while we waited for the row of its guardianship.
    const ward = await findOpenAccount(transaction, wardIndex)
    if (ward === undefined) continue
    if (until === null || until > cityDayOf(now)) wards.push({ accountId: ward.accountId, causeId })
    else await endWaitForGuardian(transaction, { ...ward, isOfAge: true })
  }
  await leaveWithoutGuardian(transaction, wards, now)
  return ended.length
}

/**
 * A child who is 14 decides for herself from that day on; she and whoever consented for her are told. One that cannot be ended
 * stands in nobody's way.
 */
export const endGrownGuardianships = async ({ sql, crypto, clock }: Dependencies): Promise<void> => {
  const now = clock.now()
  await learnWhenOfAge(sql, crypto)
  const grown = await sql<GrownWard[]>`
    SELECT guardianship_id, guardian_account_id, ward_index FROM guardianship WHERE ward_until <= ${cityDayOf(now)}::date`
  await eachApart(grown, (ward) =>
    inTransaction(sql, READ_COMMITTED, (transaction) => endGrown(transaction, ward, now)),
  )
}

interface GrownWard {
  readonly guardianship_id: string
  readonly guardian_account_id: string
  readonly ward_index: Buffer
}

const endGrown = async (
  transaction: Transaction,
  { guardianship_id: subjectId, guardian_account_id: guardian, ward_index: wardIndex }: GrownWard,
  now: Date,
): Promise<void> => {
  await transaction`SELECT FROM account WHERE account_id = ${guardian} FOR SHARE`
  await transaction`SELECT FROM account WHERE person_index = ${wardIndex} FOR NO KEY UPDATE`
  const ended = await transaction`DELETE FROM guardianship WHERE guardianship_id = ${subjectId} RETURNING 1`
  if (ended.length === 0) return
  await tell(transaction, { kind: 'wardOfAge', accountId: guardian, subjectId }, now)
  const ward = await findOpenAccount(transaction, wardIndex)
  if (ward === undefined) return
  await endWaitForGuardian(transaction, { ...ward, isOfAge: true })
  await tell(transaction, { kind: 'ofAge', accountId: ward.accountId, subjectId }, now)
}
