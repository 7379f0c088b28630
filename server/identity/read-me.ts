import { refuse, type Me, type Refusal } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Dependencies } from '#server/platform/index'

import { personStandingOf } from './person-standing'
import type { SignedIn } from './signed-in'

interface AccountRow {
  opened_at: Date
  notice_version: string | null
  proof: 'host' | 'cityCode'
}

/** Where the signed-in person stands, and her account if it is open. Refuses `access.not-signed-in` once the session ended. */
export const readMe = async (deps: Dependencies, signedIn: SignedIn): Promise<Me | Refusal> => {
  const person = await personStandingOf(deps, signedIn)
  if (person === undefined) return refuse('access.not-signed-in')
  const { standing, accountId, attestation } = person
  const [account] =
    accountId === null
      ? []
      : await deps.sql<AccountRow[]>`
          SELECT opened_at, notice_version, proof FROM account WHERE account_id = ${accountId}`
  const suspension = accountId === null ? undefined : await suspensionOf(deps, accountId)
  return {
    standing,
    accountId: accountId === null ? null : encodeId('acc', accountId),
    maskedName: standing === 'visitor' ? null : attestation.maskedName,
    openedAt: account?.opened_at.toISOString() ?? null,
    noticeVersion: account?.notice_version ?? null,
    ...(suspension === undefined ? {} : { suspension }),
    proof: account?.proof ?? (attestation.personId === null ? 'none' : 'host'),
  }
}

/** What stops her account now, in the words she reads; undefined when nothing does. */
const suspensionOf = async (
  { sql }: Pick<Dependencies, 'sql'>,
  accountId: string,
): Promise<Me['suspension']> => {
  const [row] = await sql<
    { suspension_id: string; began_at: Date; until: CityDay | null; reasons: string }[]
  >`
    SELECT suspension_id, began_at, until, reasons FROM suspension WHERE account_id = ${accountId} AND ended_at IS NULL`
  if (row === undefined) return undefined
  const { suspension_id: id, began_at: since, until, reasons } = row
  return { suspensionId: encodeId('sus', id), since: since.toISOString(), until, reasons }
}
