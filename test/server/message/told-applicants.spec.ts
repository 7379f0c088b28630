import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Message } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import {
  appliedProject,
  approved,
  DESK,
  employBodies,
  pvRecord,
  readingsOf,
  sendFile,
  signsIssue,
  type Bodies,
} from '#test/harness/project-world'
import {
  accountIdOf,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { inventedFerry, inviteExpert } from '#test/harness/review-world'

/** Whoever applies in her own name hears what becomes of it, once for each act, and is led to its page. */
let world: ResidentWorld
let phone: Phone
let bodies: Bodies
beforeEach(async () => {
  world = await startResidentWorld()
  phone = await world.resident(mei)
  bodies = await employBodies(world)
}, 60_000)
afterEach(() => world.close())

/** What she has not read yet, the oldest first; read with this. */
const news = async (): Promise<Message[]> => {
  const { items } = (await phone.get('/v1/me/messages')).body as { items: Message[] }
  for (const { messageId } of items) await phone.send('PUT', `/v1/me/messages/${messageId}/read`)
  world.clock.advanceSeconds(1)
  return items.reverse()
}
const titles = async (): Promise<string[]> => (await news()).map(({ title }) => title.zh)
const hers = { prefix: '/v1/me' as const, record: pvRecord({ name: '我家屋顶', size: 8_000 }) }
const applied = (): Promise<string> =>
  appliedProject(world, { ...hers, sender: { ...phone, token: phone.accessToken } })
const WORDS = { words: '电表照片看不清，请补一张' }

describe('a project of her own', () => {
  it('that is sent back is told each time, with the reason on its page and its id on the way there', async () => {
    const projectId = await applied()
    expect(await titles()).toEqual([])
    const back = () => bodies.centre.send('POST', `${DESK}/${projectId}/return`, WORDS)
    const answers = await Promise.all([back(), back()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [told, ...more] = await news()
    expect(more).toEqual([])
    expect(told).toMatchObject({
      title: { zh: '你申报的项目退回了，等你改' },
      opens: 'project',
      about: { kind: 'project', projectId, name: '我家屋顶', reductionMilligrams: null },
    })
    expect(JSON.stringify(told)).not.toContain(WORDS.words)
    const { reports } = (await phone.get(`/v1/me/projects/${projectId}`)).body
    expect(reports).toMatchObject([{ returnedReasons: WORDS.words }])

    await phone.send('POST', `/v1/me/projects/${projectId}/application`)
    expect((await back()).status).toBe(200)
    await world.platform.deps.jobs.runNow('message.deliver')
    expect(await titles()).toEqual(['你申报的项目退回了，等你改'])
    const path = `/pages/applicant/project?as=me&projectId=${projectId}`
    expect(world.suishenban.messageCalls).toEqual([expect.objectContaining({ path })])
    expect(JSON.stringify(world.suishenban.messageCalls)).not.toContain('我家屋顶')
    expect(existsSync(join('src', `${path.split('?')[0]}.tsx`))).toBe(true)
  })

  it('that is refused', async () => {
    const projectId = await applied()
    await bodies.centre.send('POST', `${DESK}/${projectId}/acceptance`)
    const digest = (await bodies.centre.get(`${DESK}/${projectId}`)).body.reviewDigest as string
    const verdict = { verdict: 'refuse', words: '不在适用范围内', digest }
    await bodies.centre.send('POST', `${DESK}/${projectId}/verdicts`, verdict)
    expect(await titles()).toEqual([])
    await bodies.bureau.send('POST', `${DESK}/${projectId}/verdicts`, verdict)
    expect(await titles()).toEqual(['你申报的项目没有通过'])
  })

  it('that is approved, issued, reported again and ended is told step by step, with what was issued', async () => {
    const projectId = await applied()
    await approved(bodies, projectId)
    expect(await titles()).toEqual(['你申报的项目通过了'])
    await signsIssue(bodies.centre, projectId)
    await Promise.all([signsIssue(bodies.bureau, projectId), signsIssue(bodies.bureau, projectId)])
    await signsIssue(bodies.bureau, projectId)
    // 30 days of 20 kWh at 0.42 kg.
    expect(await news()).toMatchObject([
      { title: { zh: '你的项目签发减排量了' }, about: { projectId, reductionMilligrams: '252000000' } },
    ])

    world.clock.set('2026-06-02T09:00:00+08:00')
    phone = await world.signIn(mei)
    const may = { from: '2026-05-01', to: '2026-06-01' }
    const path = `/v1/me/projects/${projectId}`
    await sendFile(world, phone.accessToken, `${path}/readings/may`, readingsOf(may, { quantity: 20_000 }))
    const report = (): Promise<unknown> => phone.send('POST', `${path}/reports`, { period: may })
    await report()
    await bodies.centre.send('POST', `${DESK}/${projectId}/reports/2/return`, WORDS)
    expect(await titles()).toEqual(['有一期监测报告退回了'])
    await report()
    await bodies.centre.send('POST', `${DESK}/${projectId}/reports/3/verification`)
    expect(await titles()).toEqual(['有一期监测报告核查通过了'])

    const turns = [
      [bodies.centre, 'suspension'],
      // Another person than the one who suspended.
      [bodies.centreToo, 'resumption'],
      [bodies.centre, 'suspension'],
      [bodies.centre, 'end'],
    ] as const
    for (const [by, turn] of turns) await by.send('POST', `${DESK}/${projectId}/${turn}`, WORDS)
    expect((await titles()).sort()).toEqual(
      ['你的项目暂停了', '你的项目恢复了', '你的项目暂停了', '你的项目终止了'].sort(),
    )
  })

  it('is told to nobody where an institution applied, and to nobody who has closed her account', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world))
    const record = pvRecord({ siteKeys: [{ kind: 'gridAccount', value: '3101 0009 0009' }] })
    const theirs = await appliedProject(world, { prefix: '/v1/institution', sender: owner, record })
    expect((await bodies.centre.send('POST', `${DESK}/${theirs}/return`, WORDS)).status).toBe(200)
    const projectId = await applied()
    await approved(bodies, projectId)
    await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    expect((await bodies.centre.send('POST', `${DESK}/${projectId}/suspension`, WORDS)).status).toBe(200)
    expect(await world.platform.deps.sql`SELECT kind FROM message`).toEqual([])
  })

  it('and a closing at the same moment wait for each other instead of in a ring, and leave no message behind', async () => {
    const projectId = await applied()
    const { deps } = world.platform
    const accountId = await accountIdOf(world, phone)
    const [turned] = await Promise.all([
      bodies.centre.send('POST', `${DESK}/${projectId}/return`, WORDS),
      phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' }),
    ])
    expect([200, 409]).toContain(turned.status)
    expect(await deps.sql`SELECT kind FROM message WHERE account_id = ${accountId}`).toEqual([])
  })
})

