import { ask, bo, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

const version = async (): Promise<string> =>
  (await ask(`${world.platform.url}/v1/notice`)).body.version as string
const accounts = async (): Promise<number> =>
  (await world.platform.deps.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM account`)[0]?.n ?? -1

describe('opening an account', () => {
  it('needs the notice in force', async () => {
    const phone = await world.signIn(mei)
    const outdated = await phone.send('POST', '/v1/me/account', { noticeVersion: '2019-01' })
    expect([outdated.status, outdated.body.code]).toEqual([409, 'account.notice-outdated'])
    expect((await phone.get('/v1/me/home')).body.code).toBe('account.not-open')
    const opened = await phone.send('POST', '/v1/me/account', { noticeVersion: await version() })
    expect(opened.status).toBe(201)
    expect(opened.body).toMatchObject({ standing: 'open', maskedName: '王*梅', proof: 'host' })
    expect((await phone.get('/v1/me/home')).status).toBe(200)
  })

  it('finds the same account through another host, however that host writes her number', async () => {
    const first = await world.signIn(mei)
    const second = await world.signIn(
      { ...mei, subject: 'mei-at-wechat', personId: 'sim000000000000101' },
      world.wechat,
    )
    expect(second.standing).toBe('open')
    const ids = await Promise.all(
      [first, second].map(async (phone) => (await phone.get('/v1/me')).body.accountId),
    )
    expect(ids[0]).toBe(ids[1])
  })

  it('is one account when two phones ask at the same moment', async () => {
    const before = await accounts()
    const [first, second] = await Promise.all([
      world.signIn(bo),
      world.signIn({ ...bo, subject: 'bo-at-wechat' }, world.wechat),
    ])
    const noticeVersion = await version()
    const answers = await Promise.all(
      [first, second].map((phone) => phone.send('POST', '/v1/me/account', { noticeVersion })),
    )
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(new Set(answers.map(({ body }) => body.accountId)).size).toBe(1)
    expect(await accounts()).toBe(before + 1)
  })

  it('takes along a session that began before, through another host', async () => {
    const person = { ...bo, subject: 'hua', personId: 'SIM000000000000302' }
    const early = await world.signIn(person, world.wechat)
    expect(early.standing).toBe('unopened')
    await world.resident(person)
    expect((await early.get('/v1/me')).body.standing).toBe('open')
    expect((await early.get('/v1/me/home')).status).toBe(200)
  })

  it('keeps no person id in the clear, in tables or in the log', async () => {
    const rows = await world.platform.deps.sql<{ text: string }[]>`
      SELECT account::text AS text FROM account UNION ALL SELECT session::text FROM session`
    const text = rows.map((row) => row.text).join('\n') + world.platform.logText()
    expect(text).not.toContain('SIM000000000000101')
    expect(text).not.toContain(Buffer.from('SIM000000000000101').toString('hex'))
    expect(text).not.toContain('王*梅')
  })
})

describe('a child under 14', () => {
  const mother = { ...mei, subject: 'mother', personId: 'SIM000000000000401' }
  const child = {
    ...bo,
    subject: 'child',
    personId: 'SIM000000000000402',
    maskedName: '陈*诺',
    birthDate: '2013-05-04',
    guardians: ['sim000000000000401'],
  }

  it('needs a guardian up to the day before her birthday', async () => {
    world.clock.set('2026-05-04T09:00:00+08:00')
    const born = { ...child, subject: 'eve', personId: 'SIM000000000000403', birthDate: '2012-05-05' }
    expect((await world.signIn(born)).standing).toBe('guardianNeeded')
    expect((await world.signIn({ ...born, birthDate: '2012-05-04' })).standing).toBe('unopened')
  })

  it('opens once the guardian the host attests has entered her code', async () => {
    const [adult, kid, stranger] = [
      await world.resident(mother),
      await world.signIn(child),
      await world.resident(bo),
    ]
    const noticeVersion = await version()
    expect((await kid.send('POST', '/v1/me/account', { noticeVersion })).body.code).toBe(
      'account.guardian-needed',
    )
    const issued = await kid.send('POST', '/v1/me/guardian-codes')
    const { code } = issued.body
    expect(code).toMatch(/^\d{8}$/)
    const wrong = await adult.send('POST', '/v1/me/guardianships', {
      code: code === '00000000' ? '1'.repeat(8) : '0'.repeat(8),
    })
    expect([wrong.status, wrong.body.code]).toEqual([404, 'guardian.code-unknown'])
    expect((await stranger.send('POST', '/v1/me/guardianships', { code })).body.code).toBe(
      'guardian.not-related',
    )
    const consented = await adult.send('POST', '/v1/me/guardianships', { code })
    expect(consented.body).toMatchObject({ wardMaskedName: '陈*诺' })
    expect((await adult.send('POST', '/v1/me/guardianships', { code })).body.code).toBe(
      'guardian.code-unknown',
    )
    expect((await kid.get('/v1/me')).body.standing).toBe('unopened')
    expect((await kid.send('POST', '/v1/me/account', { noticeVersion })).status).toBe(201)
    expect((await kid.send('POST', '/v1/me/guardian-codes')).body.code).toBe('guardian.not-needed')
  })

  it('has a code for ten minutes, and an adult five tries', async () => {
    const other = { ...child, subject: 'other-child', personId: 'SIM000000000000405' }
    const [adult, kid] = [
      await world.resident({ ...mother, subject: 'mother-2', personId: 'SIM000000000000406' }),
      await world.signIn(other),
    ]
    const { code } = (await kid.send('POST', '/v1/me/guardian-codes')).body
    world.clock.advanceSeconds(600)
    const codes: string[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) {
      codes.push((await adult.send('POST', '/v1/me/guardianships', { code })).body.code as string)
    }
    expect(codes).toEqual([...Array<string>(5).fill('guardian.code-unknown'), 'request.too-many'])
    world.clock.advanceSeconds(600)
    const answer = await adult.send('POST', '/v1/me/guardianships', { code })
    expect(answer.body.code).toBe('guardian.code-unknown')
  })
})

describe('a city code', () => {
  it('raises the proof of the person who presents her own, once', async () => {
    const phone = await world.signIn(mei)
    const token = world.suishenban.cityCodeFor(mei)
    const verified = await phone.send('POST', '/v1/me/city-code', { token })
    expect(verified.body).toMatchObject({ maskedName: '王*梅' })
    expect((await phone.get('/v1/me')).body.proof).toBe('cityCode')
    expect((await phone.send('POST', '/v1/me/city-code', { token })).body.code).toBe(
      'identity.city-code-refused',
    )
  })

  it("is refused when it is another person's", async () => {
    const phone = await world.resident(bo)
    const token = world.suishenban.cityCodeFor(mei)
    expect((await phone.send('POST', '/v1/me/city-code', { token })).body.code).toBe(
      'identity.city-code-refused',
    )
    expect((await phone.get('/v1/me')).body.proof).toBe('host')
  })
})
