import { randomUUID, generateKeyPairSync, sign, verify } from 'node:crypto'

import { addDays, cityDayOf, type CityDay } from '#domain/calendar'
import { auditEverything } from '#server/audit/index'
import { findAuditBreak } from '#server/platform/index'
import {
  inventedCreditCode,
  invited,
  ownerOf,
  registerTestInstitution,
} from '#test/harness/institution-world'
import {
  ask,
  bo,
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import {
  amendedFerry,
  employ,
  inventedFerry,
  inviteExpert,
  type Caller,
  type Expert,
} from '#test/harness/review-world'

let world: ResidentWorld
let person: Phone
let centre: Caller
let centreToo: Caller
let bureau: Caller
let zhou: Expert
let wu: Expert
beforeEach(async () => {
  world = await startResidentWorld()
  // Nobody needs an account to propose.
  person = await world.signIn(mei)
  centre = await employ(world, 'centre-lin', 'centre')
  centreToo = await employ(world, 'centre-shen', 'centre')
  bureau = await employ(world, 'bureau-gu', 'bureau')
  zhou = await inviteExpert(world, centre, 'zhou')
  wu = await inviteExpert(world, centre, 'wu')
  await inviteExpert(world, centre, 'qian', { fields: ['能源'] })
}, 30_000)
afterEach(() => world.close())

const MINE = '/v1/me/methodology-proposals'
const DESK = '/v1/staff/methodology-proposals'
const today = (): CityDay => cityDayOf(world.clock.now())

const open = (record: object | null = inventedFerry(), revises: string | null = null): Promise<Answer> =>
  person.send('POST', MINE, { revises, record }, { 'idempotency-key': randomUUID() })
const mine = (id: string, act: string, body?: object): Promise<Answer> =>
  person.send(act === 'record' ? 'PUT' : 'POST', `${MINE}/${id}/${act}`, body)
const onDesk = (id: string, act: string, body?: object): Promise<Answer> =>
  centre.send('POST', `${DESK}/${id}/${act}`, body)

const submitted = async (record?: object, revises: string | null = null): Promise<string> => {
  const { body } = await open(record, revises)
  const answer = await mine(body.proposalId, 'submission')
  expect(answer).toMatchObject({ status: 200, body: { state: 'submitted' } })
  return body.proposalId as string
}
const underReview = async (
  code: string | null = 'TEST-FERRY',
  record?: object,
  revises: string | null = null,
) => {
  const id = await submitted(record, revises)
  await onDesk(id, 'check')
  const accepted = await onDesk(id, 'acceptance', { code })
  expect(accepted).toMatchObject({ status: 200, body: { state: 'review' } })
  return id
}
const seats = async (id: string, experts: readonly Expert[] = [zhou, wu], field = '交通'): Promise<void> => {
  for (const { expertId } of experts)
    expect(await onDesk(id, 'seats', { expertId, field })).toMatchObject({ status: 200 })
}
const agreed = async (code?: string | null, record?: object, revises?: string | null): Promise<string> => {
  const id = await underReview(code, record, revises)
  await seats(id)
  for (const expert of [zhou, wu]) expect(await expert.opine(id, 'approve')).toMatchObject({ status: 204 })
  return id
}
const signs = (who: Caller, id: string, day: string = today()): Promise<Answer> =>
  who.send('POST', `${DESK}/${id}/signatures`, { day })
const codeOf = (answer: Answer): unknown => answer.body.code
const faults = async (): Promise<string[]> => {
  const found: string[] = []
  await auditEverything(world.platform.deps.sql, ({ table, what }) => found.push(`${table} ${what}`))
  return found
}

describe('whoever applies', () => {
  it('needs no account, keeps a draft to herself, and is told field by field what is missing', async () => {
    const { body, status } = await open({ sceneId: 'ferry' })
    expect([status, body.state, body.name]).toEqual([201, 'draft', null])
    expect(body.faults).toEqual(expect.arrayContaining(['name is missing or wrong', 'outline is missing']))
    expect((await centre.get(DESK)).body.items).toEqual([])
    expect(codeOf(await centre.get(`${DESK}/${body.proposalId}`))).toBe('request.not-found')
    const other = await world.signIn(bo)
    expect((await other.get(MINE)).body.items).toEqual([])
    expect(codeOf(await other.get(`${MINE}/${body.proposalId}`))).toBe('request.not-found')
    const refused = await mine(body.proposalId, 'submission')
    expect(refused).toMatchObject({ status: 422, body: { code: 'methodology.record-faulty' } })
    expect(refused.body.where).toContain('monitoring is missing or wrong')
    await mine(body.proposalId, 'record', { record: inventedFerry() })
    expect(await mine(body.proposalId, 'submission')).toMatchObject({
      body: { state: 'submitted', round: 1, faults: [] },
    })
    expect((await centre.get(`${DESK}?state=submitted`)).body.items).toHaveLength(1)
  })

  it('sends again what got lost, and has one draft', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const body = { revises: null, record: inventedFerry() }
    const [first, again] = [
      await person.send('POST', MINE, body, key),
      await person.send('POST', MINE, body, key),
    ]
    expect(again.body).toEqual(first.body)
    expect((await person.get(MINE)).body.items).toHaveLength(1)
    expect(codeOf(await person.send('POST', MINE, body))).toBe('request.invalid')
  })

  it('cannot count on a scene that is not, a use its class does not permit, or a text no database keeps', async () => {
    const strange = (await open(inventedFerry({ sceneId: 'tram' }))).body.proposalId
    expect((await mine(strange, 'submission')).body.where).toBe('sceneId: there is no scene tram')
    const greedy = (await open(inventedFerry({ uses: ['points', 'surrender'] }))).body.proposalId
    expect((await mine(greedy, 'submission')).body.where).toBe('uses: class II does not permit surrender')
    expect(codeOf(await open({ sceneId: 'fer\u0000ry' }))).toBe('request.invalid')
    expect(codeOf(await open({ sceneId: '\ud800' }))).toBe('request.invalid')
    expect((await open({ sceneId: 'a \\u0000 spelled out' })).status).toBe(201)
  })

  it('changes nothing while others have it, and may withdraw until it is published', async () => {
    const id = await submitted()
    expect(codeOf(await mine(id, 'record', { record: {} }))).toBe('methodology.not-with-applicant')
    expect(codeOf(await mine(id, 'submission'))).toBe('methodology.not-with-applicant')
    expect(await mine(id, 'withdrawal', { reasons: '数据还要补' })).toMatchObject({
      body: { state: 'closed', closedReasons: '数据还要补', checkDueAt: null },
    })
    expect(codeOf(await mine(id, 'withdrawal', { reasons: '再来' }))).toBe('methodology.already-ended')
    expect(codeOf(await onDesk(id, 'check'))).toBe('methodology.not-submitted')
  })

  it('finds what she proposed, and as she handed it in, in what is held about her', async () => {
    const resident = await world.resident(mei)
    const id = await submitted()
    await mine(id, 'withdrawal', { reasons: '先撤回' })
    const { methodologyProposals } = (await resident.get('/v1/me/export')).body
    expect(methodologyProposals).toMatchObject([
      { state: 'closed', handedIn: [{ record: { sceneId: 'ferry' } }] },
    ])
    const other = await world.resident(bo)
    expect((await other.get('/v1/me/export')).body.methodologyProposals).toEqual([])
  })

  it('with an account has them through whichever host she comes, and nobody else has', async () => {
    person = await world.resident(mei)
    const id = await submitted()
    await onDesk(id, 'check')
    await onDesk(id, 'return', { reasons: '请写清边界' })
    person = await world.signIn({ ...mei, subject: 'mei-elsewhere' }, world.alipay)
    const [told] = (await person.get('/v1/me/messages')).body.items
    expect(told.about).toMatchObject({ kind: 'proposal', proposalId: id })
    expect((await person.get(MINE)).body.items).toMatchObject([{ proposalId: id }])
    expect((await person.get(`${MINE}/${id}`)).body).toMatchObject({ state: 'returned' })
    await mine(id, 'record', { record: amendedFerry() })
    expect((await mine(id, 'submission')).body).toMatchObject({ state: 'submitted', round: 2 })
    expect((await mine(id, 'withdrawal', { reasons: '先撤回' })).body).toMatchObject({ state: 'closed' })
    const other = await world.resident(bo, world.alipay)
    expect((await other.get(MINE)).body.items).toEqual([])
    expect(codeOf(await other.get(`${MINE}/${id}`))).toBe('request.not-found')
  })

  it('may be an institution, by those who run it and not by its cashier', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world))
    const body = { revises: null, record: inventedFerry() }
    const key = { 'idempotency-key': randomUUID() }
    const path = '/v1/institution/methodology-proposals'
    const { proposalId } = (await owner.send('POST', path, body, key)).body
    const manager = await invited(world, owner, 'manager')
    expect((await manager.send('POST', `${path}/${proposalId}/submission`)).body.state).toBe('submitted')
    expect((await centre.get(`${DESK}/${proposalId}`)).body.applicant).toMatchObject({ kind: 'institution' })
    const shop = await owner.send('POST', '/v1/institution/shops', {
      name: { zh: '店', en: 'Shop' },
      address: '某路 1 号',
    })
    const cashier = await invited(world, owner, 'cashier', [shop.body.shopId])
    expect(codeOf(await cashier.get(path))).toBe('access.not-permitted')
    const elsewhere = await ownerOf(world, await registerTestInstitution(world))
    expect(codeOf(await elsewhere.get(`${path}/${proposalId}`))).toBe('request.not-found')
  })
})

