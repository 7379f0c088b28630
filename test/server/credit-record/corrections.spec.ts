import { issueGrams, makeStatement, readsGiven } from '#test/harness/credit-world'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { employBodies, type Bodies } from '#test/harness/project-world'
import {
  accountIdOf,
  ask,
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { employ, type Caller } from '#test/harness/review-world'

const ASKED = '/v1/me/credit-corrections'
const DESK = '/v1/staff/credit-corrections'

let world: ResidentWorld
let phone: Phone
let bodies: Bodies
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  bodies = await employBodies(world)
  phone = await world.resident(mei)
  const accountId = await accountIdOf(world, phone)
  for (const month of ['01', '02', '03', '04'])
    await issueGrams(world, accountId, { day: `2026-${month}-10`, grams: 5_000 })
}, 60_000)
afterAll(() => world.close())

const asks = (month: string, text = '少了一趟', by: Pick<Phone, 'send'> = phone): Promise<Answer> =>
  by.send('POST', ASKED, { lineId: 'rides', month, text })
const grants = (who: Caller, id: string, units = 4): Promise<Answer> =>
  who.send('POST', `${DESK}/${id}/grants`, { units, words: '核对了，确实少记' })
const refuses = (who: Caller, id: string): Promise<Answer> =>
  who.send('POST', `${DESK}/${id}/refusal`, { words: '核对了，没有少' })
const sum = async (): Promise<number> => (await phone.get('/v1/me/credit-record')).body.sum as number

