import {
  invited,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import { opened, pvRecord, readingsOf, sendFile } from '#test/harness/project-world'
import { bo, mei, startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'

/** What an applicant may ask before she applies: what a period comes to, whom a code stands for, what was entrusted. */
let world: ResidentWorld
let meiPhone: Phone
let boPhone: Phone
let creditCode: string
let party: Acting
beforeAll(async () => {
  world = await startResidentWorld()
  ;[meiPhone, boPhone] = [await world.resident(mei), await world.resident(bo)]
  const institution = await registerTestInstitution(world)
  creditCode = institution.creditCode
  party = await ownerOf(world, institution)
}, 60_000)
afterAll(() => world.close())

const APRIL = 'from=2026-04-01&to=2026-05-01'
const roof = (no: number) =>
  pvRecord({
    size: 10_000,
    siteKeys: [{ kind: 'gridAccount', value: `3101000500${no}` }],
    meters: [{ meterNo: `ROOF-${no}`, measure: 'generated' }],
  })

describe('the outlook of a period', () => {
  it('is its sums by month, and that nothing was measured until readings came', async () => {
    const { projectId } = (await opened(meiPhone, '/v1/me', roof(11))).body
    const path = `/v1/me/projects/${projectId}`
    const before = await meiPhone.get(`${path}/outlook?from=2026-03-01&to=2026-05-01`)
    expect(before).toMatchObject({
      status: 200,
      body: {
        readings: 0,
        months: [],
        reductionMilligrams: '0',
        refusal: { code: 'project.nothing-measured' },
      },
    })
    const change = { meterNo: 'ROOF-11', quantity: 20_000 }
    const lines = readingsOf({ from: '2026-03-30', to: '2026-05-01' }, change)
    const sent = await sendFile(world, meiPhone.accessToken, `${path}/readings/roof`, lines)
    expect(sent.body.counts).toMatchObject({ accepted: 32 })
    const after = await meiPhone.get(`${path}/outlook?from=2026-03-01&to=2026-05-01`)
    // 32 days of 20 kWh at 0.42 kg.
    expect(after.body).toEqual({
      period: { from: '2026-03-01', to: '2026-05-01' },
      readings: 32,
      totals: { generated: '640000' },
      reductionMilligrams: '268800000',
      months: [
        { month: '2026-03', readings: 2, totals: { generated: '40000' } },
        { month: '2026-04', readings: 30, totals: { generated: '600000' } },
      ],
      refusal: null,
    })
    expect((await meiPhone.get(path)).body).toMatchObject({ state: 'draft', reports: [] })
    expect((await boPhone.get(`${path}/outlook?${APRIL}`)).body.code).toBe('request.not-found')
  })

  it('says by name which rule a project breaks, and which site another project has', async () => {
    const large = await opened(meiPhone, '/v1/me', { ...roof(12), size: 1_000_001 })
    const outlook = await meiPhone.get(`/v1/me/projects/${large.body.projectId}/outlook?${APRIL}`)
    expect(outlook.body.refusal).toMatchObject({
      code: 'project.size-exceeded',
      message: '装机规模超过方法学的上限',
    })

    const first = (await opened(meiPhone, '/v1/me', roof(13))).body.projectId
    const lines = readingsOf(
      { from: '2026-04-01', to: '2026-05-01' },
      { meterNo: 'ROOF-13', quantity: 20_000 },
    )
    await sendFile(world, meiPhone.accessToken, `/v1/me/projects/${first}/readings/a`, lines)
    expect((await meiPhone.send('POST', `/v1/me/projects/${first}/application`)).status).toBe(200)
    const second = (await opened(boPhone, '/v1/me', roof(13))).body.projectId
    const taken = await boPhone.get(`/v1/me/projects/${second}/outlook?${APRIL}`)
    expect(taken.body.refusal).toMatchObject({ code: 'project.site-taken' })
  })

  it('is refused for days that are no period of the project', async () => {
    const { projectId } = (await opened(meiPhone, '/v1/me', roof(14))).body
    const ask = async (query: string) =>
      (await meiPhone.get(`/v1/me/projects/${projectId}/outlook?${query}`)).body.code as string
    expect(await ask('from=2026-05-01&to=2026-04-01')).toBe('project.period-invalid')
    expect(await ask('from=2026-04-01&to=2027-01-01')).toBe('project.period-open')
    expect(await ask('from=2026-02-30&to=2026-04-01')).toBe('request.invalid')
    expect(await ask('from=2024-02-01&to=2024-04-01')).toBe('project.kind-unknown')
  })
})

describe('a party that is entrusted', () => {
  it('is found by its credit code, reads what is entrusted to it, and no more when it is taken back', async () => {
    const found = await meiPhone.get(`/v1/institutions/${creditCode}`)
    expect(found).toMatchObject({ status: 200, body: { institutionId: party.institutionId } })
    const { institutionId } = found.body
    const siteKey = { kind: 'gridAccount', value: '310100051234' }
    const given = await meiPhone.send('POST', '/v1/me/project-entrustments', { institutionId, siteKey })
    const { entrustmentId } = given.body
    const received = async (by: Acting) => (await by.get('/v1/institution/received-entrustments')).body.items
    expect(await received(party)).toMatchObject([{ entrustmentId, siteKey }])
    await meiPhone.send('DELETE', `/v1/me/project-entrustments/${entrustmentId}`)
    expect(await received(party)).toEqual([])

    const stranger = await ownerOf(world, await registerTestInstitution(world))
    expect(await received(stranger)).toEqual([])
    const till = await invited(world, party, 'cashier', [await openTestShop(party)])
    expect((await till.get('/v1/institution/received-entrustments')).body.code).toBe('access.not-permitted')
  })

  it('is nobody where no institution has the code', async () => {
    const unknown = await meiPhone.get('/v1/institutions/91310000999999999X')
    expect(unknown).toMatchObject({ status: 422, body: { code: 'project.institution-unknown' } })
    expect((await meiPhone.get('/v1/institutions/short')).body.code).toBe('request.invalid')
  })
})
