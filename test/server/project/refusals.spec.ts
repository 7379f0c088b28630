import { randomUUID } from 'node:crypto'

import type { ProjectRecord } from '#contract'
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
  bo,
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { employ, type Caller } from '#test/harness/review-world'

let world: ResidentWorld
let meiPhone: Phone
let institution: TestInstitution
let owner: Acting
let bodies: Bodies
let sites = 0
beforeAll(async () => {
  world = await startResidentWorld()
  meiPhone = await world.resident(mei)
  institution = await registerTestInstitution(world)
  owner = await ownerOf(world, institution)
  bodies = await employBodies(world)
}, 60_000)
afterAll(() => world.close())

const april = { from: '2026-04-01', to: '2026-05-01' }
const codeOf = (answer: Answer): unknown => answer.body.code

/** A record on a site of its own. */
const record = (change: Partial<ProjectRecord> = {}): ProjectRecord => {
  sites += 1
  const no = String(sites).padStart(4, '0')
  return pvRecord({
    siteKeys: [{ kind: 'gridAccount', value: `31010002${no}` }],
    meters: [{ meterNo: `METER-${no}`, measure: 'generated' }],
    ...change,
  })
}
const meterOf = ({ meters }: ProjectRecord): { meterNo: string } => ({ meterNo: meters[0]?.meterNo ?? '' })
const gridAccountOf = ({ siteKeys }: ProjectRecord): string => siteKeys[0]?.value ?? ''

const drafted = async (told: ProjectRecord, rows = readingsOf(april, meterOf(told))): Promise<string> => {
  const { projectId } = (await opened(owner, '/v1/institution', told)).body
  if (rows !== '')
    await sendFile(world, owner.token, `/v1/institution/projects/${projectId}/readings/first`, rows)
  return projectId as string
}
const applies = (projectId: string): Promise<Answer> =>
  owner.send('POST', `/v1/institution/projects/${projectId}/application`)
const applied = async (told: ProjectRecord = record()): Promise<string> => {
  const projectId = await drafted(told)
  expect(await applies(projectId)).toMatchObject({ status: 200, body: { state: 'applied' } })
  return projectId
}
const desk = (projectId: string, act: string, body?: object, who: Caller = bodies.centre): Promise<Answer> =>
  who.send('POST', `${DESK}/${projectId}/${act}`, body)
const words = { words: '按规定处理' }
const excluded = (change: object): Promise<Answer> =>
  bodies.centre.send('POST', '/v1/staff/exclusions', {
    scheme: 'ets',
    schemeName: '上海碳市场',
    from: '2025-01-01',
    to: null,
    source: '纳管单位名单',
    ...change,
  })

