import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { encodeId } from '#domain/id'
import { closeAccount } from '#server/account/close-account'
import { dismissStaff } from '#server/admin/staff-members'
import { MIGRATIONS_FOLDER } from '#server/assets'
import { deskRoutes } from '#server/desk/index'
import { staffRoutes } from '#server/staff/index'
import type { Sql } from '#server/platform/index'
import { startTestPlatform, testClock, untilWaiting, type TestPlatform } from '#test/harness/index'

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
  platform = await startTestPlatform({ clock: testClock(SETTLED_AT), contexts: [deskRoutes, staffRoutes] })
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

const migrationText = (name: string): string => readFileSync(join(MIGRATIONS_FOLDER, name), 'utf8')

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
    const actions = await sql`SELECT actor, action FROM audit_entry WHERE actor <> 'release'`
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

  it('waits for a dismissal that is under way, and then begins no session at all', async () => {
    const { body } = await challenge()
    const answer = { challengeId: body['challengeId'], signature: signed(body['text']!) }
    const dismissed = await sql.begin(async (dismissal) => {
      await dismissal`UPDATE staff SET active = false WHERE staff_id = 'centre-zhang'`
      await platform.deps.sessions.endAll(dismissal, { staffId: 'centre-zhang' }, 'dismissed')
      const signingIn = post('/v1/staff/sessions', answer)
      await untilWaiting(sql)
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
      await untilWaiting(sql)
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
    expect(await sql`SELECT 1 FROM sign_in_challenge`).toHaveLength(0)
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

  it('wait on every desk within reach, a review on any but that of whoever answered first', async () => {
    const waiting = async (staffId: string) => {
      const who = await signInStaff(platform, city.staff[staffId])
      return (await who('GET', '/v1/staff/desk')).body['items']
    }
    const one = [{ kind: 'appeals', count: 1, overdue: 0 }]
    expect([await waiting('district-minhang'), await waiting('district-xuhui')]).toEqual([[], one])
    platform.clock.set('2026-05-21T00:00:00Z')
    expect(await waiting('centre-zhang')).toEqual([{ kind: 'appeals', count: 1, overdue: 1 }])
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    await centre('POST', answerPath(), { outcome: 'dismissed', answer: '里程没有错' })
    await sql`
      INSERT INTO appeal (appeal_id, account_id, operator_day, ride_key, reason, text, stage, state, opened_at,
        answer_due_at, first_answered_by)
      SELECT ${randomUUID()}, account_id, operator_day, ride_key, reason, '再看看', 'review', 'open', opened_at,
        '2026-06-20T00:00:00Z', answered_by FROM appeal`
    expect([await waiting('centre-zhang'), await waiting('bureau-wu')]).toEqual([[], one])
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

  describe('whose first answer was given before anybody wrote down by whom', () => {
    let path: string
    beforeEach(async () => {
      const centre = await signInStaff(platform, city.staff['centre-zhang'])
      await centre('POST', answerPath(), { outcome: 'dismissed', answer: '里程没有错' })
      const reviewId = randomUUID()
      await sql`
        INSERT INTO appeal (appeal_id, account_id, operator_day, ride_key, reason, text, stage, state, opened_at, answer_due_at)
        SELECT ${reviewId}, account_id, operator_day, ride_key, reason, '再看看', 'review', 'open', opened_at, answer_due_at
        FROM appeal`
      path = `/v1/staff/appeals/${encodeId('apl', reviewId)}/answer`
    })
    const reviewOf = async () =>
      (await sql`SELECT answered_by, first_answered_by FROM appeal WHERE stage IS DISTINCT FROM 'first'`)[0]

    it('is answered by another person all the same, and then says who was first', async () => {
      const centre = await signInStaff(platform, city.staff['centre-zhang'])
      expect((await centre('GET', '/v1/staff/appeals?state=open')).body['items']).toMatchObject([
        { mayAnswer: false },
      ])
      expect((await centre('POST', path, answer)).body).toMatchObject({ code: 'appeal.second-person-needed' })
      const bureau = await signInStaff(platform, city.staff['bureau-wu'])
      expect((await bureau('POST', path, answer)).status).toBe(200)
      expect(await reviewOf()).toEqual({ answered_by: 'bureau-wu', first_answered_by: 'centre-zhang' })
    })

    it('learns it from the migration, also an appeal beyond the review', async () => {
      await sql`UPDATE appeal SET stage = NULL WHERE stage = 'review'`
      await sql.unsafe(migrationText('0016-first-answers.sql'))
      expect(await reviewOf()).toEqual({ answered_by: null, first_answered_by: 'centre-zhang' })
    })

    it('stays as it is where one person has given both answers, or nobody the first', async () => {
      const told = async (first: string, second: string | null) => {
        await sql`UPDATE appeal SET answered_by = ${first} WHERE stage = 'first'`
        await sql`
          UPDATE appeal SET answered_by = ${second}, state = 'dismissed', answered_at = opened_at WHERE stage = 'review'`
        await sql.unsafe(migrationText('0016-first-answers.sql'))
        return (await reviewOf())?.['first_answered_by']
      }
      expect(await told('centre-zhang', 'centre-zhang')).toBeNull()
      expect(await told('account closed', 'bureau-wu')).toBeNull()
    })
  })

  it('answered in the moment its resident closes her account is answered, then closed with it', async () => {
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    const resident = { kind: 'resident', sessionId: randomUUID(), hostId: 'suishenban' } as const
    const met = await sql.begin(async (holder) => {
      await holder`SELECT 1 FROM audit_head FOR UPDATE`
      const answering = centre('POST', answerPath(), answer)
      await untilWaiting(sql)
      const closing = closeAccount(
        platform.deps,
        { ...resident, accountId: mei.accountId },
        { disposal: 'nothingLeft', requestId: 'of a spec' },
      )
      await untilWaiting(sql, 2)
      // Longer than the database takes to look for a ring of those who wait.
      await sleep(1_300)
      return { answering, closing }
    })
    expect((await met.answering).status).toBe(200)
    expect(await met.closing).toMatchObject({ disposedMilligrams: 0 })
    const [kept] = await sql`SELECT state, answer, answered_by FROM appeal`
    expect(kept).toEqual({ state: 'upheld', answer: '', answered_by: 'centre-zhang' })
    expect((await centre('POST', answerPath(), answer)).body).toMatchObject({
      code: 'appeal.already-answered',
    })
  })

  it('does not know an appeal that is not there', async () => {
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    expect(
      (await centre('POST', '/v1/staff/appeals/apl_00000000000000000000000000/answer', answer)).status,
    ).toBe(404)
  })
})
