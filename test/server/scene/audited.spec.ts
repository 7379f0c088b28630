import { addDays } from '#domain/calendar'
import { auditEverything } from '#server/audit/index'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import {
  APPLICATIONS,
  draftFerry,
  lasting,
  OFFICE_APPLICATIONS,
  sceneMandateOf,
} from '#test/harness/scene-world'
import { faultsAfter } from '#test/harness/tampered'

import { startFerryCity, type FerryCity } from './ferry-city'

let city: FerryCity
beforeAll(async () => {
  city = await startFerryCity()
  const { applicant, centre, exchange, world } = city
  await city.publish()
  const phone = await city.riding()
  const id = await city.way.opened(addDays(city.today(), 60))
  await phone.send('PUT', '/v1/me/consents/ferry/sptcc')
  await city.push([city.crossing()])
  const asked = { until: addDays(city.today(), 400), reasons: '继续运营' }
  await applicant.send('POST', `${APPLICATIONS}/${id}/extensions`, asked)
  for (const who of [centre, exchange])
    await who.send('POST', `${OFFICE_APPLICATIONS}/${id}/extension-reviews`, { verdict: 'approve' })
  await centre.send('POST', `${OFFICE_APPLICATIONS}/${id}/suspension`, { reasons: '数据异常' })
  const agent = await registerTestInstitution(world, { kinds: 'agent' })
  const mandate = await sceneMandateOf(world, city.carrier, agent, { claims: { scene: 'bike' } })
  await draftFerry(lasting(world, await ownerOf(world, agent)), { sceneId: 'bike', mandate })
}, 240_000)
afterAll(() => city.world.close())

const FERRY = `(SELECT application_id FROM scene_application WHERE scene_id = 'ferry')`

it('the audit finds nothing wrong with what the service wrote', async () => {
  const found: unknown[] = []
  const { sql, crypto } = city.world.platform.deps
  await auditEverything(sql, (fault) => found.push(fault), crypto)
  expect(found).toEqual([])
  const [written] = await sql`
    SELECT (SELECT count(*) FROM scene_mandate)::int AS mandates, (SELECT count(*) FROM ride)::int AS rides,
      (SELECT count(*) FROM scene_extension WHERE state = 'granted')::int AS extensions`
  expect(written).toEqual({ mandates: 1, rides: 1, extensions: 1 })
})

it.each([
  [
    'a state nobody decided',
    `UPDATE scene_application SET state = 'live' WHERE scene_id = 'ferry'`,
    'scene_application: state',
  ],
  [
    'a longer approval',
    `UPDATE scene_application SET approved_until = '2029-01-01' WHERE scene_id = 'ferry'`,
    'scene_application: approved_until',
  ],
  [
    'a longer approval of what the city approved before',
    `UPDATE scene_application SET approved_until = '2029-01-01' WHERE operator_id = 'bike-blue'`,
    'scene_application: approved_until',
  ],
  [
    'another round',
    `UPDATE scene_application SET round = 2 WHERE scene_id = 'ferry'`,
    'scene_application: round',
  ],
  [
    'a term that ends later',
    `UPDATE scene_extension SET due_at = due_at + interval '1 day'`,
    'scene_extension: as the log says',
  ],
  [
    'a scene nobody logged',
    `INSERT INTO scene_application (application_id, scene_id, operator_id, source, state, record, opened_at)
      VALUES (gen_random_uuid(), 'ferry', 'bus-group', '{}', 'live', '{}', now())`,
    'scene_application: state',
  ],
  [
    'an application that is gone',
    `DELETE FROM scene_application WHERE operator_id = 'bike-blue'`,
    'scene_application: a row behind the log',
  ],
  [
    'a step of another person',
    `UPDATE scene_step SET actor = 'staff:nobody' WHERE action = 'scene.opened'`,
    'scene_application: step 6',
  ],
  [
    'a live time that began earlier',
    `UPDATE scene_period SET live_from = live_from - interval '1 hour' WHERE scene_id = 'ferry'`,
    'scene_application: live periods',
  ],
  [
    'a ride from before it was live',
    `UPDATE scene_period SET live_from = live_to WHERE scene_id = 'ferry'`,
    'ride: boarded_at',
  ],
  [
    'an approval of one office',
    `DELETE FROM scene_review WHERE act = 'approve' AND office = 'exchange'`,
    'scene_application: who approved',
  ],
  [
    'an approval of nobody',
    `DELETE FROM scene_review WHERE act = 'extend'`,
    'scene_application: who approved',
  ],
  [
    'one person for two offices',
    `UPDATE scene_review SET staff_id = 'centre-lin' WHERE act = 'approve'`,
    'scene_application: who approved',
  ],
  [
    'a word nobody logged',
    `UPDATE scene_review SET reviewed_at = reviewed_at - interval '1 second' WHERE act = 'approve' AND office = 'centre'`,
    'scene_review: who and when',
  ],
  [
    'another record than was handed in',
    `UPDATE scene_round SET record = '{}' WHERE application_id = ${FERRY}`,
    'scene_round: record',
  ],
  [
    'another record with its digest',
    `UPDATE scene_round SET record_digest = sha256('x') WHERE application_id = ${FERRY}`,
    'scene_round: as handed in',
  ],
  [
    'a test of more rows',
    `UPDATE scene_trial_push SET tested = tested + 1 WHERE tested = 9`,
    'scene_application: rows before scene.test-passed',
  ],
  ['tested rows of a push', `UPDATE push SET tested = tested + 1 WHERE tested = 9`, 'push: tested'],
  [
    'a push of another moment',
    `UPDATE scene_trial_push SET received_at = received_at + interval '1 ms' WHERE tested = 9`,
    'scene_trial_push: received_at',
  ],
  [
    'an extension for longer',
    `UPDATE scene_extension SET until_asked = '2029-01-01'`,
    'scene_extension: as the log says',
  ],
  [
    'an extension taken back',
    `UPDATE scene_extension SET state = 'returned'`,
    'scene_extension: as the log says',
  ],
  ['a mandate for another scene', `UPDATE scene_mandate SET scene_id = 'ferry'`, 'scene_mandate: signature'],
  [
    'an institution that is another operator',
    `UPDATE institution SET operator_id = 'bus-group' WHERE operator_id = 'sptcc'`,
    'institution: operator as the log says',
  ],
  [
    'a live scene without its channel',
    `DELETE FROM scene_provider WHERE scene_id = 'ferry'`,
    'scene_provider: channel of a live scene',
  ],
  [
    'a behaviour scene by name only',
    `UPDATE scene SET kind = 'behaviour' WHERE scene_id = 'bus'`,
    'methodology: class',
  ],
  [
    'a sale of what earns points only',
    `INSERT INTO class_use (scheme_id, class, use, valid_from, source) VALUES ('shanghai', 'behaviour', 'sale', '2026-01-01', 'x')`,
    'class_use: uses of behaviour',
  ],
])('it finds %s', async (_what, change, fault) => {
  expect(await faultsAfter(city.world, change)).toContain(fault)
})