describe('a methodology of her own', () => {
  const MINE = '/v1/me/methodology-proposals'
  const PROPOSALS = '/v1/staff/methodology-proposals'
  const proposed = async (): Promise<string> => {
    const key = { 'idempotency-key': randomUUID() }
    const { body } = await phone.send('POST', MINE, { revises: null, record: inventedFerry() }, key)
    expect((await phone.send('POST', `${MINE}/${body.proposalId}/submission`)).status).toBe(200)
    return body.proposalId as string
  }
  const onDesk = (id: string, act: string, body?: object) =>
    bodies.centre.send('POST', `${PROPOSALS}/${id}/${act}`, body)

  const back = (id: string) => onDesk(id, 'return', { reasons: '边界没有写清楚' })

  it('that is sent back, published or ended is told, with the version that was published', async () => {
    const experts = [
      await inviteExpert(world, bodies.centre, 'zhou'),
      await inviteExpert(world, bodies.centre, 'wu'),
    ]
    const proposalId = await proposed()
    await onDesk(proposalId, 'check')
    const answers = await Promise.all([back(proposalId), back(proposalId)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await news()).toMatchObject([
      {
        title: { zh: '你提的方法学退回了，等你改' },
        opens: 'proposal',
        about: { kind: 'proposal', proposalId, name: inventedFerry()['name'], version: null },
      },
    ])
    await phone.send('POST', `${MINE}/${proposalId}/submission`)
    await onDesk(proposalId, 'check')
    await onDesk(proposalId, 'acceptance', { code: 'TEST-FERRY' })
    for (const expert of experts) {
      await onDesk(proposalId, 'seats', { expertId: expert.expertId, field: '交通' })
      await expert.opine(proposalId, 'approve')
    }
    const day = cityDayOf(world.clock.now())
    for (const body of [bodies.centre, bodies.bureau])
      await body.send('POST', `${PROPOSALS}/${proposalId}/signatures`, { day })
    expect(await news()).toMatchObject([
      { title: { zh: '你提的方法学发布了' }, opens: 'proposal', about: { proposalId, version: 1 } },
    ])

    const other = await proposed()
    await onDesk(other, 'closure', { reasons: '和已发布的一样' })
    expect(await titles()).toEqual(['你提的方法学没有采用'])
  })

  it('that she takes back herself is no news, and her closing ends the tie to her account', async () => {
    const withdrawn = await proposed()
    await phone.send('POST', `${MINE}/${withdrawn}/withdrawal`, { reasons: '不想提了' })
    const proposalId = await proposed()
    expect(await titles()).toEqual([])
    await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    await onDesk(proposalId, 'check')
    expect((await back(proposalId)).status).toBe(200)
    const { sql } = world.platform.deps
    expect(await sql`SELECT kind FROM message`).toEqual([])
    expect(await sql`SELECT 1 FROM methodology_proposal WHERE account_id IS NOT NULL`).toHaveLength(0)
  })

  it('begun before she had an account is told from when she hands it in with one', async () => {
    const { sql } = world.platform.deps
    const proposalId = await proposed()
    await sql`UPDATE methodology_proposal SET account_id = NULL`
    await onDesk(proposalId, 'check')
    expect((await back(proposalId)).status).toBe(200)
    expect(await titles()).toEqual([])
    await phone.send('POST', `${MINE}/${proposalId}/submission`)
    await onDesk(proposalId, 'check')
    expect((await back(proposalId)).status).toBe(200)
    expect(await titles()).toEqual(['你提的方法学退回了，等你改'])
  })
})
