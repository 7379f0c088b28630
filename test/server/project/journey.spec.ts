import { randomUUID } from 'node:crypto'

import { auditEverything } from '#server/audit/index'
import { remainingMilligramsOf, serialsOfHolding } from '#server/ledger/index'
import { decodeId } from '#domain/id'
import {
  actAs,
  invited,
  ownerOf,
  registerTestInstitution,
  type Acting,
  type TestInstitution,
} from '#test/harness/institution-world'
import {
  approved,
  DESK,
  employBodies,
  opened,
  pushReadings,
  pvRecord,
  readingsOf,
  sendFile,
  signsIssue,
  type Bodies,
} from '#test/harness/project-world'
import {
  accountIdOf,
  ask,
  bo,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

let world: ResidentWorld
let meiPhone: Phone
let boPhone: Phone
let institution: TestInstitution
let cooperative: Acting
let bodies: Bodies
beforeEach(async () => {
  world = await startResidentWorld()
  ;[meiPhone, boPhone] = [await world.resident(mei), await world.resident(bo)]
  institution = await registerTestInstitution(world)
  cooperative = await ownerOf(world, institution)
  bodies = await employBodies(world)
}, 60_000)
afterEach(() => world.close())

const faults = async (): Promise<unknown[]> => {
  const found: unknown[] = []
  await auditEverything(world.platform.deps.sql, (fault) => found.push(fault), world.platform.deps.crypto)
  return found
}

const april = { from: '2026-04-01', to: '2026-05-01' }
const may = { from: '2026-05-01', to: '2026-06-01' }
/** 30 days of 2,400 kWh at 0.42 kg: 30.24 t; 31 days: 31.248 t. */
const APRIL_MILLIGRAMS = '30240000000'
const MAY_MILLIGRAMS = '31248000000'

const entrust = async (phone: Phone, value: string): Promise<string> => {
  const given = await phone.send('POST', '/v1/me/project-entrustments', {
    institutionId: cooperative.institutionId,
    siteKey: { kind: 'gridAccount', value },
  })
  expect(given.status).toBe(201)
  return given.body.entrustmentId as string
}

describe('a household cooperative of 0.8 MW', () => {
  it('is reviewed with its first reduction in one pass, issued with serials, and its second period is issued alone', async () => {
    const entrustmentIds = [await entrust(meiPhone, '3101-0001-0001'), await entrust(boPhone, '310100010002')]
    const siteKeys = ['3101 0001 0001', '3101 0001 0002'].map((value) => ({
      kind: 'gridAccount' as const,
      value,
    }))
    const draft = await opened(cooperative, '/v1/institution', pvRecord({ entrustmentIds, siteKeys }))
    expect(draft).toMatchObject({ status: 201, body: { state: 'draft', applicant: 'entrusted' } })
    const { projectId } = draft.body
    expect((await bodies.centre.get(`${DESK}/${projectId}`)).body.code).toBe('request.not-found')

    const target = `/v1/partners/${cooperative.institutionId}/projects/${projectId}/readings`
    const pushed = await pushReadings(world, institution, `${target}/april`, readingsOf(april))
    expect(pushed).toMatchObject({ status: 200, body: { rows: 30, counts: { accepted: 30, rejected: 0 } } })
    const path = `/v1/institution/projects/${projectId}`
    expect((await cooperative.send('POST', `${path}/application`)).body).toMatchObject({
      state: 'applied',
      reports: [{ reportNo: 1, readings: 30, reductionMilligrams: APRIL_MILLIGRAMS, state: 'handedIn' }],
    })
    expect((await approved(bodies, projectId)).body).toMatchObject({
      state: 'crediting',
      reports: [{ state: 'verified' }],
    })
    await signsIssue(bodies.exchange, projectId)
    const issued = await signsIssue(bodies.bureau, projectId)
    expect(issued.body).toMatchObject({
      state: 'tracking',
      reports: [
        {
          state: 'issued',
          issued: {
            cityMonth: '2026-04',
            methodologyClass: 'I',
            serialFrom: '1',
            serialTo: APRIL_MILLIGRAMS,
          },
        },
      ],
    })

    const invitedManager = await invited(world, cooperative, 'manager')
    world.clock.set('2026-06-02T09:00:00+08:00')
    const manager = await actAs(world, invitedManager.phone, invitedManager.memberId)
    const file = await sendFile(world, manager.token, `${path}/readings/may`, readingsOf(may))
    expect(file.body.counts).toEqual({ accepted: 31, duplicate: 0, conflict: 0, rejected: 0 })
    const reported = await manager.send('POST', `${path}/reports`, { period: may })
    expect(reported.body).toMatchObject({
      state: 'tracking',
      reports: [{}, { reportNo: 2, state: 'handedIn' }],
    })
    await bodies.centre.send('POST', `${DESK}/${projectId}/reports/2/verification`)
    await signsIssue(bodies.centre, projectId, 2)
    const second = await signsIssue(bodies.exchange, projectId, 2)
    expect(second.body.reports[1]).toMatchObject({
      state: 'issued',
      reductionMilligrams: MAY_MILLIGRAMS,
      issued: { cityMonth: '2026-05', serialFrom: '30240000001', serialTo: '61488000000' },
    })

    const totals = await ask(`${world.platform.url}/v1/scheme/totals`)
    expect(totals.body).toMatchObject({ issuedMilligrams: '61488000000', rides: '0' })
    const { sql } = world.platform.deps
    const ownerId = decodeId('org', cooperative.institutionId) ?? ''
    const held = await sql<{ city_month: string; balance: bigint }[]>`
      SELECT city_month, balance FROM ledger_account WHERE owner_id = ${ownerId} AND book = 'holding' ORDER BY city_month`
    expect(held.map(({ balance }) => String(balance))).toEqual([APRIL_MILLIGRAMS, MAY_MILLIGRAMS])
    const serials = await serialsOfHolding(sql, { ownerId, cityMonth: '2026-05', methodologyClass: 'I' })
    expect(serials).toMatchObject([{ from: 30_240_000_001n, to: 61_488_000_000n }])
    expect(await faults()).toEqual([])
  })
})

describe('a person', () => {
  const applied = async (): Promise<string> => {
    const { projectId } = (await opened(meiPhone, '/v1/me', pvRecord({ size: 8_000 }))).body
    const rows = readingsOf(april, { quantity: 30_000 })
    await sendFile(world, meiPhone.accessToken, `/v1/me/projects/${projectId}/readings/april`, rows)
    expect((await meiPhone.send('POST', `/v1/me/projects/${projectId}/application`)).body.state).toBe(
      'applied',
    )
    return projectId as string
  }

  it('is credited into her own account; what a project brings becomes no points, and leaves with her account', async () => {
    const projectId = await applied()
    await approved(bodies, projectId)
    await signsIssue(bodies.centre, projectId)
    await signsIssue(bodies.bureau, projectId)
    const { sql } = world.platform.deps
    const accountId = await accountIdOf(world, meiPhone)
    // 30 days of 30 kWh at 0.42 kg: 378 kg.
    expect(await remainingMilligramsOf(sql, accountId)).toBe(378_000_000)
    const key = { 'idempotency-key': randomUUID() }
    const converted = await meiPhone.send('POST', '/v1/me/conversions', { grams: 1 }, key)
    expect(converted.body.code).toBe('use.not-permitted-by-class')
    expect(await faults()).toEqual([])
    const closed = await meiPhone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    expect(closed.body).toMatchObject({ disposedMilligrams: 378_000_000 })
    expect(await faults()).toEqual([])
  })

  it('who closed her account is issued nothing more', async () => {
    const projectId = await applied()
    await approved(bodies, projectId)
    await meiPhone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    expect((await signsIssue(bodies.centre, projectId)).body.code).toBe('project.applicant-gone')
  })

  it('who closes her account while a project is undecided has it withdrawn, and what she entrusted ended', async () => {
    const projectId = await applied()
    const draft = await opened(meiPhone, '/v1/me', pvRecord({ name: '还没提交的项目' }))
    const entrustmentId = await entrust(meiPhone, '310100015555')
    const exported = JSON.stringify((await meiPhone.get('/v1/me/export')).body)
    for (const text of ['某小区屋顶光伏', '还没提交的项目', '310100015555']) expect(exported).toContain(text)
    await meiPhone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    const desk = await bodies.centre.get(`${DESK}/${projectId}`)
    expect(desk.body).toMatchObject({ state: 'withdrawn', reports: [{ state: 'returned' }] })
    const { sql } = world.platform.deps
    const [kept] = await sql`
      SELECT record ->> 'address' AS address, record -> 'siteKeys' AS "siteKeys", record -> 'meters' AS meters, (SELECT count(*)::int FROM project_entrustment WHERE ended_at IS NULL) AS entrusted
      FROM project WHERE project_id = ${decodeId('prj', draft.body.projectId as string) ?? ''}`
    expect(kept).toEqual({ address: '', siteKeys: [], meters: [], entrusted: 0 })
    // Nobody had applied with that site: its number is nowhere any more, and never was blank while it lived.
    const given = sql`
      SELECT key_value FROM project_entrustment WHERE entrustment_id = ${decodeId('ent', entrustmentId) ?? ''}`
    expect(await given).toEqual([{ key_value: '' }])
    await expect(sql`UPDATE project_entrustment SET ended_at = NULL WHERE key_value = ''`).rejects.toThrow(
      'project_entrustment_key_value_check',
    )
    expect(await faults()).toEqual([])
  })

  it('sees her own projects, and nobody else does', async () => {
    const projectId = await applied()
    expect((await meiPhone.get('/v1/me/projects')).body.items).toMatchObject([
      { projectId, applicant: 'person' },
    ])
    await bodies.bureau.get(`${DESK}/${projectId}`)
    expect((await meiPhone.get('/v1/me/reads')).body.items).toMatchObject([
      { purpose: { zh: '评审和跟踪减排项目' } },
    ])
    expect((await boPhone.get('/v1/me/projects')).body.items).toEqual([])
    expect((await boPhone.get(`/v1/me/projects/${projectId}`)).body.code).toBe('request.not-found')
    expect((await cooperative.get(`/v1/institution/projects/${projectId}`)).body.code).toBe(
      'request.not-found',
    )
    const act = await boPhone.send('POST', `/v1/me/projects/${projectId}/withdrawal`, { words: '不是我的' })
    expect(act.body.code).toBe('request.not-found')
  })
})