describe('the formal check', () => {
  it('is taken up, returns with reasons, and is owed again after the next round; nothing of the first is overwritten', async () => {
    const id = await submitted()
    expect(codeOf(await onDesk(id, 'return', { reasons: '太早' }))).toBe('methodology.not-returnable')
    expect(codeOf(await onDesk(id, 'acceptance', { code: 'T-1' }))).toBe('methodology.not-under-check')
    await onDesk(id, 'check')
    expect(codeOf(await onDesk(id, 'check'))).toBe('methodology.not-submitted')
    await onDesk(id, 'return', { reasons: '请写清边界' })
    const returned = (await person.get(`${MINE}/${id}`)).body
    expect(returned).toMatchObject({
      state: 'returned',
      returns: [{ round: 1, from: 'formalCheck', reasons: '请写清边界' }],
    })
    await mine(id, 'record', { record: amendedFerry() })
    expect((await mine(id, 'submission')).body).toMatchObject({ state: 'submitted', round: 2 })
    const { rounds } = (await centre.get(`${DESK}/${id}`)).body
    expect(rounds.map(({ record }: { record: { formula: unknown } }) => record.formula)).toEqual([
      inventedFerry()['formula'],
      amendedFerry()['formula'],
    ])
    await expect(world.platform.deps.sql`UPDATE proposal_round SET round = 9`).rejects.toThrow('append-only')
  })

  it('gives a new methodology a code that is free, and a revision the one it has', async () => {
    const id = await submitted()
    await onDesk(id, 'check')
    expect(codeOf(await onDesk(id, 'acceptance', { code: null }))).toBe('methodology.code-needed')
    expect(codeOf(await onDesk(id, 'acceptance', { code: 'SHCER02020022024II' }))).toBe(
      'methodology.code-taken',
    )
    // What only said why the ferry does not count may be taken up by the version that does.
    expect((await onDesk(id, 'acceptance', { code: 'SHANGHAI-FERRY' })).body).toMatchObject({
      ...{ state: 'review', code: 'SHANGHAI-FERRY', version: 2 },
    })
    const second = await submitted()
    await onDesk(second, 'check')
    expect(codeOf(await onDesk(second, 'acceptance', { code: 'SHANGHAI-FERRY' }))).toBe(
      'methodology.revision-open',
    )
    expect(codeOf(await open(null, 'NEVER-THERE'))).toBe('methodology.not-in-force')
  })

  it('is the centre’s alone, and what is late is on a list that says whose it is', async () => {
    const id = await submitted()
    expect(codeOf(await bureau.send('POST', `${DESK}/${id}/check`))).toBe('access.not-permitted')
    expect((await centre.get('/v1/staff/overdue-reviews')).body.items).toEqual([])
    world.clock.set('2026-05-15T00:00:00+08:00')
    expect((await bureau.get('/v1/staff/overdue-reviews')).body.items).toEqual([
      { kind: 'formalCheck', proposalId: id, round: 1, expertId: null, dueAt: '2026-05-14T16:00:00.000Z' },
    ])
    await onDesk(id, 'check')
    await onDesk(id, 'acceptance', { code: 'T-1' })
    await seats(id)
    expect((await centre.get('/v1/staff/overdue-reviews')).body.items).toEqual([])
    world.clock.set('2026-06-05T00:00:00+08:00')
    await zhou.opine(id, 'approve')
    expect((await centre.get('/v1/staff/overdue-reviews')).body.items).toMatchObject([
      { kind: 'opinion', expertId: 'wu' },
    ])
  })
})

