import { refuse, type Me, type Refusal } from '#contract'
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
  return {
    standing,
    accountId: accountId === null ? null : encodeId('acc', accountId),
    maskedName: standing === 'visitor' ? null : attestation.maskedName,
    openedAt: account?.opened_at.toISOString() ?? null,
    noticeVersion: account?.notice_version ?? null,
    proof: account?.proof ?? (attestation.personId === null ? 'none' : 'host'),
  }
}
