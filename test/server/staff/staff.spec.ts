import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { encodeId } from '#domain/id'
import { dismissStaff } from '#server/admin/staff-members'
import { staffRoutes } from '#server/staff/index'
import type { Sql } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import {
  DAY,
  foundSmallCity,
  SETTLED_AT,
  settleResident,
  signInStaff,
  takeRide,
  type Resident,
  type SmallCity,
} from '../settling/small-city'

let platform: TestPlatform
let sql: Sql
let city: SmallCity
beforeEach(async () => {
  platform = await startTestPlatform({ clock: testClock(SETTLED_AT), contexts: [staffRoutes] })
  sql = platform.deps.sql
  city = await foundSmallCity(platform)
})
afterEach(() => platform.close())

const post = async (path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(platform.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as { [field: string]: string } }
}
const challenge = (staffId = 'centre-zhang') => post('/v1/staff/challenges', { staffId })
const signed = (text: string, staffId = 'centre-zhang'): string =>
  sign(null, Buffer.from(text, 'utf8'), city.staff[staffId]!.key).toString('base64url')

describe('staff sign-in', () => {
  it('takes a signature over a text that names its purpose, and gives a token of 15 minutes', async () => {
    const { body, status } = await challenge()
    expect(status).toBe(201)
    expect(body['text']).toMatch(/sign in as staff\nstaff: centre-zhang\nnonce: .{24}\nexpires: /)
    const session = await post('/v1/staff/sessions', {
      challengeId: body['challengeId'],
      signature: signed(body['text']!),
    })
    expect(session.status).toBe(201)
    expect(session.body).toMatchObject({ staff: { staffId: 'centre-zhang', role: 'centre', district: null } })
    const actions = await sql`SELECT actor, action FROM audit_entry`
    expect(actions).toEqual([{ actor: 'staff:centre-zhang', action: 'staff.signed-in' }])
  })

  it('refuses a challenge that is used, expired, unknown or signed by another key', async () => {
    const refused = { status: 401, body: { code: 'staff.challenge-refused' } }
    const first = (await challenge()).body
    const answer = { challengeId: first['challengeId'], signature: signed(first['text']!) }
    expect((await post('/v1/staff/sessions', answer)).status).toBe(201)
    expect(await post('/v1/staff/sessions', answer)).toMatchObject(refused)

    const late = (await challenge()).body
    platform.clock.advanceSeconds(121)
    expect(
      await post('/v1/staff/sessions', {
        challengeId: late['challengeId'],
        signature: signed(late['text']!),
      }),
    ).toMatchObject(refused)

    const stolen = (await challenge()).body
    const byAnother = sign(
      null,
      Buffer.from(stolen['text']!),
      generateKeyPairSync('ed25519').privateKey,
    ).toString('base64url')
    expect(
      await post('/v1/staff/sessions', { challengeId: stolen['challengeId'], signature: byAnother }),
    ).toMatchObject(refused)
    expect(
      await post('/v1/staff/sessions', {
        challengeId: stolen['challengeId'],
        signature: signed(stolen['text']!),
      }),
    ).toMatchObject(refused)

    const signature = signed('anything')
    expect(await post('/v1/staff/sessions', { challengeId: randomUUID(), signature })).toMatchObject(refused)
    expect(await post('/v1/staff/sessions', { challengeId: 'nonsense', signature })).toMatchObject(refused)
  })

  it('lets one of many win when the same answer is sent at once', async () => {
    const { body } = await challenge()
    const answer = { challengeId: body['challengeId'], signature: signed(body['text']!) }
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/v1/staff/sessions', answer)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401, 401])
  })

  it('does not know a stranger or somebody who has left', async () => {
    expect((await challenge('nobody-here')).body).toMatchObject({ code: 'staff.key-unknown' })
    const { body } = await challenge()
    await sql`UPDATE staff SET active = false WHERE staff_id = 'centre-zhang'`
    expect(await challenge()).toMatchObject({ status: 401, body: { code: 'staff.key-unknown' } })
    const answer = { challengeId: body['challengeId'], signature: signed(body['text']!) }
    expect((await post('/v1/staff/sessions', answer)).status).toBe(401)
  })

  /** Waits until a statement of another connection waits for a lock. */
  const somebodyWaits = async (): Promise<void> => {
    for (;;) {
      const waiting = await sql`
        SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'`
      if (waiting.length > 0) return
      await sleep(20)
    }
  }

  it('waits for a dismissal that is under way, and then begins no session at all', async () => {
    const { body } = await challenge()
    const answer = { challengeId: body['challengeId'], signature: signed(body['text']!) }
    const dismissed = await sql.begin(async (dismissal) => {
      await dismissal`UPDATE staff SET active = false WHERE staff_id = 'centre-zhang'`
      await platform.deps.sessions.endAll(dismissal, { staffId: 'centre-zhang' }, 'dismissed')
      const signingIn = post('/v1/staff/sessions', answer)
      await somebodyWaits()
      return { signingIn }
    })
    expect(await dismissed.signingIn).toMatchObject({
      status: 401,
      body: { code: 'staff.challenge-refused' },
    })
    expect(await sql`SELECT 1 FROM session`).toHaveLength(0)
  })

  it('is ended by a dismissal that comes while it is under way', async () => {
    const { body } = await challenge()
    const answer = { challengeId: body['challengeId'], signature: signed(body['text']!) }
    const held = await sql.begin(async (holder) => {
      await holder`SELECT 1 FROM audit_head FOR UPDATE`
      const signingIn = post('/v1/staff/sessions', answer)
      await somebodyWaits()
      const dismissing = dismissStaff(platform.deps, new Map([['staff', 'centre-zhang']]))
      const first = await Promise.race([dismissing, sleep(300).then(() => 'waits for the sign-in')])
      return { signingIn, dismissing, first }
    })
    expect(held.first).toBe('waits for the sign-in')
    const session = await held.signingIn
    expect(session.status).toBe(201)
    await held.dismissing
    const asked = await fetch(`${platform.url}/v1/staff/appeals`, {
      headers: { authorization: `Bearer ${session.body['accessToken']}` },
    })
    expect(asked.status).toBe(401)
  })

  it('forgets old challenges', async () => {
    await challenge()
    platform.clock.advanceSeconds(2 * 86_400)
    await platform.deps.jobs.runNow('staff.forget-challenges')
    expect(await sql`SELECT 1 FROM staff_challenge`).toHaveLength(0)
  })
})

