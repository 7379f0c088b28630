import { auditEverything } from '#server/audit/index'
import { keepProjectMethodology } from '#server/project/index'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import {
  approved,
  DESK,
  employBodies,
  opened,
  pvRecord,
  sendFile,
  signsIssue,
  type Bodies,
} from '#test/harness/project-world'
import { ask, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import forestry from '../../harness/project-kinds/forestry.json'
import heatPump from '../../harness/project-kinds/heat-pump.json'

let world: ResidentWorld
let owner: Acting
let bodies: Bodies
beforeAll(async () => {
  world = await startResidentWorld()
  await keepProjectMethodology(world.platform.deps, heatPump)
  await keepProjectMethodology(world.platform.deps, forestry)
  owner = await ownerOf(world, await registerTestInstitution(world))
  bodies = await employBodies(world)
}, 60_000)
afterAll(() => world.close())

const line = (reading: object): string => JSON.stringify({ day: '2026-04-10', ...reading })

const issuedOf = async (record: ReturnType<typeof pvRecord>, lines: readonly string[]): Promise<unknown> => {
  const { projectId } = (await opened(owner, '/v1/institution', record)).body
  const path = `/v1/institution/projects/${projectId}`
  await sendFile(world, owner.token, `${path}/readings/first`, lines.join('\n'))
  await owner.send('POST', `${path}/application`)
  await approved(bodies, projectId)
  await signsIssue(bodies.exchange, projectId)
  await signsIssue(bodies.centre, projectId)
  return (await bodies.centre.get(`${DESK}/${projectId}`)).body
}

describe('another kind of project', () => {
  it('needs data and no code: heat from heat pumps, less the power they took', async () => {
    const meters = [
      { meterNo: 'HEAT-1', measure: 'heat' },
      { meterNo: 'POWER-1', measure: 'power' },
    ]
    const record = pvRecord({ kind: 'heat-pump', size: 20_000, meters })
    const readings = [
      line({ meterNo: 'HEAT-1', measure: 'heat', quantity: 300_000 }),
      line({ meterNo: 'POWER-1', measure: 'power', quantity: 100_000 }),
    ]
    // 300 kWh × 216 g less 100 kWh × 420 g = 22.8 kg.
    expect(await issuedOf(record, readings)).toMatchObject({
      state: 'tracking',
      reports: [
        { state: 'issued', totals: { heat: '300000', power: '100000' }, reductionMilligrams: '22800000' },
      ],
    })
    const large = await opened(owner, '/v1/institution', { ...record, size: 500_001 })
    const path = `/v1/institution/projects/${large.body.projectId}/application`
    expect((await owner.send('POST', path)).body.code).toBe('project.size-exceeded')
  })

  it('is known by land and surveyed in grams: a forest without a term or a largest size', async () => {
    const record = pvRecord({
      kind: 'forestry',
      size: 5_000_000,
      startDay: '1990-03-12',
      siteKeys: [{ kind: 'landParcel', value: '310112-001-0001' }],
      meters: [{ meterNo: 'SURVEY', measure: 'stored' }],
    })
    const readings = [line({ meterNo: 'SURVEY', measure: 'stored', quantity: 12_000_000 })]
    expect(await issuedOf(record, readings)).toMatchObject({
      state: 'tracking',
      reports: [{ reductionMilligrams: '12000000000', methodology: { code: 'TEST-FORESTRY', version: 1 } }],
    })
    const unnamed = await opened(owner, '/v1/institution', {
      ...record,
      siteKeys: [{ kind: 'gridAccount', value: '310100018888' }],
    })
    const path = `/v1/institution/projects/${unnamed.body.projectId}/application`
    expect((await owner.send('POST', path)).body.code).toBe('project.site-unnamed')
  })

  it('is published as it is kept, and kept only as it was published', async () => {
    const { items } = (await ask(`${world.platform.url}/v1/project-methodologies`)).body
    expect(items).toMatchObject([{ kind: 'distributed-pv' }, forestry, heatPump])
    const { deps } = world.platform
    await keepProjectMethodology(deps, heatPump)
    await expect(keepProjectMethodology(deps, { ...heatPump, uses: [] })).rejects.toThrow('another text')
    await expect(keepProjectMethodology(deps, { ...heatPump, kind: 7 })).rejects.toThrow(
      'kind is missing or wrong',
    )
    const elsewhere = { ...heatPump, schemeId: 'wuhan' }
    await expect(keepProjectMethodology(deps, elsewhere)).rejects.toThrow('another scheme')
    const faults: unknown[] = []
    await auditEverything(deps.sql, (fault) => faults.push(fault), deps.crypto)
    expect(faults).toEqual([])
  })
})
