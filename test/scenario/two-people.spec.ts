import { randomUUID } from 'node:crypto'

import { addDays, addMonths, cityDayOf, monthOfDay, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import {
  accountIdOf,
  mei,
  startResidentWorld,
  type Answer,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { employ, inventedFerry, inviteExpert, type Caller, type Expert } from '#test/harness/review-world'
import {
  draftFerry,
  ferryRecord,
  lasting,
  APPLICATIONS,
  OFFICE_APPLICATIONS,
} from '#test/harness/scene-world'
import { storeRide } from '#test/harness/stored-ride'

const ROLES = ['centre', 'exchange', 'bureau', 'district'] as const
type Role = (typeof ROLES)[number]
type Pair = readonly [first: Role, second: Role]
const PAIRS: readonly Pair[] = ROLES.flatMap((first) => ROLES.map((second): Pair => [first, second]))

/** Which two offices may do it together, one person each; every other pair must fail. */
const MAY = {
  publishMethodology: [
    ['centre', 'bureau'],
    ['bureau', 'centre'],
  ],
  approveScene: [
    ['centre', 'exchange'],
    ['exchange', 'centre'],
  ],
  // Two people of two bodies: nobody alone, and no body alone, moves a record.
  correctRecord: PAIRS.filter(([first, second]) => first !== second && ![first, second].includes('district')),
  // Two people of two offices: a rule that is off hides what one of them would have seen.
  switchRule: PAIRS.filter(([first, second]) => first !== second && ![first, second].includes('district')),
  // Two people, of one office or of two (DESIGN: verify → confirm with four eyes).
  confirmRun: PAIRS.filter((pair) => !pair.includes('district')),
} as const satisfies Record<string, readonly Pair[]>

const isIn = (pairs: readonly Pair[], [first, second]: Pair): boolean =>
  pairs.some(([left, right]) => left === first && right === second)

let world: ResidentWorld
/** Two people of every role. */
let people: Record<Role, readonly [Caller, Caller]>
beforeAll(async () => {
  world = await startResidentWorld()
  const two = async (role: Role): Promise<readonly [Caller, Caller]> => [
    await employ(world, `${role}-one`, role),
    await employ(world, `${role}-two`, role),
  ]
  people = {
    centre: await two('centre'),
    exchange: await two('exchange'),
    bureau: await two('bureau'),
    district: await two('district'),
  }
}, 60_000)
afterAll(() => world.close())

const today = (): CityDay => cityDayOf(world.clock.now())
const firstOf = ([role]: Pair): Caller => people[role][0]
/** Always another person than the first. */
const secondOf = ([, role]: Pair): Caller => people[role][1]
const stateOf = async (who: Caller, path: string): Promise<unknown> => (await who.get(path)).body.state

/** The pairs that did it when each tried in turn; `attempt` says whether it was done, and makes the next ready. */
const whoDid = async (attempt: (pair: Pair, n: number) => Promise<boolean>): Promise<Pair[]> => {
  const done: Pair[] = []
  for (const [n, pair] of PAIRS.entries()) if (await attempt(pair, n)) done.push(pair)
  return done
}

it('a scene is approved by one person of the centre and another of the exchange, and by no other two', async () => {
  const carrier = await registerTestInstitution(world, { kinds: 'scene-operator', operatorId: 'sptcc' })
  const applicant = lasting(world, await ownerOf(world, carrier))
  const bus = { record: ferryRecord('SHCER02020012024II'), sceneId: 'bus', operatorId: 'bike-blue' }
  // The operator is another's: it is entrusted by nobody, so its own institution applies.
  expect((await draftFerry(applicant, bus)).body.code).toBe('scene.mandate-needed')
  const own = await registerTestInstitution(world, { kinds: 'scene-operator', operatorId: 'bike-blue' })
  const owner = lasting(world, await ownerOf(world, own))
  const handedIn = async (): Promise<string> => {
    const id = (await draftFerry(owner, bus)).body.applicationId as string
    await owner.send('POST', `${APPLICATIONS}/${id}/submission`)
    return id
  }
  let id = await handedIn()
  const review = (who: Caller, until: string): Promise<Answer> =>
    who.send('POST', `${OFFICE_APPLICATIONS}/${id}/reviews`, { verdict: 'approve', until })
  const approved = await whoDid(async (pair, n) => {
    const until = addDays(today(), 100 + n)
    // One person says it twice, then a second person of the other role says it.
    await review(firstOf(pair), until)
    await review(firstOf(pair), until)
    expect(await stateOf(people.centre[0], `${OFFICE_APPLICATIONS}/${id}`)).toBe('applied')
    await review(secondOf(pair), until)
    if ((await stateOf(people.centre[0], `${OFFICE_APPLICATIONS}/${id}`)) !== 'approved') return false
    await owner.send('POST', `${APPLICATIONS}/${id}/withdrawal`, { reasons: '另报' })
    id = await handedIn()
    return true
  })
  expect(approved).toEqual(PAIRS.filter((pair) => isIn(MAY.approveScene, pair)))
}, 120_000)

it('a methodology is published by one person of the centre and another of the bureau, and by no other two', async () => {
  const [centre] = people.centre
  const experts = [await inviteExpert(world, centre, 'zhou'), await inviteExpert(world, centre, 'wu')]
  const DESK = '/v1/staff/methodology-proposals'
  let id = await reviewed(centre, experts, null)
  const sign = (who: Caller, day: string): Promise<Answer> =>
    who.send('POST', `${DESK}/${id}/signatures`, { day })
  const published = await whoDid(async (pair, n) => {
    const day = addDays(today(), 10 + n)
    await sign(firstOf(pair), day)
    await sign(firstOf(pair), day)
    expect(await stateOf(centre, `${DESK}/${id}`)).toBe('review')
    await sign(secondOf(pair), day)
    if ((await stateOf(centre, `${DESK}/${id}`)) !== 'published') return false
    id = await reviewed(centre, experts, 'TEST-PAIRS')
    return true
  })
  expect(published).toEqual(PAIRS.filter((pair) => isIn(MAY.publishMethodology, pair)))
}, 120_000)

/** A proposal of the centre's that two experts approve of: a new methodology, or the next version of one. */
const reviewed = async (
  centre: Caller,
  experts: readonly Expert[],
  revises: string | null,
): Promise<string> => {
  const DESK = '/v1/staff/methodology-proposals'
  const { proposalId: id } = (await centre.send('POST', DESK, { revises, record: inventedFerry() })).body
  await centre.send('POST', `${DESK}/${id}/submission`)
  await centre.send('POST', `${DESK}/${id}/check`)
  const code = revises === null ? 'TEST-PAIRS' : null
  await centre.send('POST', `${DESK}/${id}/acceptance`, { code })
  for (const expert of experts) {
    await centre.send('POST', `${DESK}/${id}/seats`, { expertId: expert.expertId, field: '交通' })
    await expert.opine(id, 'approve')
  }
  return id as string
}

it('a run is confirmed by two people of centre, exchange and bureau, and never by one', async () => {
  const phone = await world.resident(mei)
  const accountId = await accountIdOf(world, phone)
  const confirmed = await whoDid(async (pair, n) => {
    const day = addDays('2026-03-01' as CityDay, n)
    const runId = await verifiedRun(accountId, day)
    const confirm = (who: Caller): Promise<Answer> =>
      who.send('POST', `/v1/staff/runs/${runId}/confirmations`)
    await confirm(firstOf(pair))
    await confirm(firstOf(pair))
    expect(await runState(day)).toBe('verified')
    await confirm(secondOf(pair))
    return (await runState(day)) !== 'verified'
  })
  expect(confirmed).toEqual(PAIRS.filter((pair) => isIn(MAY.confirmRun, pair)))
}, 120_000)

it('a credit record is corrected by two people of two bodies, and by nobody alone', async () => {
  const phone = await world.resident({ ...mei, subject: 'corrected', personId: 'SIM000000000000555' })
  const record = async (): Promise<number> => (await phone.get('/v1/me/credit-record')).body.sum as number
  const corrected = await whoDid(async (pair, n) => {
    const month = addMonths(monthOfDay(today()), -n)
    const asked = { lineId: 'rides', month, text: '少了一趟' }
    const { correctionId } = (await phone.send('POST', '/v1/me/credit-corrections', asked)).body
    const grant = (who: Caller): Promise<Answer> =>
      who.send('POST', `/v1/staff/credit-corrections/${correctionId}/grants`, { units: 3, words: '核对了' })
    const before = await record()
    await grant(firstOf(pair))
    await grant(firstOf(pair))
    expect(await record()).toBe(before)
    await grant(secondOf(pair))
    return (await record()) === before + 3
  })
  expect(corrected).toEqual(PAIRS.filter((pair) => isIn(MAY.correctRecord, pair)))
}, 120_000)

it('a rule of anomalies is switched on, and off, by two people of two offices, and by nobody alone', async () => {
  const accountId = await accountIdOf(
    world,
    await world.resident({ ...mei, subject: 'labelled', personId: 'SIM000000000000556' }),
  )
  const day = addDays(today(), -1)
  const at = (time: string) => `${day}T${time}+08:00`
  await storeRide(world.platform, {
    ...{ accountId, instrumentId: randomUUID(), operatorDay: day, runState: 'settled' },
    ...{ boardedAt: at('08:00:00'), alightedAt: at('08:30:00') },
  })
  const RULES = '/v1/staff/anomaly-rules'
  const words = { zh: '每天太多次', en: 'Too many in a day' }
  const switched: Pair[] = []
  const ended = await whoDid(async (pair, n) => {
    const drafted = { code: `pairs-${n}`, kind: 'tooManyRides', sceneIds: ['metro'], threshold: 9 }
    const [one] = people.centre
    const { ruleId } = (await one.send('POST', RULES, { ...drafted, reason: words, source: words })).body
    const tried = await one.send('POST', `${RULES}/${ruleId}/dry-runs`, { from: day, to: day })
    const { dryRunId } = tried.body.dryRun
    const sign = (who: Caller, act: 'on' | 'off'): Promise<Answer> =>
      who.send('POST', `${RULES}/${ruleId}/signatures`, {
        ...{ act, day: addDays(today(), 1) },
        ...(act === 'on' ? { dryRunId } : {}),
      })
    const state = (): Promise<unknown> => stateOf(one, `${RULES}/${ruleId}`)
    await sign(firstOf(pair), 'on')
    await sign(firstOf(pair), 'on')
    expect(await state()).toBe('draft')
    await sign(secondOf(pair), 'on')
    if ((await state()) === 'draft') {
      await sign(people.centre[0], 'on')
      await sign(people.bureau[0], 'on')
    } else switched.push(pair)
    expect(await state()).toBe('awaited')
    await sign(firstOf(pair), 'off')
    await sign(firstOf(pair), 'off')
    expect(await state()).toBe('awaited')
    await sign(secondOf(pair), 'off')
    return (await state()) === 'ended'
  })
  const may = PAIRS.filter((pair) => isIn(MAY.switchRule, pair))
  expect([switched, ended]).toEqual([may, may])
}, 120_000)

const verifiedRun = async (accountId: string, day: CityDay): Promise<string> => {
  const { sql } = world.platform.deps
  const at = (time: string) => `${day}T${time}+08:00`
  await storeRide(world.platform, {
    ...{ accountId, instrumentId: randomUUID(), operatorDay: day, runState: 'settled' },
    ...{ boardedAt: at('08:00:00'), alightedAt: at('08:30:00') },
  })
  const [run] = await sql<{ run_id: string }[]>`
    UPDATE run SET state = 'verified' WHERE operator_day = ${day} RETURNING run_id`
  return encodeId('run', run?.run_id ?? '')
}

const runState = async (day: CityDay): Promise<string | undefined> => {
  const [run] = await world.platform.deps.sql<
    { state: string }[]
  >`SELECT state FROM run WHERE operator_day = ${day}`
  return run?.state
}
