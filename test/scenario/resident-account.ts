import type { Home } from '#contract'
import { signInResident, type Resident, type ResidentClient } from '#mock/city/index'
import type { HostId } from '#mock/hosts/index'
import { ask } from '#test/harness/resident-world'
import type { SimulatedCity } from './simulated-city'

/** Opens the account of everybody here with all her cards and a consent for every provider, over the routes of the module. */
export async function settlePeople(city: SimulatedCity, people: readonly Resident[]): Promise<void> {
  for (const { residentId } of people) {
    const client = await enter(city, residentId)
    await client.openAccount()
    await client.linkWallet()
    await client.consentToAll()
  }
}

/** She comes in through this host. */
export const enter = (
  city: SimulatedCity,
  residentId: string,
  hostId: HostId = 'suishenban',
): Promise<ResidentClient> =>
  signInResident(residentId, {
    serviceUrl: city.platform.url,
    hostId,
    hostBaseUrl: city.host(hostId).baseUrl,
  })

/** Access token of a session she opens through this host. */
export async function sessionOf(
  city: SimulatedCity,
  residentId: string,
  hostId: HostId = 'suishenban',
): Promise<string> {
  const ticket = await ask(`${city.host(hostId).baseUrl}/app/tickets`, {
    method: 'POST',
    body: { residentId },
  })
  const body = { hostId, ticket: ticket.body.ticket as string }
  const session = await ask(`${city.platform.url}/v1/sessions`, { method: 'POST', body })
  if (session.status !== 200) throw new Error(`${residentId} cannot come in: ${JSON.stringify(session.body)}`)
  return session.body.accessToken as string
}

/** What her home page is told when she comes in through this host. */
export async function homeOf(
  city: SimulatedCity,
  residentId: string,
  hostId: HostId = 'suishenban',
): Promise<Home> {
  const token = await sessionOf(city, residentId, hostId)
  const home = await ask(`${city.platform.url}/v1/me/home`, { token })
  if (home.status !== 200) throw new Error(`home of ${residentId}: ${JSON.stringify(home.body)}`)
  return home.body as Home
}
