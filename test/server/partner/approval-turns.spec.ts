import { randomBytes } from 'node:crypto'

import { approvalCodeOf } from '#domain/partner'
import { openDatabase } from '#server/platform/index'
import { accountIdOf, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

describe('many approvals of one account', () => {
  it('wait for another process without keeping anybody else waiting', async () => {
    const phone = await world.resident({ ...mei, subject: 'turns-1', personId: 'SIM000000000000701' })
    const other = await world.resident({ ...mei, subject: 'turns-2', personId: 'SIM000000000000702' })
    const accountId = await accountIdOf(world, phone)
    const elsewhere = openDatabase({ url: world.platform.databaseUrl, connectionsMax: 1 })
    let letGo = (): void => undefined
    const released = new Promise<void>((resolve) => (letGo = resolve))
    let holding: Promise<unknown> = released
    await new Promise<void>((held) => {
      holding = elsewhere.begin(async (sql) => {
        await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`approval ${accountId}`}, 0))`
        held()
        await released
      })
    })
    const many = Array.from({ length: 40 }, () =>
      phone.get(`/v1/me/partner-orders/${approvalCodeOf(randomBytes(6))}`),
    )
    for (let i = 0; i < 5; i += 1) expect((await other.get('/v1/me/points')).status).toBe(200)
    letGo()
    await holding
    await elsewhere.end()
    const statuses = new Set((await Promise.all(many)).map(({ status }) => status))
    expect([...statuses].sort()).toEqual([404, 429])
  })
})