describe('a seat whose term is over', () => {
  const late = async (): Promise<unknown[]> => {
    world.clock.set('2026-06-05T00:00:00+08:00')
    const { items } = (await centre.get('/v1/staff/overdue-reviews')).body
    return items.map(({ kind, expertId }: { kind: string; expertId: string }) => [kind, expertId])
  }
  const recuses = ({ send }: Expert, id: string) =>
    send('POST', `/v1/expert/reviews/${id}/recusal`, { reason: '参与过前期研究' })

  it('is owed by its expert, and by the centre once she has left it', async () => {
    const id = await underReview()
    await seats(id)
    await recuses(zhou, id)
    expect(await late()).toEqual(
      expect.arrayContaining([
        ['vacantSeat', 'zhou'],
        ['opinion', 'wu'],
      ]),
    )
    await inviteExpert(world, centre, 'sun')
    await onDesk(id, 'seats/zhou/substitution', { expertId: 'sun' })
    expect(await late()).toEqual([['opinion', 'wu']])
    await centre.send('POST', '/v1/staff/experts/wu/dismissal')
    expect(await late()).toEqual([['vacantSeat', 'wu']])
  })

  it('is owed by nobody when the panel is large enough without whoever recused herself', async () => {
    const id = await underReview()
    await seats(id, [zhou, wu, await inviteExpert(world, centre, 'sun')])
    await recuses(zhou, id)
    expect(await late()).toEqual(
      expect.arrayContaining([
        ['opinion', 'wu'],
        ['opinion', 'sun'],
      ]),
    )
    expect(await late()).toHaveLength(2)
  })
})

