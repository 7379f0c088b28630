import type { ProjectRecord } from '#contract'
import { decodeId } from '#domain/id'
import { auditEverything } from '#server/audit/index'
import {
  appliedProject,
  approved,
  DESK,
  employBodies,
  issuedProject,
  opened,
  pvRecord,
  readingsOf,
  sendFile,
  signsIssue,
  type Bodies,
  type Sending,
} from '#test/harness/project-world'
import { bo, mei, startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { faultsAfter } from '#test/harness/tampered'

/** What a roof yields on a day is issued once, whoever applies with the roof afterwards. */
let world: ResidentWorld
let meiPhone: Phone
let boPhone: Phone
let bodies: Bodies
beforeAll(async () => {
  world = await startResidentWorld()
  ;[meiPhone, boPhone] = [await world.resident(mei), await world.resident(bo)]
  bodies = await employBodies(world)
}, 60_000)
afterAll(() => world.close())

const ME = '/v1/me' as const
let roofs = 0
/** A record on a roof of its own. */
const roof = (): ProjectRecord => {
  const no = String((roofs += 1)).padStart(4, '0')
  return pvRecord({
    size: 8_000,
    siteKeys: [{ kind: 'gridAccount', value: `31010006${no}` }],
    meters: [{ meterNo: `METER-${no}`, measure: 'generated' }],
  })
}
const of = (sender: Phone, record: ProjectRecord): Sending => ({ prefix: ME, sender, record })
const end = (projectId: string) =>
  bodies.centre.send('POST', `${DESK}/${projectId}/end`, { words: '屋顶翻修，组件拆除' })
/** April of a roof is issued to Mei, and the project is over. */
const issuedAndEnded = async (record: ProjectRecord): Promise<string> => {
  const projectId = await issuedProject(world, bodies, of(meiPhone, record))
  expect((await end(projectId)).body.state).toBe('ended')
  return projectId
}
const rowsOf = ({ meters, period }: ProjectRecord): string =>
  readingsOf(period, { meterNo: meters[0]?.meterNo ?? '', quantity: 20_000 })
/** What applying with a record meets, and what its outlook said before. */
const refusalsOf = async (record: ProjectRecord): Promise<unknown[]> => {
  const { projectId } = (await opened(boPhone, ME, record)).body
  const path = `${ME}/projects/${projectId}`
  await sendFile(world, boPhone.accessToken, `${path}/readings/first`, rowsOf(record))
  const { from, to } = record.period
  const outlook = (await boPhone.get(`${path}/outlook?from=${from}&to=${to}`)).body
  return [outlook.refusal?.code ?? null, (await boPhone.send('POST', `${path}/application`)).body.code]
}
const faults = async (): Promise<unknown[]> => {
  const found: unknown[] = []
  await auditEverything(world.platform.deps.sql, (fault) => found.push(fault), world.platform.deps.crypto)
  return found
}

it('a day of a site or of a meter that was issued is in no other project, however its number is written', async () => {
  const first = roof()
  await issuedAndEnded(first)
  const refused = ['project.days-issued', 'project.days-issued']
  expect(await refusalsOf({ ...roof(), siteKeys: first.siteKeys })).toEqual(refused)
  const meters = first.meters.map((one) => ({ ...one, meterNo: one.meterNo.replace('-', '').toLowerCase() }))
  expect(await refusalsOf({ ...roof(), meters })).toEqual(refused)
  const lastDay = { from: '2026-04-30', to: '2026-05-02' }
  expect(await refusalsOf({ ...first, period: lastDay })).toEqual(refused)
  const firstDay = { from: '2026-03-20', to: '2026-04-02' }
  expect(await refusalsOf({ ...first, period: firstDay })).toEqual(refused)
})

it('its other days are free once the project is over, and an organisation’s code tells no roof from another', async () => {
  const creditCode = { kind: 'creditCode' as const, value: '91310000000000555X' }
  const first = roof()
  const named = { ...first, siteKeys: [...first.siteKeys, creditCode] }
  await issuedAndEnded(named)
  const before = { ...named, period: { from: '2026-03-01', to: '2026-04-01' } }
  const after = { ...named, period: { from: '2026-05-01', to: '2026-05-03' } }
  const march = await issuedProject(world, bodies, of(boPhone, before))
  await end(march)
  await issuedProject(world, bodies, of(boPhone, after))
  const another = roof()
  await issuedProject(world, bodies, of(boPhone, { ...another, siteKeys: [...another.siteKeys, creditCode] }))
  expect(await faults()).toEqual([])
  const met = await faultsAfter(
    world,
    `UPDATE project_report SET period_to = '2026-04-02' WHERE project_id = '${decodeId('prj', march)}'`,
  )
  expect(met).toContain('project_issuance: days of its site')
})

it('approval and issuing ask again', async () => {
  const record = roof()
  const first = await appliedProject(world, of(meiPhone, record))
  await approved(bodies, first)
  await signsIssue(bodies.exchange, first)
  // The site is set free by hand, as nothing the service does frees one that still may be issued.
  const { sql } = world.platform.deps
  const free = (projectId: string) =>
    sql`UPDATE project_site SET released_at = taken_at WHERE project_id = ${decodeId('prj', projectId) ?? null}`
  await free(first)
  const second = await appliedProject(world, of(boPhone, record))
  await free(second)
  const third = await appliedProject(world, of(boPhone, record))
  await approved(bodies, second)
  await signsIssue(bodies.exchange, second)
  expect((await signsIssue(bodies.bureau, first)).body.reports[0].state).toBe('issued')
  expect((await signsIssue(bodies.bureau, second)).body.code).toBe('project.days-issued')
  expect((await approved(bodies, third)).body.code).toBe('project.days-issued')
  expect((await bodies.centre.get(`${DESK}/${third}/evidence`)).body.refusal.code).toBe('project.days-issued')
})

it('of an issuing, an end and an application that race, the days are issued to one', async () => {
  const record = roof()
  const first = await appliedProject(world, of(meiPhone, record))
  await approved(bodies, first)
  await signsIssue(bodies.exchange, first)
  const { projectId: second } = (await opened(boPhone, ME, record)).body
  const path = `${ME}/projects/${second}`
  await sendFile(world, boPhone.accessToken, `${path}/readings/first`, rowsOf(record))
  const apply = () => boPhone.send('POST', `${path}/application`)
  await Promise.all([signsIssue(bodies.bureau, first), end(first), apply(), apply()])
  await apply()
  // Where the first was issued, nobody of the desk ever sees the second.
  if ((await bodies.centre.get(`${DESK}/${second}`)).status === 200) {
    await approved(bodies, second)
    for (const who of [bodies.exchange, bodies.bureau]) await signsIssue(who, second)
  }
  const ids = [first, second].map((id) => decodeId('prj', id as string) ?? null)
  const issued = await world.platform.deps.sql`
    SELECT FROM project_issuance WHERE project_id = ANY (${ids}::text[]::uuid[])`
  expect(issued.length).toBe(1)
})