describe('an application', () => {
  it.each([
    ['1.2 MW', { size: 1_200_000 }, 'project.size-exceeded'],
    ['26 years', { startDay: '2000-03-01' }, 'project.term-over'],
    ['another scheme by its own word', { otherScheme: 'VCS' }, 'project.in-other-scheme'],
    ['a kind nobody published', { kind: 'tidal' }, 'project.kind-unknown'],
    [
      'days before its methodology',
      { period: { from: '2024-02-01', to: '2024-03-02' } },
      'project.kind-unknown',
    ],
    ['a period that runs', { period: { from: '2026-05-01', to: '2026-06-01' } }, 'project.period-open'],
    ['a period of two years', { period: { from: '2024-04-01', to: '2026-04-01' } }, 'project.period-invalid'],
    [
      'a site without a name',
      { siteKeys: [{ kind: 'projectNo' as const, value: 'P-0001' }] },
      'project.site-unnamed',
    ],
    ['no reading', { period: { from: '2026-02-01', to: '2026-03-01' } }, 'project.nothing-measured'],
  ])('of %s is refused by name', async (_, change, name) => {
    expect(codeOf(await applies(await drafted(record(change))))).toBe(name)
  })

  it.each([
    ['ets', 'project.site-in-ets'],
    ['ccer', 'project.site-in-ccer'],
    ['other', 'project.in-other-scheme'],
  ])(
    'on a site of the list (%s) is refused by name, whatever way its number is written',
    async (scheme, name) => {
      const told = record()
      const value = gridAccountOf(told).replace(/(.{4})/, '$1 ')
      const entry = await excluded({ scheme, siteKey: { kind: 'gridAccount', value } })
      expect(entry.status).toBe(201)
      const projectId = await drafted(told)
      expect(codeOf(await applies(projectId))).toBe(name)
      const ending = { to: '2026-04-01', reasons: '退出' }
      await bodies.centre.send('POST', `/v1/staff/exclusions/${entry.body.entryId}/end`, ending)
      expect((await applies(projectId)).status).toBe(200)
    },
  )

  it('is held against the organisation of its site and its meters too', async () => {
    const told = record()
    await excluded({ siteKey: { kind: 'meter', value: meterOf(told).meterNo.toLowerCase() } })
    expect(codeOf(await applies(await drafted(told)))).toBe('project.site-in-ets')
    const creditCode = { kind: 'creditCode' as const, value: '91310000000000777X' }
    await excluded({ siteKey: creditCode })
    const own = record()
    const onTheirs = { ...own, siteKeys: [...own.siteKeys, creditCode] }
    expect(codeOf(await applies(await drafted(onTheirs)))).toBe('project.site-in-ets')
  })

  it('is held against the organisation that applies for itself, though it names no code of its own', async () => {
    const listed = await registerTestInstitution(world)
    const unit = await ownerOf(world, listed)
    const said = async (told: ProjectRecord): Promise<unknown> => {
      const { projectId } = (await opened(unit, '/v1/institution', told)).body
      const path = `/v1/institution/projects/${projectId}`
      await sendFile(world, unit.token, `${path}/readings/first`, readingsOf(april, meterOf(told)))
      const outlook = await unit.get(`${path}/outlook?from=${april.from}&to=${april.to}`)
      const answer = await unit.send('POST', `${path}/application`)
      expect(outlook.body.refusal?.code ?? null).toBe(answer.body.code ?? null)
      return answer.body.code ?? answer.body.state
    }
    await excluded({ siteKey: { kind: 'creditCode', value: listed.creditCode } })
    expect(await said(record())).toBe('project.site-in-ets')
    // The roof somebody entrusts to it is hers and not the unit's.
    const hers = record()
    const boPhone = await world.resident(bo)
    const given = await boPhone.send('POST', '/v1/me/project-entrustments', {
      institutionId: unit.institutionId,
      siteKey: hers.siteKeys[0],
    })
    expect(await said({ ...hers, entrustmentIds: [given.body.entrustmentId] })).toBe('applied')
  })

  it('is held against the organisations that entrusted its sites, when it is approved and issued too', async () => {
    const listed = await registerTestInstitution(world)
    const unit = await ownerOf(world, listed)
    const told = record()
    const given = await unit.send('POST', '/v1/institution/project-entrustments', {
      institutionId: owner.institutionId,
      siteKey: told.siteKeys[0],
    })
    const projectId = await applied({ ...told, entrustmentIds: [given.body.entrustmentId] })
    const siteKey = { kind: 'creditCode', value: listed.creditCode }
    const entry = await excluded({ siteKey })
    expect(codeOf(await approved(bodies, projectId))).toBe('project.site-in-ets')
    expect((await bodies.centre.get(`${DESK}/${projectId}/evidence`)).body).toMatchObject({
      exclusions: [{ scheme: 'ets', siteKey }],
      refusal: { code: 'project.site-in-ets' },
    })
    const ending = { to: '2026-04-01', reasons: '退出' }
    await bodies.centre.send('POST', `/v1/staff/exclusions/${entry.body.entryId}/end`, ending)
    expect((await approved(bodies, projectId)).body.state).toBe('crediting')
    await excluded({ siteKey, from: '2026-04-30' })
    expect(codeOf(await signsIssue(bodies.exchange, projectId))).toBe('project.site-in-ets')
  })

  it('takes its site: another cannot have it before it is free again', async () => {
    const told = record()
    const first = await applied(told)
    const second = await drafted(told)
    expect(codeOf(await applies(second))).toBe('project.site-taken')
    const withdrawal = `/v1/institution/projects/${first}/withdrawal`
    expect((await owner.send('POST', withdrawal, words)).body).toMatchObject({ state: 'withdrawn' })
    expect(codeOf(await owner.send('POST', withdrawal, words))).toBe('project.already-decided')
    expect((await applies(second)).status).toBe(200)
    expect(codeOf(await applies(second))).toBe('project.not-with-applicant')
    const put = await owner.send('PUT', `/v1/institution/projects/${second}/record`, { record: told })
    expect(codeOf(put)).toBe('project.not-with-applicant')
  })

  it('of two that race for one site one alone gets it', async () => {
    const told = record()
    const both = [await drafted(told), await drafted(told)]
    const answers = await Promise.all(both.map(applies))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('needs days and institutions that are', async () => {
    const wrong = (change: Partial<ProjectRecord>) => opened(owner, '/v1/institution', record(change))
    expect(codeOf(await wrong({ startDay: '2026-02-30' }))).toBe('request.invalid')
    expect(codeOf(await wrong({ period: { from: '2026-02-30', to: '2026-03-01' } }))).toBe('request.invalid')
    expect(codeOf(await wrong({ pusherId: 'org_00000000000000000000000000' }))).toBe(
      'project.institution-unknown',
    )
    const twice = ['AB-12345', 'ab12345'].map((meterNo) => ({ meterNo, measure: 'generated' }))
    expect(codeOf(await wrong({ meters: twice }))).toBe('project.meter-twice')
    const blank = [{ kind: 'gridAccount' as const, value: '- - -' }]
    expect(codeOf(await wrong({ siteKeys: blank }))).toBe('request.invalid')
  })

  it('opened again with its key is the same one; with another text under it refused', async () => {
    const [key, told] = [randomUUID(), record()]
    const first = await opened(owner, '/v1/institution', told, key)
    expect((await opened(owner, '/v1/institution', told, key)).body).toEqual(first.body)
    expect(codeOf(await opened(owner, '/v1/institution', record(), key))).toBe('request.key-reused')
    expect(codeOf(await owner.send('POST', '/v1/institution/projects', { record: told }))).toBe(
      'request.invalid',
    )
  })

  it('is not for a cashier, nor for somebody without an account', async () => {
    const shop = await owner.send('POST', '/v1/institution/shops', {
      name: { zh: '店', en: 'Shop' },
      address: '某路 1 号',
    })
    const cashier = await invited(world, owner, 'cashier', [shop.body.shopId])
    expect(codeOf(await opened(cashier, '/v1/institution', record()))).toBe('access.not-permitted')
    const visitor = await world.signIn({ ...bo, subject: 'no-account', personId: 'SIM000000000000777' })
    expect(codeOf(await opened(visitor, '/v1/me', record()))).toBe('account.not-open')
  })
})

describe('an entrusted party', () => {
  it('needs a living entrustment for every site, at application and at issuing', async () => {
    const give = (phone: Phone, value: string) =>
      phone.send('POST', '/v1/me/project-entrustments', {
        institutionId: owner.institutionId,
        siteKey: { kind: 'gridAccount', value },
      })
    const told = record()
    const given = await give(meiPhone, gridAccountOf(told))
    const { entrustmentId } = given.body
    expect((await give(meiPhone, gridAccountOf(told))).body).toEqual(given.body)
    const more = [...told.siteKeys, { kind: 'gridAccount' as const, value: '310199990001' }]
    const two = await drafted({ ...told, siteKeys: more, entrustmentIds: [entrustmentId] })
    const lacking = await applies(two)
    expect(lacking.body).toMatchObject({ code: 'project.entrustment-missing', where: '310199990001' })
    const one = await applied({ ...told, entrustmentIds: [entrustmentId] })
    await approved(bodies, one)
    await signsIssue(bodies.centre, one)
    const ended = await meiPhone.send('DELETE', `/v1/me/project-entrustments/${entrustmentId}`)
    expect(ended.body.endedAt).not.toBeNull()
    expect(codeOf(await signsIssue(bodies.bureau, one))).toBe('project.entrustment-missing')
    const list = (await meiPhone.get('/v1/me/project-entrustments')).body.items
    expect(list).toMatchObject([{ entrustmentId, siteKey: { value: gridAccountOf(told) } }])
  })

  it('is an institution that is, and not the owner itself; a site is one that methodologies know', async () => {
    const send = (who: Pick<Phone, 'send'>, prefix: string, body: object) =>
      who.send('POST', `${prefix}/project-entrustments`, body)
    const siteKey = { kind: 'gridAccount', value: '310100009999' }
    const nobody = { institutionId: 'org_00000000000000000000000000', siteKey }
    expect(codeOf(await send(meiPhone, '/v1/me', nobody))).toBe('project.institution-unknown')
    const self = { institutionId: owner.institutionId, siteKey }
    expect(codeOf(await send(owner, '/v1/institution', self))).toBe('project.institution-unknown')
    const other = await ownerOf(world, await registerTestInstitution(world))
    expect((await send(other, '/v1/institution', self)).status).toBe(201)
    const meter = { ...self, siteKey: { kind: 'meter', value: 'M-0001' } }
    expect(codeOf(await send(meiPhone, '/v1/me', meter))).toBe('request.invalid')
    const gone = await meiPhone.send('DELETE', '/v1/me/project-entrustments/ent_00000000000000000000000000')
    expect(codeOf(gone)).toBe('request.not-found')
  })
})

describe('readings', () => {
  const pathOf = (projectId: string, pushId: string) =>
    `/v1/institution/projects/${projectId}/readings/${pushId}`
  const line = (told: ProjectRecord, change: object = {}): string =>
    JSON.stringify({ ...meterOf(told), measure: 'generated', day: '2026-04-02', quantity: 5, ...change })

  it('get a verdict a line, and a retry gets the stored ones byte for byte', async () => {
    const told = record()
    const projectId = await drafted(told, '')
    const rows = [
      line(told),
      line(told),
      line(told, { quantity: 6 }),
      line(told, { quantity: 7, revision: 2 }),
      line(told, { quantity: 8, revision: 1 }),
      line(told, { meterNo: 'NO-SUCH-METER' }),
      line(told, { day: '2026-05-04' }),
      line(told, { day: '2025-12-31' }),
      line(told, { day: '2026-04-03', quantity: 19_200_001 }),
      line(told, { day: '2026-02-30' }),
      line(told, { phone: '13800000000' }),
      line(told).replace('"quantity":5', '"quantity":5.00'),
      line(told).replace('"quantity":5', '"quantity":5,"quantity":6'),
      '{"meterNo":{"a":1}}',
      'nonsense',
      ' '.repeat(600),
    ]
    const answer = await sendFile(world, owner.token, pathOf(projectId, 'one'), rows.join('\n'))
    const verdicts = answer.body.verdicts as { verdict: string; code?: string; field?: string }[]
    expect(
      verdicts.map(({ verdict, code, field }) => [code ?? verdict, field].filter(Boolean).join(' ')),
    ).toEqual([
      'accepted',
      'duplicate',
      'conflict',
      'accepted',
      'reading.superseded',
      'reading.meter-unknown',
      'reading.day-outside',
      'reading.day-outside',
      'reading.implausible',
      'row.field-invalid /day',
      'row.field-invalid /',
      'row.field-invalid /quantity',
      'row.duplicate-key',
      'row.too-deep',
      'row.malformed',
      'row.too-long',
    ])
    world.clock.advanceSeconds(60)
    expect((await sendFile(world, owner.token, pathOf(projectId, 'one'), rows.join('\n'))).body).toEqual(
      answer.body,
    )
    expect((await owner.get(pathOf(projectId, 'one'))).body).toEqual(answer.body)
    expect(codeOf(await sendFile(world, owner.token, pathOf(projectId, 'one'), line(told)))).toBe(
      'push.conflict',
    )
    expect(codeOf(await owner.get(pathOf(projectId, 'two')))).toBe('request.not-found')
    expect(codeOf(await sendFile(world, owner.token, pathOf(projectId, 'empty'), ''))).toBe('push.empty')
    const many = 'x\n'.repeat(10_001)
    expect(codeOf(await sendFile(world, owner.token, pathOf(projectId, 'many'), many))).toBe(
      'push.too-many-rows',
    )
    const large = ' '.repeat(2 * 1024 * 1024 + 1)
    expect(codeOf(await sendFile(world, owner.token, pathOf(projectId, 'large'), large))).toBe(
      'request.too-large',
    )
  })

  it('of several meters are held against the installation: what they make of a day together, whatever the record once said', async () => {
    const told = record({ meters: [] })
    const meters = ['EAST-1', 'WEST-1'].map((meterNo) => ({ meterNo, measure: 'generated' }))
    const projectId = await drafted({ ...told, meters }, '')
    const send = async (pushId: string, lines: readonly string[]) =>
      (await sendFile(world, owner.token, pathOf(projectId, pushId), lines.join('\n'))).body.verdicts.map(
        ({ code, verdict }: { code?: string; verdict: string }) => code ?? verdict,
      )
    const of = (meterNo: string, quantity: number, change: object = {}) =>
      line(told, { meterNo, quantity, ...change })
    // 0.8 MW: 19,200 kWh a day.
    expect(await send('one', [of('EAST-1', 10_000_000), of('WEST-1', 9_200_001)])).toEqual([
      'accepted',
      'reading.implausible',
    ])
    expect(await send('two', [of('WEST-1', 9_200_000), of('WEST-1', 9_200_001, { revision: 1 })])).toEqual([
      'accepted',
      'reading.implausible',
    ])
    const another = { day: '2026-04-03' }
    expect(await send('three', [of('WEST-1', 19_200_000, another)])).toEqual(['accepted'])

    // A record that leaves a meter out does not make room for more than its readings may come to.
    const amend = (change: Partial<ProjectRecord>) =>
      owner.send('PUT', `/v1/institution/projects/${projectId}/record`, {
        record: { ...told, meters, ...change },
      })
    await amend({ meters: meters.slice(0, 1) })
    expect(await send('four', [of('EAST-1', 19_200_000, another)])).toEqual(['accepted'])
    await amend({})
    const refused = { code: 'project.readings-implausible', where: '2026-04-03' }
    expect((await applies(projectId)).body).toMatchObject(refused)
    const outlook = await owner.get(
      `/v1/institution/projects/${projectId}/outlook?from=2026-04-01&to=2026-05-01`,
    )
    expect(outlook.body.refusal).toMatchObject({ code: refused.code })
    // It is mended meter by meter.
    const mended = [of('EAST-1', 9_000_000, { ...another, revision: 1 })]
    expect(await send('five', mended)).toEqual(['accepted'])
    expect((await applies(projectId)).body).toMatchObject(refused)
    expect(await send('six', [of('WEST-1', 10_200_000, { ...another, revision: 1 })])).toEqual(['accepted'])
    expect((await applies(projectId)).body.reports).toMatchObject([{ totals: { generated: '38400000' } }])
  })

  it('are pushed by the institution that runs it or the one it names, signed; a body changed on its way is nothing', async () => {
    const grid = await registerTestInstitution(world)
    const gridOwner = await ownerOf(world, grid)
    const told = record({ pusherId: gridOwner.institutionId })
    const { projectId } = (await opened(meiPhone, '/v1/me', told)).body
    const target = (institutionId: string, pushId: string) =>
      `/v1/partners/${institutionId}/projects/${projectId}/readings/${pushId}`
    const rows = readingsOf(april, meterOf(told))
    const tampered = await pushReadings(world, grid, target(gridOwner.institutionId, 'a'), rows, (text) =>
      text.replace('2400000', '9400000'),
    )
    expect(codeOf(tampered)).toBe('digest.mismatch')
    const pushed = await pushReadings(world, grid, target(gridOwner.institutionId, 'a'), rows)
    expect(pushed.body.counts.accepted).toBe(30)
    expect((await pushReadings(world, grid, target(gridOwner.institutionId, 'a'), rows)).body).toEqual(
      pushed.body,
    )
    const stranger = await pushReadings(world, institution, target(owner.institutionId, 'b'), rows)
    expect(codeOf(stranger)).toBe('request.not-found')
    const inAnothersName = await pushReadings(world, institution, target(gridOwner.institutionId, 'b'), rows)
    expect(codeOf(inAnothersName)).toBe('signature.wrong-institution')
  })

  it('of a period that was handed in wait until it comes back; then a correction counts, and the new figure is reviewed', async () => {
    const told = record()
    const projectId = await applied(told)
    const correction = line(told, { quantity: 1_000_000, revision: 1 })
    const late = await sendFile(world, owner.token, pathOf(projectId, 'late'), correction)
    expect(late.body.verdicts).toMatchObject([{ code: 'reading.period-reported' }])
    expect(codeOf(await desk(projectId, 'return', words, bodies.bureau))).toBe('access.not-permitted')
    expect((await desk(projectId, 'return', { words: '请更正 4 月 2 日读数' })).body).toMatchObject({
      state: 'returned',
      reports: [{ state: 'returned', returnedReasons: '请更正 4 月 2 日读数' }],
    })
    expect(codeOf(await desk(projectId, 'return', words))).toBe('project.not-returnable')
    await sendFile(world, owner.token, pathOf(projectId, 'corrected'), correction)
    const again = await applies(projectId)
    expect(again.body).toMatchObject({ state: 'applied', round: 2 })
    // 29 days of 2,400 kWh and one of 1,000: 70,600 kWh.
    expect(again.body.reports[1]).toMatchObject({ reportNo: 2, reductionMilligrams: '29652000000' })
    await approved(bodies, projectId)
    await signsIssue(bodies.centre, projectId, 2)
    expect((await signsIssue(bodies.exchange, projectId, 2)).body).toMatchObject({ state: 'tracking' })
  })

  it('of a project that is over are not taken', async () => {
    const told = record()
    const projectId = await applied(told)
    await owner.send('POST', `/v1/institution/projects/${projectId}/withdrawal`, words)
    const answer = await sendFile(world, owner.token, pathOf(projectId, 'after'), line(told))
    expect(codeOf(answer)).toBe('project.already-decided')
  })
})

type Role = 'centre' | 'exchange' | 'bureau'
const PAIRS: [Role, Role][] = [
  ['centre', 'exchange'],
  ['centre', 'bureau'],
  ['exchange', 'centre'],
  ['exchange', 'bureau'],
  ['bureau', 'centre'],
  ['bureau', 'exchange'],
]

describe('a review', () => {
  const digestOf = async (projectId: string): Promise<string> =>
    (await bodies.centre.get(`${DESK}/${projectId}`)).body.reviewDigest as string
  const verdict = async (projectId: string, who: Caller, said = 'approve'): Promise<Answer> =>
    desk(projectId, 'verdicts', { verdict: said, ...words, digest: await digestOf(projectId) }, who)
  const underReview = async (): Promise<string> => {
    const projectId = await applied()
    await desk(projectId, 'acceptance')
    return projectId
  }

  it.each(PAIRS)('is decided by %s and %s, each once', async (first, second) => {
    const projectId = await underReview()
    expect((await verdict(projectId, bodies[first])).body.state).toBe('review')
    expect(codeOf(await verdict(projectId, bodies[first]))).toBe('project.second-person-needed')
    expect((await verdict(projectId, bodies[second])).body.state).toBe('crediting')
    expect(codeOf(await verdict(projectId, bodies[second]))).toBe('project.not-under-review')
  })

  it('is not decided by two people of one body, nor by one whose office changed, nor by a district', async () => {
    const projectId = await underReview()
    await verdict(projectId, bodies.centre)
    expect(codeOf(await verdict(projectId, bodies.centreToo))).toBe('project.second-body-needed')
    const moved = await employ(world, 'moving', 'exchange')
    const another = await underReview()
    await verdict(another, moved)
    await world.platform.deps.sql`UPDATE staff SET role = 'bureau' WHERE staff_id = 'moving'`
    world.clock.advanceSeconds(3600)
    owner = await actAs(world, owner.phone, owner.memberId)
    expect(codeOf(await verdict(another, moved))).toBe('project.second-person-needed')
    await world.platform.deps.sql`UPDATE staff SET role = 'exchange' WHERE staff_id = 'moving'`
    const district = await employ(world, 'minhang', 'district')
    expect(codeOf(await verdict(another, district))).toBe('access.not-permitted')
  })

  it('that does not agree waits for the third body; refused, the site is free and nothing is issued', async () => {
    const projectId = await underReview()
    await verdict(projectId, bodies.centre)
    expect((await verdict(projectId, bodies.exchange, 'refuse')).body.state).toBe('review')
    const refused = await verdict(projectId, bodies.bureau, 'refuse')
    expect(refused.body).toMatchObject({
      state: 'refused',
      closedReasons: words.words,
      reports: [{ state: 'returned' }],
    })
    expect(codeOf(await signsIssue(bodies.centre, projectId))).toBe('project.report-not-open')
  })

  it('is of the very text that was read, and of a project that still may be credited', async () => {
    const told = record()
    const projectId = await applied(told)
    const early = { verdict: 'approve', ...words, digest: await digestOf(projectId) }
    expect(codeOf(await desk(projectId, 'verdicts', early))).toBe('project.not-under-review')
    await desk(projectId, 'acceptance')
    expect(codeOf(await desk(projectId, 'acceptance'))).toBe('project.not-applied')
    const wrong = { ...early, digest: '00'.repeat(32) }
    expect(codeOf(await desk(projectId, 'verdicts', wrong))).toBe('project.text-changed')
    await excluded({ siteKey: { kind: 'gridAccount', value: gridAccountOf(told) } })
    expect(codeOf(await verdict(projectId, bodies.centre))).toBe('project.site-in-ets')
    expect((await verdict(projectId, bodies.centre, 'refuse')).status).toBe(200)
  })

  it('that is late is on a list that says what is owed', async () => {
    const projectId = await applied()
    const of = async () =>
      (await bodies.bureau.get('/v1/staff/overdue-projects')).body.items.filter(
        (item: { projectId: string }) => item.projectId === projectId,
      )
    expect(await of()).toEqual([])
    const now = world.clock.now().toISOString()
    world.clock.set('2026-05-15T00:00:00+08:00')
    expect(await of()).toMatchObject([{ owes: 'check', reportNo: null }])
    await desk(projectId, 'acceptance')
    expect(await of()).toEqual([])
    world.clock.set('2026-06-05T00:00:00+08:00')
    expect(await of()).toMatchObject([{ owes: 'review' }])
    for (const who of [bodies.centre, bodies.bureau]) await verdict(projectId, who)
    expect(await of()).toEqual([])
    // Whoever signed in a month ago has to sign in anew.
    const later = await ownerOf(world, institution)
    const path = `/v1/institution/projects/${projectId}`
    const { meters } = (await later.get(path)).body.record
    const may = { from: '2026-05-01', to: '2026-06-01' }
    const rows = readingsOf(may, { meterNo: meters[0].meterNo })
    const sent = await sendFile(world, later.token, `${path}/readings/may`, rows)
    expect(sent.body).toMatchObject({ counts: { accepted: 31 } })
    expect(await later.send('POST', `${path}/reports`, { period: may })).toMatchObject({
      status: 200,
      body: { state: 'crediting' },
    })
    world.clock.set('2026-06-26T00:00:00+08:00')
    expect(await of()).toMatchObject([{ owes: 'verification', reportNo: 2 }])
    // Nobody owes what nobody may do; taken up again, it stands as late as it is.
    await desk(projectId, 'suspension', words)
    expect(await of()).toEqual([])
    await bodies.centreToo.send('POST', `${DESK}/${projectId}/resumption`, words)
    expect(await of()).toMatchObject([{ owes: 'verification', reportNo: 2 }])
    await desk(projectId, 'reports/2/verification')
    expect(await of()).toEqual([])
    world.clock.set(now)
  })
})

describe('an issuing', () => {
  const reviewed = async (told = record()): Promise<string> => {
    const projectId = await applied(told)
    await approved(bodies, projectId)
    return projectId
  }

  it.each(PAIRS)('is signed by %s and %s, each once, and once only', async (first, second) => {
    const projectId = await reviewed()
    expect((await signsIssue(bodies[first], projectId)).body.reports[0].state).toBe('verified')
    expect(codeOf(await signsIssue(bodies[first], projectId))).toBe('project.second-person-needed')
    const issued = await signsIssue(bodies[second], projectId)
    expect(issued.body.reports[0].state).toBe('issued')
    // Whoever signed and lost the answer finds it issued, and nothing is issued again.
    expect((await signsIssue(bodies[second], projectId)).body.reports).toEqual(issued.body.reports)
    const third = (['centre', 'exchange', 'bureau'] as const).find(
      (role) => role !== first && role !== second,
    )
    expect(codeOf(await signsIssue(bodies[third ?? 'centre'], projectId))).toBe('project.report-not-open')
  })

  it('is not signed by two people of one body', async () => {
    const projectId = await reviewed()
    await signsIssue(bodies.centre, projectId)
    expect(codeOf(await signsIssue(bodies.centreToo, projectId))).toBe('project.second-body-needed')
  })

  it('asks the exclusion list again, and the state of the project', async () => {
    const told = record()
    const projectId = await reviewed(told)
    await signsIssue(bodies.centre, projectId)
    const siteKey = { kind: 'gridAccount', value: gridAccountOf(told) }
    const entry = await excluded({ scheme: 'ccer', siteKey, from: '2026-04-30' })
    expect(codeOf(await signsIssue(bodies.bureau, projectId))).toBe('project.site-in-ccer')
    const wrong = { to: '2026-05-01', reasons: '登记有误' }
    expect(
      codeOf(
        await bodies.centre.send('POST', `/v1/staff/exclusions/${entry.body.entryId}/end`, {
          ...wrong,
          to: '2026-04-30',
        }),
      ),
    ).toBe('exclusion.days-invalid')
    await bodies.centre.send('POST', `/v1/staff/exclusions/${entry.body.entryId}/end`, wrong)
    expect(codeOf(await signsIssue(bodies.bureau, projectId))).toBe('project.site-in-ccer')
    expect((await desk(projectId, 'suspension', words)).body.state).toBe('suspended')
    expect(codeOf(await signsIssue(bodies.bureau, projectId))).toBe('project.not-crediting')
  })

  it('waits for a verified report of its own text, of readings that are still those, of an owner who is there', async () => {
    const projectId = await reviewed()
    const path = `reports/1/issue-signatures`
    expect(codeOf(await desk(projectId, path, { digest: '00'.repeat(32) }))).toBe('project.text-changed')
    expect(codeOf(await desk(projectId, 'reports/9/issue-signatures', { digest: '00'.repeat(32) }))).toBe(
      'request.not-found',
    )
    const { sql } = world.platform.deps
    await sql`UPDATE institution SET suspended_at = now() WHERE credit_code = ${institution.creditCode}`
    expect(codeOf(await signsIssue(bodies.centre, projectId))).toBe('project.applicant-gone')
    await sql`UPDATE institution SET suspended_at = NULL WHERE credit_code = ${institution.creditCode}`
    await sql.begin(async (transaction) => {
      await transaction`SET LOCAL session_replication_role = replica`
      await transaction`
        UPDATE project_reading SET quantity = quantity + 1 WHERE day = '2026-04-03' AND project_id IN (
          SELECT project_id FROM project WHERE record ->> 'name' = '某小区屋顶光伏' AND state = 'crediting')`
    })
    expect(codeOf(await signsIssue(bodies.centre, projectId))).toBe('project.readings-differ')
    await sql.begin(async (transaction) => {
      await transaction`SET LOCAL session_replication_role = replica`
      await transaction`
        UPDATE project_reading SET quantity = quantity - 1 WHERE day = '2026-04-03' AND project_id IN (
          SELECT project_id FROM project WHERE record ->> 'name' = '某小区屋顶光伏' AND state = 'crediting')`
    })
    expect((await signsIssue(bodies.centre, projectId)).status).toBe(200)
  })
})

describe('the exclusion list', () => {
  it('is kept by centre and bureau, holds a site once for a day, ends once, and has its log', async () => {
    const siteKey = { kind: 'projectNo', value: 'CCER-2026-0007' }
    const asked = {
      scheme: 'ccer',
      schemeName: 'CCER',
      siteKey,
      from: '2026-01-01',
      to: null,
      source: '登记系统',
    }
    const post = (who: Caller, body: object) => who.send('POST', '/v1/staff/exclusions', body)
    expect(codeOf(await post(bodies.exchange, asked))).toBe('access.not-permitted')
    const entry = (await post(bodies.bureau, asked)).body
    expect(entry).toMatchObject({ siteKey: { kind: 'projectNo', value: 'CCER20260007' }, ended: null })
    expect(codeOf(await post(bodies.centre, { ...asked, from: '2026-03-01' }))).toBe('exclusion.overlaps')
    expect(codeOf(await post(bodies.centre, { ...asked, to: '2026-01-01' }))).toBe('exclusion.days-invalid')
    expect(codeOf(await post(bodies.centre, { ...asked, from: '2026-02-30' }))).toBe('request.invalid')
    const end = (body: object, id: string = entry.entryId) =>
      bodies.centre.send('POST', `/v1/staff/exclusions/${id}/end`, body)
    expect(codeOf(await end({ to: '2026-02-30', reasons: '退出' }))).toBe('request.invalid')
    const ended = await end({ to: '2026-06-01', reasons: '退出' })
    expect(ended.body).toMatchObject({
      to: '2026-06-01',
      ended: { by: 'centre-lin', byName: 'centre centre-lin', reasons: '退出' },
    })
    expect(codeOf(await end({ to: '2026-07-01', reasons: '退出' }))).toBe('exclusion.already-ended')
    expect(codeOf(await end({ to: '2026-07-01', reasons: '退出' }, 'exc_00000000000000000000000000'))).toBe(
      'request.not-found',
    )
    const found = (await bodies.exchange.get('/v1/staff/exclusions?site=ccer-2026%200007')).body.items
    expect(found).toMatchObject([{ entryId: entry.entryId }])
    const log = (await bodies.exchange.get('/v1/staff/exclusion-log')).body.items
    expect(log.slice(0, 2)).toMatchObject([
      { action: 'exclusion.ended', entryId: entry.entryId, actor: 'staff:centre-lin' },
      { action: 'exclusion.entered', entryId: entry.entryId, actor: 'staff:bureau-gu' },
    ])
    await expect(world.platform.deps.sql`UPDATE exclusion_entry SET key_value = 'X'`).rejects.toThrow(
      'append-only',
    )
  })
})

describe('a running project', () => {
  it('is watched, suspended, taken up again and ended, and reports only while it runs', async () => {
    const told = record()
    const projectId = await applied(told)
    const report = (period: object): Promise<Answer> =>
      owner.send('POST', `/v1/institution/projects/${projectId}/reports`, { period })
    expect(codeOf(await desk(projectId, 'findings', words))).toBe('project.not-crediting')
    expect(codeOf(await report(april))).toBe('project.not-crediting')
    await approved(bodies, projectId)
    expect(codeOf(await report(april))).toBe('project.period-invalid')
    expect(codeOf(await desk(projectId, 'reports/1/verification'))).toBe('project.report-not-open')
    const readings = `/v1/institution/projects/${projectId}/readings/may`
    const days = { from: '2026-05-01', to: '2026-05-03' }
    await sendFile(world, owner.token, readings, readingsOf(days, meterOf(told)))
    expect((await report(days)).body.reports[1]).toMatchObject({ reportNo: 2, state: 'handedIn' })
    expect(codeOf(await signsIssue(bodies.centre, projectId, 2))).toBe('project.report-not-verified')
    expect((await desk(projectId, 'reports/2/return', words)).body.reports[1]).toMatchObject({
      state: 'returned',
    })
    expect(codeOf(await desk(projectId, 'reports/2/return', words))).toBe('project.report-not-open')
    expect(codeOf(await desk(projectId, 'reports/2/verification'))).toBe('project.report-not-open')
    expect(codeOf(await desk(projectId, 'reports/3/verification'))).toBe('request.not-found')
    expect((await report(days)).body.reports[2]).toMatchObject({ reportNo: 3, state: 'handedIn' })
    expect((await desk(projectId, 'findings', { words: '现场走访，组件完好' })).body.findings).toMatchObject([
      { kind: 'tracked' },
    ])
    expect(codeOf(await desk(projectId, 'resumption', words))).toBe('project.not-suspended')
    await desk(projectId, 'suspension', words)
    expect(codeOf(await report(days))).toBe('project.not-crediting')
    expect(codeOf(await desk(projectId, 'reports/3/verification'))).toBe('project.not-crediting')
    // One person stops, another lets go on.
    expect((await bodies.bureau.get(`${DESK}/${projectId}`)).body.suspendedBy).toMatchObject({
      staffId: 'centre-lin',
    })
    expect(codeOf(await desk(projectId, 'resumption', words))).toBe('scene.other-person-needed')
    const resumed = await bodies.centreToo.send('POST', `${DESK}/${projectId}/resumption`, words)
    expect(resumed.body).toMatchObject({ state: 'crediting', suspendedBy: null })
    const ended = await desk(projectId, 'end', { words: '组件拆除' })
    expect(ended.body).toMatchObject({ state: 'ended', closedReasons: '组件拆除' })
    expect(ended.body.findings.map(({ kind }: { kind: string }) => kind)).toEqual([
      'tracked',
      'suspended',
      'resumed',
      'ended',
    ])
    expect(codeOf(await desk(projectId, 'end', words))).toBe('project.not-crediting')
    expect((await applies(await drafted(told, ''))).body.code).toBe('project.nothing-measured')
    const list = (await bodies.exchange.get(`${DESK}?state=ended`)).body.items
    expect(list).toMatchObject([{ projectId }])
  })
})