describe('the expert pool', () => {
  it('has a key a person, none of them a member of staff’s, and knows who has left', async () => {
    const again = await centre.get('/v1/staff/experts')
    expect(again.body.items.map(({ expertId }: { expertId: string }) => expertId).sort()).toEqual([
      'qian',
      'wu',
      'zhou',
    ])
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
    const invite = (change: object) =>
      centre.send('POST', '/v1/staff/experts', {
        ...{
          expertId: 'sun',
          name: '孙',
          fields: ['交通'],
          institution: '某大学',
          creditCode: inventedCreditCode(),
        },
        publicKey: raw.toString('base64url'),
        ...change,
      })
    const { sql } = world.platform.deps
    const [lin] = await sql<{ key: string }[]>`SELECT encode(public_key, 'base64') AS key FROM staff LIMIT 1`
    const staffKey = Buffer.from(lin!.key, 'base64').toString('base64url')
    expect(codeOf(await invite({ publicKey: staffKey }))).toBe('expert.key-of-another')
    expect(codeOf(await invite({ creditCode: '91310000000000000A' }))).toBe('request.invalid')
    expect((await invite({})).status).toBe(200)
    expect(codeOf(await invite({ expertId: 'sun-too' }))).toBe('expert.key-of-another')
    const ended = await zhou.asSignedIn()
    expect((await centre.send('POST', '/v1/staff/experts/zhou/dismissal')).body.active).toBe(false)
    expect((await ended.get('/v1/expert/reviews')).status).toBe(401)
    const challenge = (body: object) =>
      ask(`${world.platform.url}/v1/experts/challenges`, { method: 'POST', body })
    expect(codeOf(await challenge({ expertId: 'zhou' }))).toBe('expert.key-unknown')
    const { challengeId, text } = (await challenge({ expertId: 'wu' })).body
    expect(text).toContain('sign in as expert\nexpert: wu\n')
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64url')
    const wrong = await ask(`${world.platform.url}/v1/experts/sessions`, {
      method: 'POST',
      body: { challengeId, signature },
    })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'expert.challenge-refused' } })
  })

  it('asks those of a field, once a round, and nobody of an institution concerned', async () => {
    const creditCode = inventedCreditCode()
    const near = await inviteExpert(world, centre, 'near', { creditCode })
    const outline = inventedFerry()['outline'] as { author: object }
    const id = await underReview(
      'T-1',
      inventedFerry({ outline: { ...outline, author: { ...outline.author, creditCode } } }),
    )
    expect(codeOf(await onDesk(id, 'seats', { expertId: 'qian', field: '交通' }))).toBe('expert.not-of-field')
    expect(codeOf(await onDesk(id, 'seats', { expertId: 'nobody', field: '交通' }))).toBe(
      'expert.not-of-field',
    )
    expect(codeOf(await onDesk(id, 'seats', { expertId: near.expertId, field: '交通' }))).toBe(
      'expert.in-conflict',
    )
    await seats(id)
    expect(codeOf(await onDesk(id, 'seats', { expertId: 'zhou', field: '交通' }))).toBe(
      'expert.already-asked',
    )
    const early = await submitted()
    expect(codeOf(await onDesk(early, 'seats', { expertId: 'zhou', field: '交通' }))).toBe(
      'methodology.not-under-review',
    )
  })

  it('signs its opinions over what it read, and they are kept word for word', async () => {
    const id = await underReview()
    await seats(id, [zhou])
    expect(codeOf(await wu.opine(id, 'approve'))).toBe('expert.not-asked')
    const { privateKey } = generateKeyPairSync('ed25519')
    expect(codeOf(await zhou.opine(id, 'approve', { key: privateKey }))).toBe('expert.signature-refused')
    expect(codeOf(await zhou.opine(id, 'reject', { sent: { verdict: 'approve' } }))).toBe(
      'expert.signature-refused',
    )
    expect(codeOf(await zhou.opine(id, 'approve', { sent: { nameShown: true } }))).toBe(
      'expert.signature-refused',
    )
    expect((await zhou.opine(id, 'amend', { text: '请给出数据来源。\n其余可以。' })).status).toBe(204)
    expect(codeOf(await zhou.opine(id, 'approve'))).toBe('expert.not-asked')
    const [seat] = (await centre.get(`${DESK}/${id}`)).body.seats
    expect(seat).toMatchObject({
      state: 'given',
      opinion: { verdict: 'amend', text: '请给出数据来源。\n其余可以。' },
    })
    const [kept] = await world.platform.deps.sql<
      { public_key: Buffer }[]
    >`SELECT public_key FROM expert WHERE expert_id = 'zhou'`
    const key = {
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), kept!.public_key]),
      format: 'der',
      type: 'spki',
    } as const
    const { signedText, signature } = seat.opinion
    expect(verify(null, Buffer.from(signedText), key, Buffer.from(signature, 'base64url'))).toBe(true)
  })

  it('lets one who recuses herself or is late be replaced by another of her field, and nobody else', async () => {
    const sun = await inviteExpert(world, centre, 'sun')
    const id = await underReview()
    await seats(id)
    const replace = (who: string, by: string) => onDesk(id, `seats/${who}/substitution`, { expertId: by })
    expect(codeOf(await replace('zhou', 'sun'))).toBe('expert.not-replaceable')
    await zhou.send('POST', `/v1/expert/reviews/${id}/recusal`, { reason: '参与过前期研究' })
    expect(codeOf(await zhou.opine(id, 'approve'))).toBe('expert.not-asked')
    expect(codeOf(await replace('zhou', 'qian'))).toBe('expert.not-of-field')
    expect(
      (await replace('zhou', 'sun')).body.seats.map(({ state }: { state: string }) => state).sort(),
    ).toEqual([...['asked', 'asked', 'replaced']])
    world.clock.set('2026-05-25T00:00:00+08:00')
    const yang = await inviteExpert(world, centre, 'yang')
    expect((await replace('wu', 'yang')).status).toBe(200)
    expect(codeOf(await wu.opine(id, 'approve'))).toBe('expert.not-asked')
    for (const expert of [sun, yang]) expect((await expert.opine(id, 'approve')).status).toBe(204)
    expect(codeOf(await replace('yang', 'sun'))).toBe('expert.not-replaceable')
    expect((await signs(centre, id)).status).toBe(200)
  })

  it('gives back what it wants changed, and is asked again in the next round by itself', async () => {
    const id = await underReview()
    await seats(id)
    await zhou.opine(id, 'approve')
    await wu.opine(id, 'amend', { text: '系数偏高。', nameShown: true })
    expect((await person.get(`${MINE}/${id}`)).body.opinions).toEqual([])
    expect(codeOf(await signs(centre, id))).toBe('methodology.opinions-against')
    await onDesk(id, 'return', { reasons: '按专家意见修改系数' })
    expect((await person.get(`${MINE}/${id}`)).body.opinions).toMatchObject([
      { verdict: 'amend', text: '系数偏高。', expert: '专家wu' },
      { verdict: 'approve', field: '交通', expert: null },
    ])
    await mine(id, 'record', { record: amendedFerry({ sceneId: 'bus' }) })
    expect((await mine(id, 'submission')).body.where).toBe('sceneId: it stays what the code was given for')
    await mine(id, 'record', { record: amendedFerry() })
    expect((await mine(id, 'submission')).body).toMatchObject({ state: 'review', round: 2 })
    for (const expert of [zhou, wu]) expect((await expert.opine(id, 'approve')).status).toBe(204)
    expect((await signs(centre, id)).status).toBe(200)
  })
})

