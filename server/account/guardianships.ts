import { refuse, type Guardianship, type GuardianshipList, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { endWaitForGuardian, findOpenAccount, leaveWithoutGuardian } from '#server/identity/index'
import { tell } from '#server/message/index'
import { inTransaction, type Dependencies, type Queryable, type Transaction } from '#server/platform/index'

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
    }[]
  >`
    SELECT guardianship_id, consented_at, ward_name_sealed AS sealed, ward_until AS until,
      EXISTS (SELECT FROM account WHERE person_index = ward_index) AS open
    FROM guardianship
    WHERE guardian_account_id = ${accountId} AND (${guardianshipId}::uuid IS NULL OR guardianship_id = ${guardianshipId}::uuid)
    ORDER BY consented_at DESC, guardianship_id`
  return rows.map(({ guardianship_id: id, consented_at: at, sealed, until, open }) => ({
    guardianshipId: encodeId('gua', id),
    wardMaskedName: sealed === null ? '' : crypto.open('ward-name', sealed, id).toString('utf8'),
    consentedAt: at.toISOString(),
    wardUntil: until,
    hasAccount: open,
  }))
}

export const listGuardianships = async (
  deps: Dependencies,
  accountId: string,
): Promise<GuardianshipList> => ({
  items: await selectGuardianships(deps, deps.sql, accountId),
})

/**
 * A guardian takes her consent back: as easily as she gave it, and at once (PIPL Arts 15, 31). The child's account stays and takes
 * nothing new. Refuses `request.not-found` for what is not hers.
 */
export const withdrawGuardianship = ({ sql, clock }: Dependencies, accountId: string, wireId: string) =>
  inTransaction(sql, READ_COMMITTED, async (transaction): Promise<Refusal | undefined> => {
    const guardianshipId = decodeId('gua', wireId)
    if (guardianshipId === undefined) return refuse('request.not-found')
    const ended = await endGuardianships(transaction, { accountId, guardianshipId }, clock.now())
    return ended === 0 ? refuse('request.not-found') : undefined
  })

/** Ends what one guardian consented to, all of it or one; children who are of age by now lose nothing. Returns how many ended. */
export const endGuardianships = async (
  transaction: Transaction,
  { accountId, guardianshipId }: { accountId: string; guardianshipId?: string },
  now: Date,
): Promise<number> => {
  const ended = await transaction<EndedGuardianship[]>`
    DELETE FROM guardianship
    WHERE guardian_account_id = ${accountId}
      AND (${guardianshipId ?? null}::uuid IS NULL OR guardianship_id = ${guardianshipId ?? null}::uuid)
    RETURNING ${endedColumns(transaction)}`
  const today = cityDayOf(now)
  const wards: { accountId: string; causeId: string }[] = []
  for (const { guardianship_id: causeId, ward_index: wardIndex, ward_until: until } of ended) {
    const ward = await findOpenAccount(transaction, wardIndex)
    if (ward === undefined) continue
    if (until === null || until > today) wards.push({ accountId: ward.accountId, causeId })
    else await endWaitForGuardian(transaction, { ...ward, guardianAccountId: null })
  }
  await leaveWithoutGuardian(transaction, wards, now)
  return ended.length
}

interface EndedGuardianship {
  guardianship_id: string
  guardian_account_id: string
  ward_index: Buffer
  ward_until: string | null
}

/** The accounts of the wards are looked for by a later statement: one may be opening while we wait for the row of its guardianship. */
const endedColumns = (sql: Queryable) => sql`guardianship_id, guardian_account_id, ward_index, ward_until`

/** A child who is 14 decides for herself from that day on; she and whoever consented for her are told. */
export const endGrownGuardianships = ({ sql, clock }: Dependencies): Promise<void> =>
  inTransaction(sql, READ_COMMITTED, async (transaction) => {
    const now = clock.now()
    const grown = await transaction<EndedGuardianship[]>`
      DELETE FROM guardianship WHERE ward_until <= ${cityDayOf(now)}::date RETURNING ${endedColumns(transaction)}`
    for (const { guardianship_id: id, guardian_account_id: guardian, ward_index: wardIndex } of grown) {
      await tell(transaction, { kind: 'wardOfAge', accountId: guardian, subjectId: id }, now)
      const ward = await findOpenAccount(transaction, wardIndex)
      if (ward === undefined) continue
      await endWaitForGuardian(transaction, { ...ward, guardianAccountId: null })
      await tell(transaction, { kind: 'ofAge', accountId: ward.accountId, subjectId: id }, now)
    }
  })
