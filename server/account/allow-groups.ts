import { refuse, type Guardianship, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import { endTogether } from '#server/group/end-together'
import { findOpenAccount, holdOpenAccount } from '#server/identity/index'
import { inTransaction, type Dependencies } from '#server/platform/index'

import { selectGuardianships } from './guardianships'

/**
 * A guardian says that her child may be in a school's group and name a district, or no longer: then the child leaves both at once (PIPL
 * Art 31). Said again it is left as it is. Refuses account.closed, and request.not-found for what is not hers.
 */
export const allowGroups = (
  { sql, crypto, clock }: Dependencies,
  accountId: string,
  { guardianshipId: wireId, isAllowed }: { readonly guardianshipId: string; readonly isAllowed: boolean },
): Promise<Guardianship | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const closed = await holdOpenAccount(transaction, accountId)
    if (closed) return closed
    const guardianshipId = decodeId('gua', wireId) ?? null
    const now = clock.now()
    await transaction`
      SELECT FROM account WHERE person_index = (SELECT ward_index FROM guardianship
        WHERE guardianship_id = ${guardianshipId} AND guardian_account_id = ${accountId}) FOR NO KEY UPDATE`
    const [changed] = await transaction<{ ward_index: Buffer }[]>`
      UPDATE guardianship
      SET groups_allowed_at = CASE WHEN ${isAllowed} THEN coalesce(groups_allowed_at, ${now}::timestamptz) END
      WHERE guardianship_id = ${guardianshipId} AND guardian_account_id = ${accountId} RETURNING ward_index`
    if (changed === undefined || guardianshipId === null) return refuse('request.not-found')
    const ward = await findOpenAccount(transaction, changed.ward_index)
    if (!isAllowed && ward !== undefined) await endTogether(transaction, ward.accountId, now)
    const [guardianship] = await selectGuardianships({ crypto }, transaction, accountId, guardianshipId)
    if (guardianship === undefined) throw new Error('a guardianship that was just changed is gone')
    return guardianship
  })
