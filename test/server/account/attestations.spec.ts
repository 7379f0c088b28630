import { bo, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

const sealedSessions = async (): Promise<number> => {
  const rows = await world.platform.deps.sql`SELECT 1 FROM session WHERE subject_sealed IS NOT NULL`
  return rows.length
}

describe('what a host attested', () => {
  it('is forgotten when its account closes, also by a session of another host that never joined', async () => {
    const elsewhere = await world.signIn(mei, world.wechat)
    const phone = await world.resident(mei)
    const neighbour = await world.signIn(bo, world.wechat)
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    expect((await elsewhere.get('/v1/me')).status).toBe(401)
    expect((await neighbour.get('/v1/me')).status).toBe(200)
    expect(await sealedSessions()).toBe(1)
  })

  it('is forgotten when its session or its guardian code runs out', async () => {
    const { deps } = world.platform
    const later = new Date(world.clock.now().getTime() + 600_000)
    await deps.sql`
      INSERT INTO guardian_code (code_index, ward_index, ward_sealed, expires_at)
      VALUES ('\\x01'::bytea, '\\x02'::bytea, '\\x03'::bytea, ${later})`
    await deps.jobs.runNow('account.forget-guardian-codes')
    await deps.jobs.runNow('platform.forget-expired')
    expect(await deps.sql`SELECT 1 FROM guardian_code`).toHaveLength(1)
    expect(await sealedSessions()).toBe(1)
    world.clock.advanceSeconds(30 * 86_400)
    await deps.jobs.runNow('account.forget-guardian-codes')
    await deps.jobs.runNow('platform.forget-expired')
    expect(await deps.sql`SELECT 1 FROM guardian_code`).toHaveLength(0)
    expect(await sealedSessions()).toBe(0)
  })
})