describe('an opinion', () => {
  const near = { creditCode: inventedCreditCode() }
  const outline = inventedFerry()['outline'] as { author: object }
  const byNear = inventedFerry({ outline: { ...outline, author: { ...outline.author, ...near } } })

  it('stays of the institution she was of when she signed it, whatever she is invited as later', async () => {
    const yang = await inviteExpert(world, centre, 'yang', near)
    const id = await underReview()
    await seats(id, [zhou, yang])
    await onDesk(id, 'return', { reasons: '补充作者单位' })
    await mine(id, 'record', { record: byNear })
    await mine(id, 'submission')
    for (const expert of [zhou, yang]) expect((await expert.opine(id, 'approve')).status).toBe(204)
    expect(codeOf(await signs(centre, id))).toBe('methodology.expert-in-conflict')
    await inviteExpert(world, centre, 'yang')
    expect(codeOf(await signs(centre, id))).toBe('methodology.expert-in-conflict')
    expect((await centre.get(`${DESK}/${id}`)).body.seats).toContainEqual(
      expect.objectContaining({ expertId: 'yang', state: 'given', inConflict: true }),
    )
    expect(await faults()).toEqual([])
  })

  it('stays under the name she agreed to show', async () => {
    const id = await underReview()
    await seats(id)
    for (const expert of [zhou, wu]) await expert.opine(id, 'approve', { nameShown: true })
    await inviteExpert(world, centre, 'zhou', { name: '另一个人' })
    for (const office of [centre, bureau]) await signs(office, id)
    const { seats: kept, opinions } = (await centre.get(`${DESK}/${id}`)).body
    const named = (of: { name?: string; expert?: string }[]) => of.map(({ name, expert }) => name ?? expert)
    expect(named(kept).sort()).toEqual(['专家wu', '专家zhou'])
    expect(named(opinions).sort()).toEqual(['专家wu', '专家zhou'])
  })
})