describe('appeals', () => {
  let mei: Resident
  let appealId: string
  beforeEach(async () => {
    mei = await settleResident(sql, 'xuhui')
    const rideKey = await takeRide(sql, { resident: mei, operator: 'sptcc' })
    appealId = randomUUID()
    const [opened, due] = [new Date('2026-05-05T00:00:00Z'), new Date('2026-05-20T00:00:00Z')]
    await sql`
      INSERT INTO appeal (appeal_id, account_id, operator_day, ride_key, reason, text, stage, state, opened_at,
        answer_due_at)
      VALUES (${appealId}, ${mei.accountId}, ${DAY}, ${rideKey}, 'wrongDistance', '里程少了', 'first', 'open', ${opened}, ${due})`
  })
  const answerPath = (): string => `/v1/staff/appeals/${encodeId('apl', appealId)}/answer`
  const answer = { outcome: 'upheld', answer: '已请运营单位更正里程' }

  it('shows the queue with the deadline, says when it has passed, and tells the resident who read', async () => {
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    const queue = await centre('GET', '/v1/staff/appeals?state=open')
    expect(queue.body['items']).toMatchObject([
      {
        appealId: encodeId('apl', appealId),
        text: '里程少了',
        sceneId: 'metro',
        district: 'xuhui',
        overdue: false,
      },
    ])
    expect(await sql`SELECT purpose_en FROM data_read WHERE account_id = ${mei.accountId}`).toHaveLength(1)
    platform.clock.set('2026-05-21T00:00:00Z')
    const later = await signInStaff(platform, city.staff['centre-zhang'])
    expect((await later('GET', '/v1/staff/appeals')).body['items']).toMatchObject([{ overdue: true }])
    expect((await later('GET', '/v1/staff/appeals?state=upheld')).body['items']).toEqual([])
  })

  it('answers once', async () => {
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    expect((await centre('POST', answerPath(), answer)).body).toMatchObject({
      state: 'upheld',
      answer: answer.answer,
      overdue: false,
    })
    expect((await centre('POST', answerPath(), answer)).body).toMatchObject({
      code: 'appeal.already-answered',
    })
    const [kept] = await sql`SELECT state, answered_by FROM appeal`
    expect(kept).toEqual({ state: 'upheld', answered_by: 'centre-zhang' })
  })

  it('lets a district see and answer the appeals of its own residents only', async () => {
    const minhang = await signInStaff(platform, city.staff['district-minhang'])
    expect((await minhang('GET', '/v1/staff/appeals')).body['items']).toEqual([])
    expect((await minhang('POST', answerPath(), answer)).status).toBe(404)
    expect(await sql`SELECT 1 FROM data_read`).toHaveLength(0)
    const xuhui = await signInStaff(platform, city.staff['district-xuhui'])
    expect((await xuhui('GET', '/v1/staff/appeals')).body['items']).toHaveLength(1)
    expect((await xuhui('POST', answerPath(), answer)).status).toBe(200)
  })

  it('shows a review with the first answer, and lets another person give the second', async () => {
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    await centre('POST', answerPath(), { outcome: 'dismissed', answer: '里程没有错' })
    const reviewId = randomUUID()
    await sql`
      INSERT INTO appeal (appeal_id, account_id, operator_day, ride_key, reason, text, stage, state, opened_at,
        answer_due_at, first_answered_by)
      SELECT ${reviewId}, account_id, operator_day, ride_key, reason, '再看看', 'review', 'open', opened_at, answer_due_at,
        answered_by FROM appeal`
    const path = `/v1/staff/appeals/${encodeId('apl', reviewId)}/answer`
    const shown = { stage: 'review', firstAnswer: { answer: '里程没有错' } }
    expect((await centre('GET', '/v1/staff/appeals?state=open')).body['items']).toMatchObject([
      { ...shown, mayAnswer: false },
    ])
    expect((await centre('POST', path, answer)).body).toMatchObject({ code: 'appeal.second-person-needed' })
    const bureau = await signInStaff(platform, city.staff['bureau-wu'])
    expect((await bureau('GET', '/v1/staff/appeals?state=open')).body['items']).toMatchObject([
      { ...shown, mayAnswer: true },
    ])
    expect((await bureau('POST', path, answer)).status).toBe(200)
    await expect(
      sql`UPDATE appeal SET answered_by = first_answered_by WHERE appeal_id = ${reviewId}`,
    ).rejects.toThrow('appeal_reviewed_by_another')
  })

  it('does not know an appeal that is not there', async () => {
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    expect(
      (await centre('POST', '/v1/staff/appeals/apl_00000000000000000000000000/answer', answer)).status,
    ).toBe(404)
  })
})
