import fc from 'fast-check'

import { intakeRoutes } from '#server/intake/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

import {
  buildIntakeCity,
  linkInstrument,
  metroRow,
  push,
  settleResident,
  type IntakeCity,
} from './intake-city'

let platform: TestPlatform
let city: IntakeCity
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
})
afterAll(() => platform.close())

/** What the routes must be, from the tables they follow. */
async function expectRoutesFollow(): Promise<void> {
  const { sql } = platform.deps
  const routes = await sql`
    SELECT blind_index, operator_no, scene_no, instrument_id, account_id, since FROM ride_route ORDER BY 1, 2, 3`
  const derived = await sql`
    SELECT instrument.blind_index, consent.operator_no, consent.scene_no, instrument_id, account_id,
      greatest(link.linked_at, consent.granted_at) AS since
    FROM instrument_link AS link JOIN instrument USING (instrument_id) JOIN consent USING (account_id)
    WHERE link.unlinked_at IS NULL AND consent.withdrawn_at IS NULL ORDER BY 1, 2, 3`
  expect([...routes]).toEqual([...derived])
}

type Step = { kind: 'link' | 'unlink' | 'grant' | 'withdraw' | 'claim'; person: number; card: number }

it('routes are exactly the open links with the open consents, whatever happens to either', async () => {
  const { sql } = platform.deps
  const people = [
    await settleResident(platform.deps),
    await settleResident(platform.deps),
    await settleResident(platform.deps),
  ]
  const cards = people.map(({ instrumentId }) => instrumentId)
  let minute = 0
  const step = fc.record({
    kind: fc.constantFrom<Step['kind']>('link', 'unlink', 'grant', 'withdraw', 'claim'),
    person: fc.nat(people.length - 1),
    card: fc.nat(cards.length - 1),
  })
  const perform = async ({ kind, person, card }: Step): Promise<void> => {
    minute += 1
    const at = new Date(Date.parse('2026-02-01T00:00:00Z') + minute * 60_000)
    const [accountId, instrumentId] = [people[person]!.accountId, cards[card]!]
    const end = () => sql`
      UPDATE instrument_link SET unlinked_at = ${at} WHERE instrument_id = ${instrumentId} AND unlinked_at IS NULL`
    const begin = () => sql`
      INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
      SELECT ${instrumentId}, ${accountId}, ${at}, 'host'
      WHERE NOT EXISTS (SELECT FROM instrument_link WHERE instrument_id = ${instrumentId} AND unlinked_at IS NULL)`
    if (kind === 'unlink' || kind === 'claim') await end()
    if (kind === 'link' || kind === 'claim') await begin()
    if (kind === 'withdraw')
      await sql`UPDATE consent SET withdrawn_at = ${at} WHERE account_id = ${accountId} AND withdrawn_at IS NULL`
    if (kind === 'grant') {
      await sql`
        INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
        SELECT ${accountId}, scene_no, operator_no, ${at}, '1' FROM scene, operator
        WHERE scene_id = 'metro' AND operator_id IN ('sptcc', 'metro-app') ON CONFLICT DO NOTHING`
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const one of steps) await perform(one)
      await expectRoutesFollow()
    }),
    { numRuns: 40 },
  )
}, 60_000)

it('a card linked while the consent is being withdrawn never leaves a way in', async () => {
  const { sql, crypto } = platform.deps
  for (let round = 0; round < 15; round += 1) {
    const { accountId } = await settleResident(platform.deps)
    const subject = { scheme: 'sptcc-card', value: `race-${round}-0000` }
    await Promise.all([
      sql`UPDATE consent SET withdrawn_at = ${platform.clock.now()} WHERE account_id = ${accountId}`,
      linkInstrument({ sql, crypto }, accountId, subject, '2026-01-01T00:00:00Z'),
    ])
    await expectRoutesFollow()
    const { body } = await push(platform.url, city.card, [metroRow({ subject })])
    expect(body.verdicts[0]).toMatchObject({ code: 'consent.withdrawn' })
  }
})

it('links and consents are refused under a snapshot that could not see a route it must end', async () => {
  const { accountId } = await settleResident(platform.deps)
  const withdrawal = platform.deps.sql.begin(
    'isolation level repeatable read',
    (transaction) =>
      transaction`UPDATE consent SET withdrawn_at = ${platform.clock.now()} WHERE account_id = ${accountId}`,
  )
  await expect(withdrawal).rejects.toThrow('read committed only')
})