describe('publication', () => {
  const ROLES = ['centre', 'exchange', 'bureau', 'district'] as const
  const PAIRS = ROLES.flatMap((first) => ROLES.map((second) => [first, second] as const))
  const isBothOffices = ([first, second]: (typeof PAIRS)[number]): boolean =>
    [first, second].sort().join() === 'bureau,centre'
  const stateAfter = async (id: string, [first, second]: (typeof PAIRS)[number]): Promise<string> => {
    const one = await employ(world, 'signer-one', first)
    const two = await employ(world, 'signer-two', second)
    await signs(one, id)
    await signs(two, id)
    return (await person.get(`${MINE}/${id}`)).body.state as string
  }

  it.each(PAIRS.filter(isBothOffices))('is by one person of the %s and one of the %s', async (...pair) => {
    expect(await stateAfter(await agreed(), pair)).toBe('published')
  })

  it('is by no other two, whatever their roles', async () => {
    const others = PAIRS.filter((pair) => !isBothOffices(pair))
    expect(others).toHaveLength(14)
    for (const [at, pair] of others.entries())
      expect([pair, await stateAfter(await agreed(`TEST-FERRY-${at}`), pair)]).toEqual([pair, 'review'])
  }, 60_000)

  it('is never one person’s, even of one who changes office', async () => {
    const id = await agreed()
    const both = await employ(world, 'two-hats', 'centre')
    expect((await signs(both, id)).body.state).toBe('review')
    const changed = await employ(world, 'two-hats', 'bureau')
    expect(codeOf(await signs(changed, id))).toBe('methodology.second-person-needed')
    expect(codeOf(await signs(centreToo, id))).toBe('methodology.second-role-needed')
    expect((await signs(bureau, id)).body.state).toBe('published')
    expect(codeOf(await signs(bureau, id))).toBe('methodology.not-under-review')
  })

  it('needs both to name the same day, today or later', async () => {
    const id = await agreed()
    expect(codeOf(await signs(centre, id, addDays(today(), -1)))).toBe('methodology.day-over')
    await signs(centre, id, addDays(today(), 1))
    expect((await signs(bureau, id, addDays(today(), 2))).body.state).toBe('review')
    const answer = await signs(centreToo, id, addDays(today(), 2))
    expect(answer.body).toMatchObject({
      state: 'published',
      signatures: [{ role: 'bureau' }, { staffId: 'centre-shen' }],
    })
    const kept = await ask(`${world.platform.url}/v1/methodologies/TEST-FERRY/1`)
    expect(kept.body).toMatchObject({ validFrom: addDays(today(), 2), validTo: null, status: 'published' })
  })

  it('waits for every opinion, and stops where an expert turns out to be too near', async () => {
    const id = await underReview()
    expect(codeOf(await signs(centre, id))).toBe('methodology.opinions-missing')
    await seats(id)
    await zhou.opine(id, 'approve')
    expect(codeOf(await signs(centre, id))).toBe('methodology.opinions-missing')
    const creditCode = inventedCreditCode()
    await wu.opine(id, 'approve')
    await onDesk(id, 'return', { reasons: '补充作者单位' })
    const outline = inventedFerry()['outline'] as { author: object }
    await mine(id, 'record', {
      record: inventedFerry({ outline: { ...outline, author: { ...outline.author, creditCode } } }),
    })
    await mine(id, 'submission')
    await zhou.opine(id, 'approve')
    await wu.opine(id, 'approve')
    await world.platform.deps.sql`UPDATE expert SET credit_code = ${creditCode} WHERE expert_id = 'wu'`
    expect(codeOf(await signs(centre, id))).toBe('methodology.expert-in-conflict')
  })

  it('counts a name for the round it was put under: what was sent back and handed in again is signed anew by both', async () => {
    const id = await agreed()
    await signs(bureau, id)
    await onDesk(id, 'return', { reasons: '局里要再看参数' })
    expect((await mine(id, 'submission')).body).toMatchObject({ state: 'review', round: 2 })
    for (const expert of [zhou, wu]) await expert.opine(id, 'approve')
    expect((await centre.get(`${DESK}/${id}`)).body.signatures).toEqual([])
    expect((await signs(centreToo, id)).body).toMatchObject({
      state: 'review',
      signatures: [{ role: 'centre', staffId: 'centre-shen' }],
    })
    expect((await signs(bureau, id)).body).toMatchObject({
      state: 'published',
      signatures: [{ role: 'centre' }, { role: 'bureau' }],
    })
    expect(await faults()).toEqual([])
  })

  it('counts a name for one proposal: another that gets the code of a closed one is signed anew by both', async () => {
    const closed = await agreed()
    await signs(bureau, closed)
    await onDesk(closed, 'closure', { reasons: '申请人撤回' })
    person = await world.signIn(bo)
    const id = await agreed()
    expect((await centre.get(`${DESK}/${id}`)).body).toMatchObject({ code: 'TEST-FERRY', signatures: [] })
    expect((await signs(centre, id)).body.state).toBe('review')
    expect((await signs(bureau, id)).body.state).toBe('published')
    expect(await faults()).toEqual([])
  })

  it('is for uses its class has on the day it begins, and signed by nobody for others', async () => {
    const id = await agreed('TEST-FERRY', inventedFerry({ uses: ['points', 'donation'] }))
    const { sql } = world.platform.deps
    const tomorrow = addDays(today(), 1)
    await sql`UPDATE class_use SET valid_to = ${tomorrow} WHERE class = 'II' AND use = 'donation'`
    for (const office of [centre, bureau]) {
      const refused = await signs(office, id, tomorrow)
      expect(refused).toMatchObject({ status: 409, body: { code: 'methodology.uses-not-permitted' } })
      expect(refused.body.where).toBe(`class II does not permit donation on ${tomorrow}`)
    }
    expect((await signs(centre, id)).body.state).toBe('review')
    expect((await signs(bureau, id)).body.state).toBe('published')
  })

  it('is one, however many sign in the same moment', async () => {
    const id = await agreed()
    const answers = await Promise.all([centre, bureau, centreToo, bureau].map((who) => signs(who, id)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
    const { sql } = world.platform.deps
    expect(await sql`SELECT FROM methodology WHERE code = 'TEST-FERRY'`).toHaveLength(1)
    expect(await sql`SELECT FROM audit_entry WHERE action = 'proposal.published'`).toHaveLength(1)
  })

  it('does not put a second version in force on one day of a scene, and leaves no half of itself behind', async () => {
    const metro = (await ask(`${world.platform.url}/v1/methodologies/SHCER02020022024II/1`)).body
    const {
      code: _c,
      version: _v,
      schemeId: _s,
      status: _t,
      disabledReason: _d,
      validFrom: _f,
      validTo: _e,
      ...part
    } = metro
    const id = await agreed('RIVAL-METRO', { ...part, outline: inventedFerry()['outline'] })
    await signs(centre, id)
    const refused = await signs(bureau, id)
    expect(refused).toMatchObject({ status: 409, body: { code: 'methodology.publication-refused' } })
    expect(refused.body.where).toContain('in force on one of its days')
    expect((await centre.get(`${DESK}/${id}`)).body).toMatchObject({
      state: 'review',
      signatures: [{ role: 'centre' }],
    })
  })
})

describe('a version', () => {
  const publish = async (id: string, day: string = today()): Promise<void> => {
    await signs(centre, id, day)
    expect((await signs(bureau, id, day)).body.state).toBe('published')
  }
  const versionsOf = async (code: string) => {
    const { items } = (await ask(`${world.platform.url}/v1/methodology-register`)).body
    return items.find((item: { code: string }) => item.code === code)?.versions
  }

  it('is of a class, and what that is good for today the register says by the dated table', async () => {
    const classes = async () => (await ask(`${world.platform.url}/v1/methodology-register`)).body.classes
    expect(await classes()).toEqual([
      { class: 'I', uses: ['sale', 'offset', 'surrender'] },
      { class: 'II', uses: ['points', 'sale', 'offset', 'donation'] },
      { class: 'behaviour', uses: ['points'] },
    ])
    const { sql } = world.platform.deps
    await sql`UPDATE class_use SET valid_to = ${today()} WHERE class = 'II' AND use = 'donation'`
    expect((await classes())[1].uses).toEqual(['points', 'sale', 'offset'])
    await sql`UPDATE class_use SET valid_to = NULL WHERE class = 'II' AND use = 'donation'`
  })

  it('is what its scene would count by, stands in the register with what experts let be read, and every act in the chained log', async () => {
    const id = await underReview()
    await seats(id)
    await zhou.opine(id, 'approve', { nameShown: true })
    await wu.opine(id, 'approve')
    expect(await versionsOf('SHANGHAI-FERRY')).toMatchObject([{ state: 'disabled', publishedAt: null }])
    await publish(id)
    expect(await versionsOf('SHANGHAI-FERRY')).toMatchObject([{ state: 'retired' }])
    const scenes = (await ask(`${world.platform.url}/v1/scenes`)).body.items
    // Its operator has not applied for it yet: the methodology alone counts nobody's crossings.
    expect(scenes.find(({ sceneId }: { sceneId: string }) => sceneId === 'ferry')).toMatchObject({
      state: 'disabled',
      methodology: { code: 'TEST-FERRY', version: 1 },
      providers: [{ state: 'none' }],
    })
    expect(await versionsOf('TEST-FERRY')).toMatchObject([
      {
        ...{ version: 1, state: 'published', author: { en: 'Authors of a test' } },
        publishedAt: expect.stringMatching(/^\d{4}-/) as string,
        opinions: [{ expert: null, text: '方法合理，数据可以核对。' }, { expert: '专家zhou' }],
      },
    ])
    const { sql } = world.platform.deps
    const acts = await sql<{ action: string }[]>`
      SELECT action FROM audit_entry WHERE subject IN (${id}, 'TEST-FERRY/1') ORDER BY sequence`
    expect(acts.map(({ action }) => action)).toEqual([
      ...[
        'proposal.opened',
        'proposal.submitted',
        'proposal.check-begun',
        'proposal.accepted',
        'expert.asked',
      ],
      ...[
        'expert.asked',
        'expert.opinion-given',
        'expert.opinion-given',
        'methodology.signed',
        'methodology.signed',
      ],
      ...['methodology.published', 'proposal.published'],
    ])
    expect(await findAuditBreak(sql)).toBeNull()
  })

  it('is revised: the next one begins from it, ends it by its first day, and the register says so meanwhile', async () => {
    await publish(await agreed())
    const draft = await open(null, 'TEST-FERRY')
    expect(draft.body.record.formula).toEqual(inventedFerry()['formula'])
    const id = await agreed(null, amendedFerry(), 'TEST-FERRY')
    expect(await versionsOf('TEST-FERRY')).toMatchObject([{ version: 1, state: 'underRevision' }])
    const tomorrow = addDays(today(), 1)
    expect(codeOf(await signs(centre, id, addDays(today(), -1)))).toBe('methodology.day-over')
    await publish(id, tomorrow)
    expect(await versionsOf('TEST-FERRY')).toMatchObject([
      { version: 2, validFrom: tomorrow, validTo: null },
      { version: 1, state: 'published', validTo: tomorrow },
    ])
    world.clock.set(`${tomorrow}T00:00:00+08:00`)
    expect((await versionsOf('TEST-FERRY'))[1].state).toBe('retired')
  })

  it('whose revision is closed is in force as before, and the version can be proposed again', async () => {
    await publish(await agreed())
    const id = await underReview(null, amendedFerry(), 'TEST-FERRY')
    await onDesk(id, 'closure', { reasons: '不再需要' })
    expect(await versionsOf('TEST-FERRY')).toMatchObject([{ state: 'published' }])
    expect(await underReview(null, amendedFerry(), 'TEST-FERRY')).not.toBe(id)
  })

  it('is ended by two offices as it was published, on a day to come, and by nobody twice', async () => {
    const retire = (who: Caller, day: string) =>
      who.send('POST', '/v1/staff/methodologies/SHCER02020032024II/1/retirement', { day })
    const tomorrow = addDays(today(), 1)
    expect(codeOf(await retire(centre, addDays(today(), -1)))).toBe('methodology.day-over')
    expect((await retire(centre, tomorrow)).body).toMatchObject({ validTo: null })
    expect(codeOf(await retire(centreToo, tomorrow))).toBe('methodology.second-role-needed')
    expect((await retire(bureau, tomorrow)).body).toMatchObject({ validTo: tomorrow })
    expect(codeOf(await retire(bureau, addDays(today(), 2)))).toBe('methodology.not-in-force')
    expect(codeOf(await retire(await employ(world, 'ex', 'exchange'), tomorrow))).toBe('access.not-permitted')
    world.clock.set(`${tomorrow}T00:00:00+08:00`)
    expect(await versionsOf('SHCER02020032024II')).toMatchObject([{ state: 'retired' }])
  })

  it('is not ended by a name its office has replaced, nor by any once it was followed', async () => {
    await publish(await agreed())
    const [early, late] = [addDays(today(), 5), addDays(today(), 9)]
    const retire = (who: Caller, day: string) =>
      who.send('POST', '/v1/staff/methodologies/TEST-FERRY/1/retirement', { day })
    await retire(centre, early)
    await retire(centre, late)
    expect((await retire(bureau, early)).body).toMatchObject({
      validTo: null,
      signatures: [
        { act: 'retire', role: 'centre', day: late },
        { act: 'retire', role: 'bureau', day: early },
      ],
    })
    await publish(await agreed(null, amendedFerry(), 'TEST-FERRY'), addDays(today(), 1))
    expect(codeOf(await retire(bureau, late))).toBe('methodology.not-in-force')
    expect(await versionsOf('TEST-FERRY')).toMatchObject([
      { version: 2, validTo: null },
      { version: 1, validTo: addDays(today(), 1) },
    ])
  })

  it('carries its proofs: the audit finds nothing, and finds what is touched afterwards', async () => {
    await publish(await agreed())
    const { sql } = world.platform.deps
    expect(await faults()).toEqual([])
    const bent = async (statement: string): Promise<string[]> => {
      await sql.begin(async (transaction) => {
        await transaction.unsafe(`SET LOCAL session_replication_role = replica; ${statement}`)
      })
      return faults()
    }
    expect(await bent("UPDATE proposal_opinion SET opinion = '不同意' WHERE expert_id = 'wu'")).toEqual([
      'proposal_opinion signature',
    ])
    const record = `jsonb_set(record, '{monitoring,zh}', '"别的"')`
    expect(await bent(`UPDATE proposal_round SET record = ${record}`)).toContain('proposal_round record')
    const definition = `jsonb_set(definition, '{formula,milligramsPerBoarding}', '999')`
    expect(
      await bent(`UPDATE methodology SET definition = ${definition} WHERE code = 'TEST-FERRY'`),
    ).toContain('methodology as published')
    expect(await bent("UPDATE methodology_signature SET staff_id = 'centre-shen'")).toEqual(
      expect.arrayContaining(['methodology who signed', 'methodology_signature who and when']),
    )
    expect(await bent('UPDATE methodology_signature SET round = 2')).toEqual(
      expect.arrayContaining(['methodology who signed', 'methodology_signature who and when']),
    )
    expect(await bent(`UPDATE proposal_opinion SET credit_code = '${inventedCreditCode()}'`)).toContain(
      'proposal_opinion institution',
    )
    expect(await bent("UPDATE proposal_opinion SET given_at = given_at + interval '1 day'")).toContain(
      'methodology_proposal who and when',
    )
    expect(await bent("DELETE FROM proposal_opinion WHERE expert_id = 'zhou'")).toContain(
      'methodology opinions',
    )
    expect(await bent("UPDATE expert SET credit_code = '91310000000000001X'")).toContain('expert as invited')
  })
})
