import { randomUUID } from 'node:crypto'

import { HONOURS, issueGrams, makeStatement, readsGiven, TENANCY } from '#test/harness/credit-world'
import {
  actAs,
  invited,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
  type TestInstitution,
} from '#test/harness/institution-world'
import {
  accountIdOf,
  ask,
  bo,
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

const STATEMENTS = '/v1/me/credit-statements'
const UNREADABLE = 'credit.statement-unreadable'

let world: ResidentWorld
let phone: Phone
let bank: TestInstitution
let reader: Acting
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  phone = await world.resident(mei)
  await issueGrams(world, await accountIdOf(world, phone), { day: '2026-05-01', grams: 12_000 })
  bank = await registerTestInstitution(world)
  reader = await ownerOf(world, bank)
}, 60_000)
afterAll(() => world.close())

const made = async (change: Record<string, unknown> = {}): Promise<string> => {
  const named = { creditCode: bank.creditCode, ...change }
  const { status, body } = await makeStatement(phone, '/v1/me', named)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.statementId as string
}
const detail = async (id: string) => (await phone.get(`${STATEMENTS}/${id}`)).body
const byCode = (code: string, purpose: object = TENANCY, key?: string): Promise<Answer> =>
  ask(`${world.platform.url}/v1/credit-statements/readings`, {
    method: 'POST',
    body: { code, reader: '房东老张', purpose },
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  })
const shown = async (id: string): Promise<string> =>
  (await phone.send('POST', `${STATEMENTS}/${id}/codes`)).body.digits as string

describe('a statement', () => {
  it('is made once for a key, and another text under it is refused', async () => {
    const key = randomUUID()
    const [first, again] = [await made({ key }), await made({ key })]
    expect(again).toBe(first)
    const other = await makeStatement(phone, '/v1/me', { creditCode: bank.creditCode, key, purpose: HONOURS })
    expect(other.body.code).toBe('request.key-reused')
    expect((await detail(first)).jws.split('.')).toHaveLength(3)
  })

  it('needs a reader we know, a purpose in words where it is another, days within reach', async () => {
    const code = async (change: Record<string, unknown>) =>
      (await makeStatement(phone, '/v1/me', change)).body.code as string
    expect(await code({ creditCode: '91310000000000000X' })).toBe('credit.reader-unknown')
    expect(await code({ purpose: { purposeId: 'other', words: null } })).toBe('credit.purpose-invalid')
    expect(await code({ purpose: { purposeId: 'tenancy', words: '租房' } })).toBe('credit.purpose-invalid')
    expect(await code({ from: '2026-05-03' })).toBe('credit.period-invalid')
    expect(await code({ to: '2026-08-02' })).toBe('credit.period-invalid')
    expect(await code({ to: '2026-02-31' })).toBe('credit.period-invalid')
  })

  it('is read by its reader for its purpose, and shows the record as it was', async () => {
    const id = await made()
    await issueGrams(world, await accountIdOf(world, phone), { day: '2026-05-02', grams: 3_000 })
    const { status, body } = await readsGiven(reader, id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      holder: { kind: 'person', name: { zh: '王*梅' }, creditCode: null },
      ...{
        purpose: { zh: '租赁' },
        sum: 150,
        level: { name: { zh: '新芽' } },
        from: '2026-05-04',
        to: '2026-05-06',
      },
    })
    expect(JSON.stringify(body)).not.toContain(mei.personId)
    const { log, readings } = await detail(id)
    expect([readings, log]).toMatchObject([
      1,
      [{ outcome: 'read', purpose: { zh: '租赁' }, isSelfNamed: false }],
    ])
    const reads = (await phone.get('/v1/me/reads')).body.items as { purpose: { zh: string } }[]
    expect(reads.map(({ purpose }) => purpose.zh)).toContain('碳信用证明：租赁')
  })

  it('asked again within ten minutes is one reading', async () => {
    const id = await made()
    await readsGiven(reader, id)
    await readsGiven(reader, id)
    expect((await detail(id)).readings).toBe(1)
  })

  it('is read for no other purpose, and the holder sees that it was tried', async () => {
    const id = await made()
    expect((await readsGiven(reader, id, HONOURS)).body.code).toBe(UNREADABLE)
    expect((await detail(id)).log).toMatchObject([{ outcome: 'otherPurpose', purpose: { zh: '评优评先' } }])
  })

  it('answers another institution as it answers for one that is nowhere, and writes nothing down', async () => {
    const id = await made()
    const elsewhere = await ownerOf(world, await registerTestInstitution(world))
    const [another, nowhere] = [
      await readsGiven(elsewhere, id),
      await readsGiven(reader, `cst_${'0'.repeat(26)}`),
    ]
    expect([another.status, another.body.code]).toEqual([404, UNREADABLE])
    expect({ ...another.body, requestId: '' }).toEqual({ ...nowhere.body, requestId: '' })
    expect((await detail(id)).log).toEqual([])
    expect(
      (await readsGiven(await invited(world, reader, 'cashier', [await openTestShop(reader)]), id)).status,
    ).toBe(403)
    expect((await readsGiven(await invited(world, reader, 'manager'), id)).status).toBe(200)
  })

  it('is read on its days only', async () => {
    const id = await made({ from: '2026-05-05', to: '2026-05-05' })
    const back = world.clock.now()
    const readAt = async (moment: string) => {
      world.clock.set(moment)
      const acting = await actAs(world, await world.signIn(reader.phone.person), reader.memberId)
      return (await readsGiven(acting, id)).status
    }
    expect(await readAt('2026-05-04T23:59:59+08:00')).toBe(404)
    expect(await readAt('2026-05-05T00:00:00+08:00')).toBe(200)
    expect(await readAt('2026-05-06T00:00:00+08:00')).toBe(404)
    world.clock.set(back.toISOString())
    const outcomes = ((await detail(id)).log as { outcome: string }[]).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['outsidePeriod', 'read', 'outsidePeriod'])
  })

  it('is revoked at once, and again without harm', async () => {
    const id = await made()
    expect((await phone.send('POST', `${STATEMENTS}/${id}/revocation`)).body.state).toBe('revoked')
    const again = await phone.send('POST', `${STATEMENTS}/${id}/revocation`)
    expect(again.body.revokedAt).toBe('2026-05-04T01:00:00.000Z')
    expect((await readsGiven(reader, id)).body.code).toBe(UNREADABLE)
    expect((await detail(id)).log).toMatchObject([{ outcome: 'revoked' }])
    const { items } = (await reader.get('/v1/institution/given-credit-statements')).body
    expect(JSON.stringify(items)).not.toContain(id)
  })

  it('is listed for its reader without a word of whose it is or what for', async () => {
    const id = await made()
    const { items } = (await reader.get('/v1/institution/given-credit-statements')).body
    const item = items.find((one: { statementId: string }) => one.statementId === id)
    expect(Object.keys(item).sort()).toEqual(['from', 'madeAt', 'statementId', 'to'])
  })

  it('is nobody else’s to look at or revoke', async () => {
    const id = await made()
    const other = await world.resident(bo)
    const answers = [
      await other.get(`${STATEMENTS}/${id}`),
      await other.send('POST', `${STATEMENTS}/${id}/revocation`),
      await other.send('POST', `${STATEMENTS}/${id}/codes`),
    ]
    expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('request.not-found'))
  })
})

