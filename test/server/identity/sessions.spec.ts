import { ask, bo, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'

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
  }, 15_000)

  it('ends with the session: refresh and token are worthless', async () => {
    const phone = await world.signIn(bo)
    expect((await phone.send('DELETE', '/v1/sessions/current')).status).toBe(204)
    expect((await phone.get('/v1/me')).body.code).toBe('access.not-signed-in')
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
