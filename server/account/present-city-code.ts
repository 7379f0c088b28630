import { refuse, type CityCodeVerification, type Refusal } from '#contract'
import { higherProof } from '#domain/identity'
import type { Hosts } from '#server/gateways/index'
import { hostRefusal, personIndexOf } from '#server/identity/index'
import type { Dependencies, ResidentPrincipal } from '#server/platform/index'

/**
 * A city code 随申码 the resident presents raises her proof, if it is hers. Refuses `identity.city-code-refused`,
 * `session.unknown-host` (no configured host issues codes), `session.host-unreachable`, `account.closed`.
 */
export const presentCityCode = async (
  { sql, crypto, clock }: Dependencies,
  hosts: Hosts,
  { hostId, accountId }: ResidentPrincipal,
  token: string,
): Promise<CityCodeVerification | Refusal> => {
  const holder = await hosts.verifyCityCode(hostId, token)
  if (typeof holder === 'string') return hostRefusal(holder, 'identity.city-code-refused')
  const [account] = await sql<{ person_index: Buffer | null; proof: 'host' | 'cityCode' }[]>`
    SELECT person_index, proof FROM account WHERE account_id = ${accountId}`
  if (account?.person_index == null) return refuse('account.closed')
  if (!account.person_index.equals(personIndexOf(crypto, holder.personId)))
    return refuse('identity.city-code-refused')
  await sql`
    UPDATE account SET proof = ${higherProof(account.proof, 'cityCode')}
    WHERE account_id = ${accountId} AND closed_at IS NULL`
  return { maskedName: holder.maskedName, verifiedAt: clock.now().toISOString() }
}
