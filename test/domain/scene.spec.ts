import fc from 'fast-check'

import { addDays, cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import {
  addApproval,
  admitRide,
  BEHAVIOUR_CLASS,
  endOfTerm,
  evidenceTiersOn,
  extensionOpensOn,
  isClassOfKind,
  isSceneStepRefusal,
  isTierOpen,
  judgeTrial,
  mayAskExtension,
  sceneTermsOn,
  SCENE_OFFICES,
  stepScene,
  type SceneState,
  type SceneStep,
} from '#domain/scene'

const day = (text: string): CityDay => parseCityDay(text)!
const TODAY = day('2026-05-04')
const UNTIL = day('2027-12-31')
const LATER = day('2029-12-31')
const at = (kind: 'approved' | 'testing' | 'connecting' | 'live' | 'suspended'): SceneState => ({
  kind,
  round: 1,
  until: UNTIL,
})

const STATES: readonly SceneState[] = [
  { kind: 'draft' },
  { kind: 'applied', round: 1 },
  { kind: 'returned', round: 1 },
  at('approved'),
  at('testing'),
  at('connecting'),
  at('live'),
  at('suspended'),
  { kind: 'expired' },
  { kind: 'withdrawn' },
]

/** Step by step: from where it leads where, and what it is refused with elsewhere; what has ended is `alreadyEnded` always. */
const WAY: readonly (readonly [SceneStep, Record<string, SceneState>, string])[] = [
  [
    { kind: 'submit' },
    { draft: { kind: 'applied', round: 1 }, returned: { kind: 'applied', round: 2 } },
    'notWithApplicant',
  ],
  [{ kind: 'return' }, { applied: { kind: 'returned', round: 1 } }, 'notInState'],
  [{ kind: 'approve', until: UNTIL, today: TODAY }, { applied: at('approved') }, 'notInState'],
  [{ kind: 'beginTest' }, { approved: at('testing') }, 'notInState'],
  [{ kind: 'passTest' }, { testing: at('connecting') }, 'notInState'],
  [{ kind: 'open' }, { connecting: at('live') }, 'notInState'],
  [{ kind: 'suspend' }, { live: at('suspended') }, 'notInState'],
  [{ kind: 'resume' }, { suspended: at('live') }, 'notInState'],
  [
    { kind: 'extend', until: LATER },
    {
      live: { kind: 'live', round: 1, until: LATER },
      suspended: { kind: 'suspended', round: 1, until: LATER },
    },
    'notInState',
  ],
  [{ kind: 'expire', today: UNTIL }, {}, 'notInState'],
  [
    { kind: 'expire', today: addDays(UNTIL, 1) },
    Object.fromEntries(
      ['approved', 'testing', 'connecting', 'live', 'suspended'].map((kind) => [kind, { kind: 'expired' }]),
    ),
    'notInState',
  ],
  [
    { kind: 'withdraw' },
    Object.fromEntries(STATES.map(({ kind }) => [kind, { kind: 'withdrawn' } as SceneState])),
    'alreadyEnded',
  ],
]

describe('the way of an application', () => {
  it.each(WAY)('%j leads where it should and is refused everywhere else', (step, leads, refusal) => {
    for (const state of STATES) {
      const ended = state.kind === 'expired' || state.kind === 'withdrawn'
      const expected = ended ? 'alreadyEnded' : (leads[state.kind] ?? refusal)
      expect([state.kind, stepScene(state, step)]).toEqual([state.kind, expected])
    }
  })

  it('is approved for today at the shortest, and an extension only lengthens', () => {
    const applied: SceneState = { kind: 'applied', round: 1 }
    expect(stepScene(applied, { kind: 'approve', until: TODAY, today: TODAY })).toMatchObject({
      until: TODAY,
    })
    expect(stepScene(applied, { kind: 'approve', until: addDays(TODAY, -1), today: TODAY })).toBe('dayOver')
    expect(stepScene(at('live'), { kind: 'extend', until: UNTIL })).toBe('dayOver')
  })

  it('without a known end neither expires nor is extended', () => {
    const open: SceneState = { kind: 'live', round: 0, until: null }
    expect(stepScene(open, { kind: 'expire', today: LATER })).toBe('notInState')
    expect(stepScene(open, { kind: 'extend', until: LATER })).toBe('notInState')
  })

  it('never leaves its end, and reaches live only by approval, test and connection', () => {
    const steps = fc.constantFrom(...WAY.map(([step]) => step))
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), (walk) => {
        let state: SceneState = { kind: 'draft' }
        const seen = new Set<string>()
        for (const step of walk) {
          const next = stepScene(state, step)
          const hasEnded = state.kind === 'expired' || state.kind === 'withdrawn'
          expect(hasEnded && next !== 'alreadyEnded').toBe(false)
          if (isSceneStepRefusal(next)) continue
          state = next
          seen.add(state.kind)
          const before = ['applied', 'approved', 'testing', 'connecting'].every((kind) => seen.has(kind))
          expect(state.kind !== 'live' || before).toBe(true)
        }
      }),
    )
  })
})