describe('a request for correction', () => {
  it('is kept with a term, once, however often it is sent, and costs nothing', async () => {
    const before = await sum()
    const [first, again] = [await asks('2026-01'), await asks('2026-01')]
    expect([first.status, first.body.state, first.body.dueAt]).toEqual([
      201,
      'open',
      '2026-05-19T16:00:00.000Z',
    ])
    expect(again.body.correctionId).toBe(first.body.correctionId)
    expect((await asks('2026-01', '别的话')).body.code).toBe('credit.correction-open')
    expect(await sum()).toBe(before)
  })

  it('is of a line and a month of the record', async () => {
    expect((await asks('2024-05')).body.code).toBe('credit.line-unknown')
    expect((await asks('2026-06')).body.code).toBe('credit.line-unknown')
    const line = { lineId: 'pointsTurnedBack', month: '2026-04', text: '不是我的一项' }
    expect((await phone.send('POST', ASKED, line)).body.code).toBe('credit.line-unknown')
  })

  it('is granted by two people of two bodies, never by one, and then counts', async () => {
    const before = await sum()
    const { correctionId: id } = (await asks('2026-02')).body
    expect((await grants(bodies.centre, id)).body.state).toBe('open')
    expect((await grants(bodies.centre, id)).body.code).toBe('credit.second-person-needed')
    expect((await grants(bodies.centreToo, id)).body.code).toBe('credit.second-body-needed')
    expect((await grants(bodies.bureau, id, 5)).body.state).toBe('open')
    expect(await sum()).toBe(before)
    const granted = await grants(bodies.bureau, id)
    expect(granted.body).toMatchObject({ state: 'granted', grantedUnits: 4, units: null, evidence: [] })
    expect(await sum()).toBe(before + 4)
    const [rides] = (await phone.get('/v1/me/credit-record')).body.lines
    expect(rides).toMatchObject({ lineId: 'rides', units: 4 * 50 + 4, correctedUnits: 4, part: 204 })
    expect((await grants(bodies.exchange, id)).body.code).toBe('credit.correction-answered')
    const messages = await phone.get('/v1/me/messages')
    expect(messages.body.items[0].opens).toBe('credit')
  })

  it('that was granted is told in a statement, so that its reader can follow the sum', async () => {
    const bank = await registerTestInstitution(world)
    const made = await makeStatement(phone, '/v1/me', { creditCode: bank.creditCode })
    const { body } = await readsGiven(await ownerOf(world, bank), made.body.statementId)
    expect(body.lines[0]).toMatchObject({ lineId: 'rides', units: 204, correctedUnits: 4 })
  })

  it('that lowers a line is a fall with its reason', async () => {
    const { correctionId: id } = (await asks('2026-03', '这趟不是我坐的')).body
    await grants(bodies.exchange, id, -7)
    await grants(bodies.centre, id, -7)
    const { body } = await phone.get('/v1/me/credit-record')
    expect(body.falls[0]).toMatchObject({ cause: 'corrected', month: '2026-03', part: 7 })
  })

  it('is refused by one person of the centre with words, and reviewed once by somebody else', async () => {
    const { correctionId: id } = (await asks('2026-04')).body
    expect((await refuses(bodies.bureau, id)).status).toBe(403)
    expect((await refuses(bodies.centre, id)).body).toMatchObject({
      state: 'refused',
      answer: '核对了，没有少',
    })
    const { items } = (await phone.get(ASKED)).body
    const answered = items.find((one: { correctionId: string }) => one.correctionId === id)
    expect(answered).toMatchObject({ hearing: 1, mayAskAgain: true })
    const { correctionId: review, hearing } = (await asks('2026-04', '请再看一次')).body
    expect(hearing).toBe(2)
    expect((await refuses(bodies.centre, review)).body.code).toBe('credit.second-person-needed')
    expect((await refuses(bodies.centreToo, review)).body.state).toBe('refused')
    expect((await asks('2026-04', '再来一次')).body.code).toBe('credit.correction-final')
  })

  it('shows staff what the line rests on, and its resident that they looked', async () => {
    const { items } = (await bodies.centre.get(DESK)).body
    expect(items[0]).toMatchObject({
      ...{
        state: 'open',
        month: '2026-01',
        units: 50,
        overdue: false,
        holder: { kind: 'person', institution: null },
      },
      evidence: [{ source: 'rides', sceneId: 'metro', amount: 5_000_000, rides: 1 }],
    })
    const reads = (await phone.get('/v1/me/reads')).body.items as { purpose: { zh: string } }[]
    expect(reads.map(({ purpose }) => purpose.zh)).toContain('处理你的碳信用更正')
    const district = await employ(world, 'district-zhang', 'district')
    expect((await district.get(DESK)).status).toBe(403)
  })

  it('is read with a trace by whoever puts a name to it, and once answered shows nothing that is held', async () => {
    const her = await world.resident({ ...mei, subject: 'looked-at', personId: 'SIM000000000300001' })
    await issueGrams(world, await accountIdOf(world, her), { day: '2026-04-10', grams: 5_000 })
    const readers = async () =>
      ((await her.get('/v1/me/reads')).body.items as { reader: { zh: string } }[]).map(
        ({ reader }) => reader.zh,
      )
    const id = (await asks('2026-04', '少了', her)).body.correctionId as string
    const signed = await grants(bodies.exchange, id)
    expect(signed.body).toMatchObject({ state: 'open', units: 50, evidence: [{ amount: 5_000_000 }] })
    expect(await readers()).toEqual(['上海环境能源交易所工作人员'])
    await grants(bodies.centre, id)
    const { items } = (await bodies.bureau.get(DESK)).body
    const shown = items.find((one: { correctionId: string }) => one.correctionId === id)
    expect(shown).toMatchObject({ state: 'granted', units: null, evidence: [] })
    expect(await readers()).toEqual(['上海环境能源交易所工作人员'])
    await her.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    const left = ((await bodies.bureau.get(DESK)).body.items as { correctionId: string }[]).find(
      (one) => one.correctionId === id,
    )
    expect(left).toMatchObject({ text: '', units: null, evidence: [] })
  })

  it('is listed among what is late once its term is over', async () => {
    const late = async () =>
      ((await bodies.centre.get('/v1/staff/overdue-reviews')).body.items as { kind: string }[]).filter(
        ({ kind }) => kind === 'creditCorrection',
      )
    expect(await late()).toEqual([])
    const back = world.clock.now()
    world.clock.set('2026-05-20T00:00:00+08:00')
    expect(await late()).toMatchObject([{ dueAt: '2026-05-19T16:00:00.000Z' }])
    world.clock.set(back.toISOString())
  })

  it('may be an institution’s too', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world))
    const line = { lineId: 'pointsTurnedBack', month: '2026-04', text: '少算了一次' }
    const asked = await owner.send('POST', '/v1/institution/credit-corrections', line)
    await grants(bodies.centre, asked.body.correctionId as string, 3)
    await grants(bodies.exchange, asked.body.correctionId as string, 3)
    expect((await owner.get('/v1/institution/credit-record')).body.sum).toBe(3)
    expect((await ask(`${world.platform.url}${ASKED}`)).status).toBe(401)
  })
})
