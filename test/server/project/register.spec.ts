import { randomUUID } from 'node:crypto'

import type { ProjectRecord, PublicProjectPage } from '#contract'
import { encodeId } from '#domain/id'
import { keepProjectMethodology } from '#server/project/index'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import {
  appliedProject,
  approved,
  DESK,
  employBodies,
  issuedProject,
  pvRecord,
  signsIssue,
  type Bodies,
  type Sending,
} from '#test/harness/project-world'
import {
  ask,
  bo,
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

let world: ResidentWorld
let meiPhone: Phone
let boPhone: Phone
let owner: Acting
let bodies: Bodies
beforeEach(async () => {
  world = await startResidentWorld()
  ;[meiPhone, boPhone] = [await world.resident(mei), await world.resident(bo)]
  owner = await ownerOf(world, await registerTestInstitution(world))
  bodies = await employBodies(world)
}, 60_000)
afterEach(() => world.close())

const asAnybody = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  ask(world.platform.url + path, { headers })
const listedAs = async (query = ''): Promise<PublicProjectPage> =>
  (await asAnybody(`/v1/projects${query}`)).body as PublicProjectPage

const MEIS_ROOF: Partial<ProjectRecord> = {
  name: '王梅家的屋顶',
  address: '崇明区某镇某村 8 号',
  size: 8_256,
  startDay: '2023-07-19',
  siteKeys: [{ kind: 'gridAccount', value: '3101 0007 7788' }],
  meters: [{ meterNo: 'METER-OF-MEI', measure: 'generated' }],
}

const applied = (sending: Sending): Promise<string> => appliedProject(world, sending)
const issued = (sending: Sending): Promise<string> => issuedProject(world, bodies, sending)
const ofMei = (): Sending => ({ prefix: '/v1/me', sender: meiPhone, record: pvRecord(MEIS_ROOF) })
const ofOwner = (change: Partial<ProjectRecord> = {}): Sending => ({
  ...{ prefix: '/v1/institution', sender: owner },
  record: pvRecord(change),
})

describe('the public register of projects', () => {
  it('shows an organisation’s project with its state, its dates and every serial range, to whoever asks', async () => {
    const projectId = await applied(ofOwner())
    expect(await listedAs()).toEqual({ items: [], total: 0, nextCursor: null })
    expect((await asAnybody(`/v1/projects/${projectId}`)).body.code).toBe('request.not-found')
    await approved(bodies, projectId)
    await signsIssue(bodies.exchange, projectId)
    await signsIssue(bodies.bureau, projectId)
    await bodies.centre.send('POST', `${DESK}/${projectId}/findings`, { words: '现场看过一次' })
    await bodies.centre.send('POST', `${DESK}/${projectId}/suspension`, { words: '电表在更换' })
    const { body } = await asAnybody(`/v1/projects/${projectId}`)
    expect(body).toEqual({
      ...{ projectId, kind: 'distributed-pv', applicant: 'institution', name: '某小区屋顶光伏' },
      kindName: { zh: '分布式光伏发电', en: 'Distributed photovoltaic power' },
      owner: { zh: expect.stringMatching(/^机构/), en: expect.stringMatching(/^Institution/) },
      district: '闵行区',
      methodology: { code: 'SHANGHAI-DISTRIBUTED-PV', version: 1 },
      size: { value: 800_000, unit: 'watt', isRounded: false },
      startYear: 2026,
      state: 'suspended',
      // 30 days of 20 kWh at 0.42 kg: 252 kg.
      issuedMilligrams: '252000000',
      creditable: { fromYear: 2026, toYear: 2051 },
      history: [
        { kind: 'approved', on: '2026-05-04', reasons: null },
        { kind: 'suspended', on: '2026-05-04', reasons: '电表在更换' },
      ],
      issued: [
        {
          reportNo: 1,
          period: { from: '2026-04-01', to: '2026-05-01' },
          months: { from: '2026-04', to: '2026-04' },
          methodology: { code: 'SHANGHAI-DISTRIBUTED-PV', version: 1 },
          ...{ methodologyClass: 'I', cityMonth: '2026-04', reductionMilligrams: '252000000' },
          ...{ serialFrom: '1', serialTo: '252000000', issuedOn: '2026-05-04' },
        },
      ],
    })
  })

  it('tells nothing by which a person could be known: no name, address, site, meter, exact size, day or words', async () => {
    const projectId = await issued(ofMei())
    await bodies.centre.send('POST', `${DESK}/${projectId}/suspension`, { words: '王梅家正在翻修' })
    const { body } = await asAnybody(`/v1/projects/${projectId}`)
    expect(body).toMatchObject({
      ...{ applicant: 'person', name: null, owner: null, district: '崇明区', startYear: 2023 },
      size: { value: 8_200, isRounded: true },
      creditable: { fromYear: 2023, toYear: 2048 },
      history: [{ kind: 'approved' }, { kind: 'suspended', reasons: null }],
      issued: [
        {
          ...{ period: null, months: { from: '2026-04', to: '2026-04' } },
          serialFrom: '1',
          serialTo: '252000000',
        },
      ],
    })
    const told = JSON.stringify([body, await listedAs()])
    const hers = ['王梅', '某镇', '8 号', '3101', '7788', 'METER-OF-MEI', '8256', '07-19', '04-01', '翻修']
    for (const secret of hers) expect(told).not.toContain(secret)
    // Whoever guesses her name does not find out that it is right.
    const totals = await Promise.all(
      ['王梅', '屋顶', '崇明'].map((text) => listedAs(`?text=${encodeURIComponent(text)}`)),
    )
    expect(totals.map(({ total }) => total)).toEqual([0, 0, 1])
  })

  it('hides the name and words of a project a person entrusted her site to, not the organisation that applied', async () => {
    const siteKeys = [{ kind: 'gridAccount' as const, value: '3101 0003 3333' }]
    const institutionId = owner.institutionId
    const given = await boPhone.send('POST', '/v1/me/project-entrustments', {
      institutionId,
      siteKey: siteKeys[0],
    })
    const entrustmentIds = [given.body.entrustmentId as string]
    const projectId = await issued(ofOwner({ name: '李波家阳台', siteKeys, entrustmentIds }))
    await bodies.centre.send('POST', `${DESK}/${projectId}/end`, { words: '李波搬走了' })
    const { body } = await asAnybody(`/v1/projects/${projectId}`)
    expect(body).toMatchObject({
      applicant: 'entrusted',
      name: null,
      owner: { zh: expect.any(String) },
      state: 'ended',
    })
    expect(JSON.stringify(body)).not.toContain('李波')
    expect((await listedAs(`?text=${encodeURIComponent('李波')}`)).total).toBe(0)
    const owners = `?text=${encodeURIComponent(body.owner.zh as string)}`
    expect((await listedAs(owners)).items.map((item) => item.projectId)).toEqual([projectId])
  })

  it('keeps telling of an organisation’s project when a stranger says she entrusts its site, to whomever', async () => {
    const projectId = await issued(ofOwner())
    await bodies.centre.send('POST', `${DESK}/${projectId}/suspension`, { words: '电表在更换' })
    const told = async () => (await asAnybody(`/v1/projects/${projectId}`)).body
    const before = await told()
    const other = await ownerOf(world, await registerTestInstitution(world))
    for (const { institutionId } of [other, owner]) {
      const siteKey = { kind: 'gridAccount', value: '3101 0001 0001' }
      const given = await meiPhone.send('POST', '/v1/me/project-entrustments', { institutionId, siteKey })
      expect([given.status, await told()]).toEqual([201, before])
    }
    expect(before).toMatchObject({ name: '某小区屋顶光伏', history: [{}, { reasons: '电表在更换' }] })
  })

  it('is filtered by kind, state and district, and an address that names two districts is in none', async () => {
    const herId = await issued(ofMei())
    const site = (value: string) => [{ kind: 'gridAccount' as const, value }]
    const meters = [{ meterNo: 'PV-METER-2', measure: 'generated' }]
    const between = await issued(
      ofOwner({ address: '徐汇区和闵行区交界', siteKeys: site('310100024444'), meters }),
    )
    const stopped = await bodies.centre.send('POST', `${DESK}/${herId}/suspension`, { words: '核对中' })
    expect(stopped).toMatchObject({ status: 200, body: { state: 'suspended' } })
    const ids = async (query: string) => (await listedAs(query)).items.map((item) => item.projectId)
    expect(await ids('')).toEqual([between, herId])
    expect(await ids('?kind=distributed-pv&state=suspended')).toEqual([herId])
    expect(await ids('?kind=forestry')).toEqual([])
    expect(await ids(`?district=${encodeURIComponent('崇明区')}`)).toEqual([herId])
    expect(await ids(`?district=${encodeURIComponent('徐汇区')}`)).toEqual([])
    expect((await listedAs()).items[0]?.district).toBeNull()
    expect((await asAnybody('/v1/projects?state=review')).body.code).toBe('request.invalid')
    expect((await asAnybody('/v1/projects?cursor=nothing-of-ours')).body.code).toBe('request.invalid')
  })

  it('comes in pages that a new project does not shift, and unchanged it is sent a tag only', async () => {
    const { sql } = world.platform.deps
    const first = await issued(ofOwner())
    // Twenty more of the same, older and in states of their own: what is asked here is the paging.
    await sql`
      WITH kept AS (SELECT * FROM project LIMIT 1), made AS (
        INSERT INTO project SELECT gen_random_uuid(), account_id, institution_id, n::text, request_digest, 'ended', NULL, round, record,
          opened_at, NULL, '已结束' FROM kept, generate_series(1, 20) AS n RETURNING project_id
      ), reported AS (
        INSERT INTO project_report SELECT made.project_id, report_no, period_from, period_to, methodology_no, readings, totals,
          reduction_milligrams, evidence_digest, 'returned', handed_in_at, NULL, NULL, NULL
        FROM made, (SELECT * FROM project_report LIMIT 1) AS report RETURNING project_id
      )
      INSERT INTO project_round SELECT reported.project_id, round, report_no, record, review_digest, applied_at
      FROM reported, (SELECT * FROM project_round LIMIT 1) AS round`
    const page = await listedAs()
    expect([page.items.length, page.total]).toEqual([20, 21])
    const rest = await listedAs(`?cursor=${page.nextCursor}`)
    expect([rest.items.length, rest.total, rest.nextCursor]).toEqual([1, 21, null])
    const all = [...page.items, ...rest.items].map((item) => item.projectId)
    expect([new Set(all).size, all.includes(first)]).toEqual([21, true])

    for (const path of [
      `/v1/projects/${first}`,
      '/v1/projects',
      '/v1/methodology-register',
      '/v1/scenes/metro',
    ]) {
      const { headers, status } = await asAnybody(path)
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, no-cache'])
      const again = await asAnybody(path, { 'if-none-match': headers.get('etag') ?? '' })
      expect([again.status, again.body]).toEqual([304, null])
      expect((await asAnybody(path, { 'if-none-match': '"another"' })).status).toBe(200)
    }
  })
})

it('the database writes an id as it is written on the wire', async () => {
  const uuids = [randomUUID(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const rows = await world.platform.deps.sql<{ id: string; wire: string }[]>`
    SELECT id, wire_id('ent', id) AS wire FROM unnest(${uuids}::text[]::uuid[]) AS asked (id)`
  expect(rows.map(({ wire }) => wire)).toEqual(rows.map(({ id }) => encodeId('ent', id)))
})

it('two versions of a methodology for projects are compared field by field', async () => {
  const pv = (await asAnybody('/v1/project-methodologies')).body.items[0]
  const next = { ...pv, version: 2, validFrom: '2030-01-01', term: null }
  const older = { ...pv, code: 'TEST-PV', version: 1, kind: 'test-pv', validTo: '2030-01-01' }
  await keepProjectMethodology(world.platform.deps, older)
  await keepProjectMethodology(world.platform.deps, { ...next, code: 'TEST-PV', kind: 'test-pv' })
  const { body } = await asAnybody('/v1/project-methodologies/TEST-PV/differences?from=1&to=2')
  expect(body.items.map(({ field }: { field: string }) => field)).toEqual(['validFrom', 'validTo', 'term'])
  expect(body.items[2]).toMatchObject({ before: { years: 25 }, after: null })
  const missing = await asAnybody('/v1/project-methodologies/TEST-PV/differences?from=1&to=3')
  expect(missing.body.code).toBe('request.not-found')
})