describe('an extension', () => {
  it('is asked for in the last three months, the last day included', () => {
    expect(extensionOpensOn(UNTIL, 3)).toBe('2027-10-01')
    expect(mayAskExtension(UNTIL, day('2027-09-30'))).toBe(false)
    expect(mayAskExtension(UNTIL, day('2027-10-01'))).toBe(true)
    expect(mayAskExtension(UNTIL, UNTIL)).toBe(true)
    expect(mayAskExtension(UNTIL, day('2028-01-01'))).toBe(false)
    // 31 May less three months: February has no such day.
    expect(extensionOpensOn(day('2027-05-30'), 3)).toBe('2027-02-28')
  })

  it('opens between 88 and 92 days before the first day without approval, whatever the day', () => {
    const days = fc.integer({ min: 100, max: 60_000 }).map((number) => addDays(day('2020-01-01'), number))
    fc.assert(
      fc.property(days, (until) => {
        const opens = extensionOpensOn(until, 3)
        expect(parseCityDay(opens)).toBe(opens)
        expect(addDays(opens, 88) <= addDays(until, 1) && addDays(opens, 93) > addDays(until, 1)).toBe(true)
      }),
    )
  })
})

describe('two offices', () => {
  const centre = { office: 'centre', staffId: 'lin', until: UNTIL } as const
  it('agree when another person of the other office approves the same last day', () => {
    expect(addApproval([], centre)).toBe('one')
    expect(addApproval([centre], { office: 'exchange', staffId: 'li', until: UNTIL })).toBe('agreed')
    expect(addApproval([centre], { office: 'exchange', staffId: 'li', until: LATER })).toBe('one')
    expect(addApproval([centre], { office: 'exchange', staffId: 'lin', until: UNTIL })).toBe(
      'secondPersonNeeded',
    )
    expect(addApproval([centre], { ...centre, staffId: 'shen' })).toBe('secondOfficeNeeded')
    expect(addApproval([centre], { ...centre, until: LATER })).toBe('one')
    const returned = { office: 'exchange', staffId: 'li', until: null } as const
    expect(addApproval([returned], centre)).toBe('one')
  })

  it('never agree by one person or one body alone, whatever was said before', () => {
    const office = fc.constantFrom(...SCENE_OFFICES)
    const until = fc.constantFrom(UNTIL, LATER)
    const review = fc.record({ office, staffId: fc.constantFrom('lin', 'li', 'shen'), until })
    fc.assert(
      fc.property(
        fc.uniqueArray(review, { maxLength: 2, selector: (one) => one.office }),
        review,
        (before, last) => {
          if (addApproval(before, last) !== 'agreed') return
          const other = before.find((one) => one.office !== last.office)
          expect(other).toMatchObject({ until: last.until })
          expect(other?.staffId).not.toBe(last.staffId)
        },
      ),
    )
  })
})

describe('a ride', () => {
  const morning = new Date('2026-05-04T08:00:00+08:00')
  const noon = new Date('2026-05-04T12:00:00+08:00')
  const ride = (boardedAt: Date, isWithdrawal = false) => ({ boardedAt, isWithdrawal })
  const live = { periods: [{ from: morning, to: noon }], isSuspended: false, isOnTrial: false }

  it('counts when it was boarded while its scene was live, however late it is told', () => {
    expect(admitRide(live, ride(morning))).toBe('counts')
    expect(admitRide(live, ride(new Date(morning.getTime() - 1)))).toBe('notLive')
    expect(admitRide(live, ride(noon))).toBe('notLive')
    const always = { ...live, periods: [{ from: null, to: null }] }
    expect(admitRide(always, ride(new Date(0)))).toBe('counts')
  })

  it('is not taken while its scene is suspended, but may be taken back', () => {
    const suspended = { ...live, isSuspended: true }
    expect(admitRide(suspended, ride(morning))).toBe('suspended')
    expect(admitRide(suspended, ride(morning, true))).toBe('counts')
    expect(admitRide(suspended, ride(noon, true))).toBe('suspended')
  })

  it('of a scene in its test is judged and kept by nobody', () => {
    const trial = { periods: [], isSuspended: false, isOnTrial: true }
    expect(admitRide(trial, ride(noon))).toBe('onTrial')
  })
})

it('a system test is passed by enough right rows, the last push without a fault', () => {
  expect(judgeTrial([], 10)).toBe('rowsMissing')
  expect(judgeTrial([{ tested: 9, rejected: 4 }], 10)).toBe('rowsMissing')
  expect(
    judgeTrial(
      [
        { tested: 9, rejected: 4 },
        { tested: 1, rejected: 0 },
      ],
      10,
    ),
  ).toBe('passed')
  expect(
    judgeTrial(
      [
        { tested: 12, rejected: 0 },
        { tested: 1, rejected: 1 },
      ],
      10,
    ),
  ).toBe('rowsFaulty')
})

it('behaviour scenes have methodologies of their own class, and no tier counts before its cap is known', () => {
  expect(isClassOfKind('behaviour', BEHAVIOUR_CLASS)).toBe(true)
  expect(isClassOfKind('behaviour', 'II')).toBe(false)
  expect(isClassOfKind('reduction', BEHAVIOUR_CLASS)).toBe(false)
  expect(isClassOfKind('reduction', 'II')).toBe(true)
  expect(evidenceTiersOn(day('2025-10-31'))).toEqual([])
  expect(evidenceTiersOn(TODAY).map(({ tier }) => tier)).toEqual([
    'operatorRecord',
    'checkedPhoto',
    'selfDeclaration',
  ])
  expect(isTierOpen('operatorRecord', TODAY)).toBe(false)
})

it('terms are counted in city days', () => {
  const now = new Date('2026-05-04T23:59:00+08:00')
  const due = endOfTerm(now, sceneTermsOn(TODAY).reviewDays)
  expect(cityDayOf(due)).toBe(addDays(TODAY, 21))
  expect(due.toISOString()).toBe('2026-05-24T16:00:00.000Z')
  expect(() => sceneTermsOn('2019-01-01' as CityDay)).toThrow(RangeError)
})
