import { auditEverything } from '#server/audit/index'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import {
  approved,
  DESK,
  employBodies,
  opened,
  pushReadings,
  pvRecord,
  readingsOf,
  signsIssue,
  type Bodies,
} from '#test/harness/project-world'
import { mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { faultsAfter } from '#test/harness/tampered'
import { untilWaiting } from '#test/harness/until-waiting'

let world: ResidentWorld
let owner: Acting
let bodies: Bodies
let projectId: string
const april = { from: '2026-04-01', to: '2026-05-01' }
beforeAll(async () => {
  world = await startResidentWorld()
  const institution = await registerTestInstitution(world)
  owner = await ownerOf(world, institution)
  bodies = await employBodies(world)
  const phone = await world.resident(mei)
  const siteKey = { kind: 'gridAccount', value: '310100010001' }
  const given = await phone.send('POST', '/v1/me/project-entrustments', {
    institutionId: owner.institutionId,
    siteKey,
  })
  const entrustmentIds = [given.body.entrustmentId as string]
  projectId = (await opened(owner, '/v1/institution', pvRecord({ entrustmentIds }))).body.projectId
  const target = `/v1/partners/${owner.institutionId}/projects/${projectId}/readings/april`
  await pushReadings(world, institution, target, readingsOf(april))
  const path = `/v1/institution/projects/${projectId}`
  await owner.send('POST', `${path}/application`)
  await bodies.centre.send('POST', `${DESK}/${projectId}/return`, { words: '请补充材料' })
  await owner.send('POST', `${path}/application`)
  await approved(bodies, projectId)
  await signsIssue(bodies.centre, projectId, 2)
  await bodies.centre.send('POST', `${DESK}/${projectId}/findings`, { words: '现场走访' })
  await bodies.bureau.send('POST', '/v1/staff/exclusions', {
    scheme: 'other',
    schemeName: '某机制',
    siteKey: { kind: 'projectNo', value: 'P-0001' },
    from: '2026-01-01',
    to: null,
    source: '登记系统',
  })
}, 90_000)
afterAll(() => world.close())

const faults = async (): Promise<unknown[]> => {
  const found: unknown[] = []
  const { sql, crypto } = world.platform.deps
  await auditEverything(sql, (fault) => found.push(fault), crypto)
  return found
}

describe('an issuing that is cut off', () => {
  it('leaves nothing, and is made once when it is asked again, by however many at once', async () => {
    const { sql } = world.platform.deps
    const counted = async (): Promise<unknown> => {
      const [row] = await sql`
        SELECT (SELECT count(*)::int FROM project_issuance) AS issued, (SELECT count(*)::int FROM serial_move) AS moves,
          (SELECT count(*)::int FROM project_signature WHERE act = 'issue') AS names`
      return row
    }
    // The counter is held, so the issuing waits in its midst; then its connection is killed.
    await sql.begin(async (transaction) => {
      await transaction`SELECT FROM serial_counter FOR UPDATE`
      const cut = signsIssue(bodies.bureau, projectId, 2)
      await untilWaiting(sql)
      await sql`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%serial_counter%' AND pid <> pg_backend_pid()`
      expect((await cut).status).toBeGreaterThanOrEqual(500)
    })
    expect(await counted()).toEqual({ issued: 0, moves: 0, names: 1 })
    const answers = await Promise.all([1, 2, 3].map(() => signsIssue(bodies.bureau, projectId, 2)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await counted()).toEqual({ issued: 1, moves: 1, names: 2 })
    const again = await signsIssue(bodies.centre, projectId, 2)
    expect(again.body.reports[1].issued).toMatchObject({ serialFrom: '1', serialTo: '30240000000' })
    expect(await faults()).toEqual([])
  }, 60_000)
})

describe('what somebody changes by hand', () => {
  it.each([
    [
      'a reading',
      `UPDATE project_reading SET quantity = quantity + 1 WHERE day = '2026-04-05'`,
      'project_report: figures',
    ],
    [
      'a reading that is gone',
      `DELETE FROM project_reading WHERE day = '2026-04-05'`,
      'project_push: readings as answered',
    ],
    [
      'the figure of a report',
      `UPDATE project_report SET reduction_milligrams = reduction_milligrams + 1`,
      'project_report: figures',
    ],
    ['its totals', `UPDATE project_report SET totals = '{"generated": "1"}'`, 'project_report: figures'],
    [
      'its verifier',
      `UPDATE project_report SET verified_by = 'exchange-he' WHERE report_no = 2`,
      'project_report: verified',
    ],
    [
      'what was applied with',
      `UPDATE project_round SET record = record || '{"size": 900000}' WHERE round = 2`,
      'project_round: review digest',
    ],
    [
      'a name under a review',
      `UPDATE project_signature SET staff_id = 'exchange-he' WHERE act = 'review' AND role = 'bureau'`,
      'project_signature: who and when',
    ],
    [
      'a name that is gone',
      `DELETE FROM project_signature WHERE act = 'issue' AND role = 'bureau'`,
      'project_signature: who signed',
    ],
    ['the state of a project', `UPDATE project SET state = 'crediting'`, 'project: state'],
    ['a site set free', `UPDATE project_site SET released_at = now()`, 'project_site: site'],
    [
      'an issuing',
      `UPDATE project_issuance SET reduction_milligrams = reduction_milligrams - 1, serial_to = serial_to - 1`,
      'project_issuance: issued as reported',
    ],
    [
      'its range',
      `UPDATE project_issuance SET serial_from = serial_from + 1, serial_to = serial_to + 1`,
      'run: serial_from',
    ],
    [
      'its owner',
      `UPDATE project_issuance SET owner_id = gen_random_uuid()`,
      'ledger_transfer: transfer of an issuing',
    ],
    ['who made a block', `UPDATE serial_block SET run_id = gen_random_uuid()`, 'serial_block: who made it'],
    [
      'where serials came from',
      `UPDATE serial_move SET from_book = 'holding'`,
      'serial_move: where it came from',
    ],
    ['a signed push', `UPDATE project_push SET content_digest = sha256('x')`, 'project_push: signature'],
    ['its answer', `UPDATE project_push SET accepted = 3`, 'project_push: readings as answered'],
    [
      'its answer, to nonsense',
      `UPDATE project_push SET outcome = 'nothing'`,
      'project_push: readings as answered',
    ],
    ['its name', `UPDATE project_push SET push_id = 'may'`, 'project_push: signature_base'],
    ['whose key signed it', `UPDATE project_push SET key_id = 'gone'`, 'project_push: key_id'],
    ['when it came', `UPDATE project_push SET received_at = '2020-01-01'`, 'project_push: key_id'],
    ['a record, to nonsense', `UPDATE project_round SET record = '{}'`, 'project_report: figures'],
    ['a finding', `UPDATE project_finding SET found_by = 'exchange-he'`, 'project_finding: who and when'],
    ['a return', `UPDATE project_return SET returned_by = 'exchange-he'`, 'project_return: who and when'],
    [
      'the exclusion list',
      `UPDATE exclusion_entry SET key_value = 'P0002'`,
      'exclusion_entry: as entered and ended',
    ],
    [
      'an end nobody gave',
      `UPDATE exclusion_entry SET valid_to = '2026-06-01'`,
      'exclusion_entry: as entered and ended',
    ],
    [
      'an entrustment',
      `UPDATE project_entrustment SET granted_at = granted_at - interval '1 day'`,
      'project_entrustment: given and ended',
    ],
    [
      'a methodology',
      `UPDATE project_methodology SET definition = definition || '{"uses": []}'`,
      'project_methodology: as kept',
    ],
    ['its class', `UPDATE project_methodology SET class = 'II'`, 'project_methodology: columns'],
  ])('%s is found', async (_, change, fault) => {
    expect(await faultsAfter(world, change)).toContain(fault)
  })
})
