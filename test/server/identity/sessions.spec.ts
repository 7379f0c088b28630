import {
  ask,
  bo,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

describe('signing in', () => {
  it('exchanges a one-time ticket on the server and refuses it a second time', async () => {
    const body = { hostId: 'suishenban', ticket: world.suishenban.ticketFor(bo) }
    const first = await ask(`${world.platform.url}/v1/sessions`, { method: 'POST', body })
    expect(first.status).toBe(200)
    expect(first.body.standing).toBe('unopened')
    const second = await ask(`${world.platform.url}/v1/sessions`, { method: 'POST', body })
    expect(second.body.code).toBe('session.ticket-refused')
  })

  it('knows configured hosts only', async () => {
    const body = { hostId: 'elsewhere', ticket: 'a-ticket-of-somewhere' }
    const answer = await ask(`${world.platform.url}/v1/sessions`, { method: 'POST', body })
    expect(answer.body.code).toBe('session.unknown-host')
  })

  it('says so when the host does not answer', async () => {
    world.wechat.setSilent(true)
    const body = { hostId: 'wechat', ticket: world.wechat.ticketFor(bo) }
    const answer = await ask(`${world.platform.url}/v1/sessions`, { method: 'POST', body })
    world.wechat.setSilent(false)
    expect([answer.status, answer.body.code]).toEqual([503, 'session.host-unreachable'])
  })

  it('ends with the session: refresh and token are worthless', async () => {
    const phone = await world.signIn(bo)
    expect((await phone.send('DELETE', '/v1/sessions/current')).status).toBe(204)
    expect((await phone.get('/v1/me')).body.code).toBe('access.not-signed-in')
    expect(
      (await ask(`${world.platform.url}/v1/me`, { method: 'HEAD', token: phone.accessToken })).status,
    ).toBe(401)
    const refreshed = await ask(`${world.platform.url}/v1/sessions/refresh`, {
      method: 'POST',
      body: { refreshToken: phone.refreshToken },
    })
    expect(refreshed.body.code).toBe('session.refresh-refused')
  })

  it('refreshes with the standing of now', async () => {
    const phone = await world.resident({ ...bo, subject: 'bo-2', personId: 'SIM000000000000202' })
    const refreshed = await ask(`${world.platform.url}/v1/sessions/refresh`, {
      method: 'POST',
      body: { refreshToken: phone.refreshToken },
    })
    expect(refreshed.body.standing).toBe('open')
    const again = await ask(`${world.platform.url}/v1/me`, { token: refreshed.body.accessToken })
    expect(again.body.standing).toBe('open')
  })
})

describe('a resident who signed out', () => {
  it('is refused with the old token at every route of hers, read by GET or by HEAD', async () => {
    const phone = await world.resident({ ...bo, subject: 'bo-3', personId: 'SIM000000000000203' })
    const paths = [
      '/v1/me',
      '/v1/me/home',
      '/v1/me/rides',
      '/v1/me/appeals',
      '/v1/me/points',
      '/v1/me/messages',
    ]
    paths.push('/v1/me/instruments', '/v1/me/scenes', '/v1/me/guardianships', '/v1/me/reads', '/v1/me/export')
    const token = phone.accessToken
    const statuses = (method: string): Promise<number[]> =>
      Promise.all(paths.map(async (path) => (await ask(world.platform.url + path, { method, token })).status))
    expect(new Set(await statuses('GET'))).toEqual(new Set([200]))
    await phone.send('DELETE', '/v1/sessions/current')
    expect(new Set(await statuses('GET'))).toEqual(new Set([401]))
    expect(new Set(await statuses('HEAD'))).toEqual(new Set([401]))
  })
})

describe('a module that starts anew again and again', () => {
  const eva = { ...bo, subject: 'eva', personId: 'SIM000000000000204' }
  const living = async (phones: readonly Phone[]): Promise<boolean[]> => {
    const asked = phones.map(({ accessToken: token }) => ask(`${world.platform.url}/v1/me`, { token }))
    return (await Promise.all(asked)).map(({ status }) => status === 200)
  }

  it('leaves ten sessions of a person: of more, the one not used for longest ends', async () => {
    const phones = [await world.resident(eva)]
    for (let start = 1; start < 10; start += 1) {
      world.clock.advanceSeconds(1)
      phones.push(await world.signIn(eva, start % 2 === 0 ? world.suishenban : world.wechat))
    }
    expect(await living(phones)).toEqual(Array.from({ length: 10 }, () => true))
    world.clock.advanceSeconds(1)
    const body = { refreshToken: phones[0]!.refreshToken }
    expect((await ask(`${world.platform.url}/v1/sessions/refresh`, { method: 'POST', body })).status).toBe(
      200,
    )
    phones.push(await world.signIn(eva))
    expect(await living(phones)).toEqual(phones.map((_, start) => start !== 1))
  })

  it('never ends the one just begun, also where all were used in the same instant', async () => {
    const person = { ...bo, subject: 'kim', personId: 'SIM000000000000206' }
    for (let start = 0; start < 30; start += 1)
      expect(await living([await world.signIn(person)])).toEqual([true])
  })

  it('ends nobody else', async () => {
    const other = await world.signIn({ ...bo, subject: 'ian', personId: 'SIM000000000000205' })
    const stranger = await world.signIn({ ...bo, subject: 'who', personId: null })
    for (let start = 0; start < 12; start += 1) await world.signIn(eva)
    expect(await living([other, stranger])).toEqual([true, true])
  })

  it('leaves a session that ended behind for a month, then nothing of it', async () => {
    const { sql, jobs } = world.platform.deps
    const left = async (): Promise<number> =>
      (await sql`SELECT 1 FROM session WHERE revoked_at IS NOT NULL`).length
    const ended = await left()
    expect(ended).toBeGreaterThan(0)
    world.clock.advanceSeconds(29 * 86_400)
    await jobs.runNow('platform.forget-expired')
    expect(await left()).toBe(ended)
    world.clock.advanceSeconds(2 * 86_400)
    await jobs.runNow('platform.forget-expired')
    expect(await left()).toBe(0)
  })
})

describe('a person the host does not know by real name', () => {
  const stranger = { ...mei, subject: 'stranger', personId: null }

  it('may look', async () => {
    const phone = await world.signIn(stranger)
    expect(phone.standing).toBe('visitor')
    expect((await phone.get('/v1/me')).body).toEqual({
      standing: 'visitor',
      accountId: null,
      maskedName: null,
      openedAt: null,
      noticeVersion: null,
      proof: 'none',
    })
    for (const path of ['/v1/scenes', '/v1/methodologies', '/v1/scheme/totals', '/v1/notice']) {
      expect((await phone.get(path)).status).toBe(200)
    }
  })

  it('may not hold', async () => {
    const phone = await world.signIn(stranger)
    const { version } = (await phone.get('/v1/notice')).body
    const opened = await phone.send('POST', '/v1/me/account', { noticeVersion: version })
    expect(opened.body.code).toBe('account.real-name-needed')
    for (const path of [
      '/v1/me/home',
      '/v1/me/rides',
      '/v1/me/instruments',
      '/v1/me/scenes',
      '/v1/me/export',
    ]) {
      expect((await phone.get(path)).body.code).toBe('account.real-name-needed')
    }
    expect((await phone.send('POST', '/v1/me/guardian-codes')).body.code).toBe('account.real-name-needed')
  })
})