describe('a code', () => {
  it('reads a statement once, for a reader that names itself', async () => {
    const id = await made({ creditCode: undefined })
    const code = await shown(id)
    expect((await byCode(code)).body).toMatchObject({ statementId: id, sum: 180 })
    expect((await byCode(code)).body.code).toBe(UNREADABLE)
    expect((await detail(id)).log).toMatchObject([
      { reader: { zh: '房东老张' }, isSelfNamed: true, outcome: 'read' },
    ])
  })

  it('is good for one try, right or wrong, and for ten minutes', async () => {
    const id = await made({ creditCode: undefined })
    const wrong = await shown(id)
    expect((await byCode(wrong, HONOURS)).body.code).toBe(UNREADABLE)
    expect((await byCode(wrong)).body.code).toBe(UNREADABLE)
    const late = await shown(id)
    world.clock.advanceSeconds(601)
    expect((await byCode(late)).body.code).toBe(UNREADABLE)
    const [before, latest] = [await shown(id), await shown(id)]
    expect([(await byCode(before)).status, (await byCode(latest)).status]).toEqual([404, 200])
    expect(((await detail(id)).log as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual([
      'read',
      'otherPurpose',
    ])
  })

  it('answers the very same request again under its key, while the code would have lasted, as one reading', async () => {
    const id = await made({ creditCode: undefined })
    const [code, key] = [await shown(id), randomUUID()]
    const first = await byCode(code, TENANCY, key)
    const again = await Promise.all([byCode(code, TENANCY, key), byCode(code, TENANCY, key)])
    expect([first.status, ...again.map(({ body }) => body)]).toEqual([200, first.body, first.body])
    const others = [
      await byCode(code),
      await byCode(code, TENANCY, randomUUID()),
      await byCode(code, HONOURS, key),
    ]
    expect(others.map(({ body }) => body.code)).toEqual(Array(3).fill(UNREADABLE))
    expect((await detail(id)).readings).toBe(1)
    const back = world.clock.now()
    world.clock.advanceSeconds(601)
    expect((await byCode(code, TENANCY, key)).body.code).toBe(UNREADABLE)
    world.clock.set(back.toISOString())
    const [next, other] = [await shown(id), randomUUID()]
    expect((await byCode(next, TENANCY, other)).status).toBe(200)
    await phone.send('POST', `${STATEMENTS}/${id}/revocation`)
    expect((await byCode(next, TENANCY, other)).body.code).toBe(UNREADABLE)
  })

  it('is not shown for a statement that names its reader, was revoked or has not begun', async () => {
    const code = async (id: string) =>
      (await phone.send('POST', `${STATEMENTS}/${id}/codes`)).body.code as string
    const revoked = await made({ creditCode: undefined })
    await phone.send('POST', `${STATEMENTS}/${revoked}/revocation`)
    const ids = [await made(), revoked, await made({ creditCode: undefined, from: '2026-05-06' })]
    expect(await Promise.all(ids.map(code))).toEqual(Array(3).fill('credit.statement-over'))
  })

  it('is guessed by nobody: past thirty tries a minute there is no answer', async () => {
    const statuses = new Set<number>()
    for (let n = 0; n < 31; n += 1) statuses.add((await byCode(String(n).padStart(12, '0'))).status)
    expect([...statuses].sort()).toEqual([404, 429])
  })
})

describe('a child under 14', () => {
  it('shows her record to nobody, by statement or by code, and is told so before she asks', async () => {
    const guardian = 'SIM000000000000903'
    const mother = await world.resident({ ...bo, subject: 'lan', personId: guardian, maskedName: '陈*岚' })
    const child = await world.signIn({
      ...{ subject: 'nuo', personId: 'SIM000000000000904', maskedName: '陈*诺', district: '闵行区' },
      ...{ birthDate: '2015-05-04', guardians: [guardian] },
    })
    await mother.send('POST', '/v1/me/guardianships', {
      code: (await child.send('POST', '/v1/me/guardian-codes')).body.code as string,
    })
    const { version } = (await ask(`${world.platform.url}/v1/notice`)).body
    await child.send('POST', '/v1/me/account', { noticeVersion: version })
    expect((await child.get(STATEMENTS)).body).toMatchObject({ items: [], mayMake: false })
    expect((await mother.get(STATEMENTS)).body.mayMake).toBe(true)
    const refused = [
      await makeStatement(child, '/v1/me', { creditCode: bank.creditCode }),
      await makeStatement(child, '/v1/me'),
      await child.send('POST', `${STATEMENTS}/cst_${'0'.repeat(26)}/codes`),
    ]
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array(3).fill([403, 'credit.not-for-children']),
    )
  })
})

describe('an institution', () => {
  it('states its own record with its name and code', async () => {
    const company = await registerTestInstitution(world)
    const owner = await ownerOf(world, company)
    const { body } = await makeStatement(owner, '/v1/institution', { creditCode: bank.creditCode })
    const read = await readsGiven(reader, body.statementId as string)
    expect(read.body.holder).toMatchObject({ kind: 'institution', creditCode: company.creditCode })
    expect(read.body.lines).toHaveLength(3)
  })
})

describe('a holder', () => {
  it('has twenty statements in force at most', async () => {
    const many = await world.resident({ ...bo, subject: 'many', personId: 'SIM000000000000777' })
    for (let n = 0; n < 20; n += 1) expect((await makeStatement(many, '/v1/me')).status).toBe(201)
    expect((await makeStatement(many, '/v1/me')).body.code).toBe('credit.too-many-statements')
  })

  it('finds all of it in her export, and nothing is left of it when she closes', async () => {
    const leaving = await world.resident({ ...bo, subject: 'leaving', personId: 'SIM000000000000778' })
    const accountId = await accountIdOf(world, leaving)
    await issueGrams(world, accountId, { day: '2026-05-01', grams: 900 })
    const { body } = await makeStatement(leaving, '/v1/me', { creditCode: bank.creditCode })
    await leaving.send('POST', '/v1/me/credit-corrections', {
      lineId: 'rides',
      month: '2026-05',
      text: '只有我知道',
    })
    await readsGiven(reader, body.statementId as string)
    const file = (await leaving.get('/v1/me/export')).body
    expect(file).toMatchObject({
      creditRecord: { sum: 39 },
      creditCorrections: [{ text: '只有我知道', state: 'open' }],
      creditStatements: [{ purpose: 'tenancy', readings: [{ outcome: 'read' }] }],
    })
    const closed = await leaving.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    expect(closed.status).toBe(200)
    expect((await readsGiven(reader, body.statementId as string)).body.code).toBe(UNREADABLE)
    const { sql } = world.platform.deps
    const left = await sql`
      SELECT text, state FROM credit_correction WHERE account_id = ${accountId}
      UNION ALL SELECT jws, 'statement' FROM credit_statement WHERE account_id = ${accountId}`
    expect([...left]).toEqual([{ text: '', state: 'lapsed' }])
  })
})
