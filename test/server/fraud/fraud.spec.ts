import { randomUUID } from 'node:crypto'

import { forgetFraud } from '#server/fraud/forget-fraud'
import { ask } from '#test/harness/resident-world'
import { follow, report, startSupervisionWorld, type SupervisionWorld } from '#test/harness/supervision-world'

let world: SupervisionWorld
beforeEach(async () => {
  world = await startSupervisionWorld()
})
afterEach(() => world.close())

const DESK = '/v1/staff/fraud-reports'
const CONTACT = '张女士 13800001111'
const WORDS = '地铁 2 号线有人一天刷一百次'

const numberOf = async (change: object = {}, key?: string): Promise<string> =>
  (await report(world, { words: WORDS, contact: CONTACT, ...change }, key)).body.number as string
const queue = async (state = 'open') =>
  (await world.centre.get(`${DESK}?state=${state}`)).body.items as {
    reportId: string
    overdue: boolean
    state: string
  }[]

describe('a report of fraud', () => {
  it('is taken from anybody and followed by its number, without what was written', async () => {
    const taken = await report(world, { words: WORDS, contact: CONTACT })
    expect(taken.status).toBe(201)
    expect(taken.body).toMatchObject({ answerDueAt: '2026-06-03T16:00:00.000Z' })
    const seen = await follow(world, taken.body.number as string)
    expect(seen.body).toEqual({
      ...{ about: 'rides', state: 'received', receivedAt: '2026-05-04T01:00:00.000Z' },
      ...{
        answerDueAt: '2026-06-03T16:00:00.000Z',
        lookedAt: null,
        answeredAt: null,
        outcome: null,
        answer: null,
      },
    })
    const reportId = (await queue())[0]!.reportId
    expect((await world.exchange.send('POST', `${DESK}/${reportId}/look`)).body).toMatchObject({
      ...{ state: 'lookedAt', words: WORDS, contact: CONTACT },
    })
    expect((await follow(world, taken.body.number as string)).body.state).toBe('lookedAt')
    const answered = await world.bureau.send('POST', `${DESK}/${reportId}/answer`, {
      ...{ outcome: 'founded', answer: '情况属实，已经暂停有关账户' },
    })
    expect(answered.status).toBe(200)
    expect((await follow(world, taken.body.number as string)).body).toMatchObject({
      ...{ state: 'answered', outcome: 'founded', answer: '情况属实，已经暂停有关账户' },
    })
    const again = await world.centre.send('POST', `${DESK}/${reportId}/answer`, {
      ...{ outcome: 'unfounded', answer: '没有发现问题' },
    })
    expect([again.status, again.body.code]).toEqual([409, 'fraud.already-answered'])
    expect((await world.centre.send('POST', `${DESK}/${reportId}/look`)).body.code).toBe(
      'fraud.already-answered',
    )
  })

  it('sent again under its key is the same one; another under that key is told so', async () => {
    const key = randomUUID()
    const [first, second] = [await numberOf({}, key), await numberOf({}, key)]
    expect(second).toBe(first)
    const other = await report(world, { words: '另外一件事情', contact: null }, key)
    expect([other.status, other.body.code]).toEqual([409, 'request.key-reused'])
    const many = await Promise.all(
      Array.from({ length: 4 }, () => numberOf({ words: '同时发了四次' }, 'k'.repeat(20))),
    )
    expect(new Set(many).size).toBe(1)
    expect(await queue()).toHaveLength(2)
  })

  it.each([
    ['no key', {}, ''],
    ['a key anybody might draw', {}, 'short'],
    ['too little', { words: '假' }, randomUUID()],
    ['nothing an eye sees', { words: '\u200B\u200B\u200B\u200B\u200B\u200B' }, randomUUID()],
    ['a control character', { words: '有人\u0007作假作假' }, randomUUID()],
    ['a mark that turns the line', { contact: 'abc\u202Edef' }, randomUUID()],
    ['a contact of two lines', { contact: '一行\n两行' }, randomUUID()],
    ['a file', { file: 'AAAA' }, randomUUID()],
    ['something it is not about', { about: 'weather' }, randomUUID()],
  ])('with %s is refused', async (_what, change, key) => {
    const refused = await report(world, change, key)
    expect([refused.status, refused.body.code]).toEqual([400, 'request.invalid'])
    expect(await queue()).toEqual([])
  })

  it('is not found by a number that is mistyped or was never given', async () => {
    const number = await numberOf()
    const mistyped = number.slice(0, -1) + String((Number(number.at(-1)) + 1) % 10)
    for (const wrong of [mistyped, '0000 0000 0000 0000', 'nothing'])
      expect(await follow(world, wrong)).toMatchObject({
        status: 404,
        body: { code: 'fraud.number-unknown' },
      })
    expect((await follow(world, number.replaceAll(' ', ''))).status).toBe(200)
  })

  it('is late after its term, and says so to staff', async () => {
    await numberOf()
    const overdue = async () =>
      (await world.centre.get('/v1/staff/overdue-reviews')).body.items as { kind: string }[]
    world.clock.set('2026-06-03T23:59:00+08:00')
    expect([await overdue(), (await queue())[0]?.overdue]).toEqual([[], false])
    world.clock.set('2026-06-04T00:00:00+08:00')
    expect((await overdue()).map(({ kind }) => kind)).toEqual(['fraudReport'])
    expect((await queue())[0]?.overdue).toBe(true)
  })

  it('keeps words and contact sealed, shows them to staff one by one and forgets them in time', async () => {
    const { sql } = world.platform.deps
    await numberOf()
    const [kept] = await sql<{ text: string }[]>`SELECT fraud_report::text AS text FROM fraud_report`
    for (const part of ['13800001111', '地铁', Buffer.from(WORDS).toString('hex')])
      expect(kept?.text).not.toContain(part)
    const listed = JSON.stringify(await queue())
    expect(listed).not.toContain('地铁')
    const reportId = (await queue())[0]!.reportId
    await world.bureau.get(`${DESK}/${reportId}`)
    const log = await sql<
      { text: string }[]
    >`SELECT audit_entry::text AS text FROM audit_entry WHERE subject = ${reportId}`
    expect(log).toHaveLength(2)
    for (const { text } of log) expect(text).not.toMatch(/地铁|1380/)
    await world.bureau.send('POST', `${DESK}/${reportId}/answer`, {
      outcome: 'unfounded',
      answer: '没有发现问题',
    })
    const seen = async () => {
      await forgetFraud(world.platform.deps)
      await forgetFraud(world.platform.deps)
      const { words, contact } = (await world.bureau.get(`${DESK}/${reportId}`)).body as {
        words: string | null
        contact: string | null
      }
      return [words, contact]
    }
    expect(await seen()).toEqual([WORDS, CONTACT])
    world.clock.set('2026-08-02T12:00:00+08:00')
    expect(await seen()).toEqual([WORDS, CONTACT])
    world.clock.set('2026-08-03T12:00:00+08:00')
    expect(await seen()).toEqual([WORDS, null])
    world.clock.set('2029-05-04T12:00:00+08:00')
    expect(await seen()).toEqual([null, null])
  })

  it('is limited by address', async () => {
    const statuses: number[] = []
    for (let sent = 0; sent < 21; sent += 1) statuses.push((await report(world)).status)
    expect(statuses.slice(-2)).toEqual([201, 429])
    const guesses = await Promise.all(Array.from({ length: 31 }, () => follow(world, '0000 0000 0000 0000')))
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(1)
  })

  it('is not for districts or anybody else to read', async () => {
    await numberOf()
    expect((await ask(`${world.platform.url}${DESK}?state=open`)).status).toBe(401)
  })
})
