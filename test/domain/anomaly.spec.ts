import fc from 'fast-check'

import {
  addSwitchName,
  ANOMALY_KINDS,
  ANOMALY_UNITS,
  areTogether,
  DRY_RUN_DAYS_MAX,
  isBeyond,
  isDryRunSpan,
  isThreshold,
  permilleOff,
  ruleStateOn,
  secondsTogether,
  speedMillimetersPerSecond,
  type SwitchName,
} from '#domain/anomaly'
import { addDays, type CityDay } from '#domain/calendar'

const span = (from: number, to = from) => ({ from: from * 1_000, to: to * 1_000 })

describe('the speed of a ride', () => {
  it('is metres over its seconds in whole millimetres, both roundings for the ride', () => {
    expect(speedMillimetersPerSecond(1_000, span(0, 100))).toBe(10_000)
    expect(speedMillimetersPerSecond(1_000, { from: 0, to: 99_001 })).toBe(10_000)
    expect(speedMillimetersPerSecond(1_000, { from: 0, to: 99_000 })).toBe(10_101)
  })

  it('of a ride without length is that of one second', () => {
    expect(speedMillimetersPerSecond(40, span(7))).toBe(40_000)
  })

  it('is beyond a threshold, and not at it', () => {
    expect(isBeyond(40_000, 40_000)).toBe(false)
    expect(isBeyond(40_001, 40_000)).toBe(true)
  })
})

describe('two rides at once', () => {
  it('have the seconds in common in which both were under way', () => {
    expect(secondsTogether(span(0, 600), span(300, 900))).toBe(300)
    expect(secondsTogether(span(0, 600), span(100, 200))).toBe(100)
    expect(secondsTogether(span(0, 600), span(600, 900))).toBe(0)
  })

  it('count a boarding alone as deep as the nearer end of the other is away', () => {
    expect(secondsTogether(span(0, 600), span(100))).toBe(100)
    expect(secondsTogether(span(500), span(0, 600))).toBe(100)
    expect(secondsTogether(span(5), span(5))).toBe(0)
  })

  it('have the same in common whichever is named first, and something only when they were together', () => {
    const ride = fc
      .tuple(fc.nat(100_000), fc.nat(10_000))
      .map(([from, length]) => ({ from, to: from + length }))
    fc.assert(
      fc.property(ride, ride, (one, other) => {
        expect(secondsTogether(one, other)).toBe(secondsTogether(other, one))
        if (secondsTogether(one, other) > 0) expect(areTogether(one, other)).toBe(true)
      }),
    )
  })
})

it('a distance is off its median in thousandths of it, floored, in both directions', () => {
  expect(permilleOff(1_300, 1_000)).toBe(300)
  expect(permilleOff(699, 1_000)).toBe(301)
  expect(permilleOff(1_000, 3_000)).toBe(666)
})

describe('a threshold', () => {
  it('is whole and within the bounds of its kind', () => {
    for (const kind of ANOMALY_KINDS) {
      const { least, greatest } = ANOMALY_UNITS[kind]
      expect([least, greatest].map((threshold) => isThreshold(kind, threshold))).toEqual([true, true])
      expect([least - 1, greatest + 1, least + 0.5].map((threshold) => isThreshold(kind, threshold))).toEqual(
        [false, false, false],
      )
    }
  })
})

it('a dry run looks at days that are over, and at a month of them at most', () => {
  const today = '2026-05-07' as CityDay
  const ago = (days: number): CityDay => addDays(today, -days)
  expect(isDryRunSpan({ from: ago(DRY_RUN_DAYS_MAX), to: ago(1) }, today)).toBe(true)
  expect(isDryRunSpan({ from: ago(DRY_RUN_DAYS_MAX + 1), to: ago(1) }, today)).toBe(false)
  expect(isDryRunSpan({ from: ago(1), to: today }, today)).toBe(false)
  expect(isDryRunSpan({ from: ago(1), to: ago(2) }, today)).toBe(false)
})

describe('switching a rule', () => {
  const day = '2026-05-08' as CityDay
  const name = (
    staffId: string,
    office: SwitchName['office'],
    change: Partial<SwitchName> = {},
  ): SwitchName => ({
    ...{ staffId, office, day, dryRunId: 'first' },
    ...change,
  })

  it('takes another person of another office who names the same', () => {
    expect(addSwitchName([], name('lin', 'centre'))).toBe('one')
    expect(addSwitchName([name('lin', 'centre')], name('wu', 'bureau'))).toBe('agreed')
    expect(addSwitchName([name('lin', 'centre')], name('lin', 'centre'))).toBe('anomaly.second-person-needed')
    expect(addSwitchName([name('lin', 'centre')], name('zhang', 'centre'))).toBe(
      'anomaly.second-office-needed',
    )
  })

  it('does not take one person for two after she has changed office', () => {
    expect(addSwitchName([name('lin', 'centre')], name('lin', 'bureau'))).toBe('anomaly.second-person-needed')
  })

  it('takes another day or another dry run for another thing, and the last word of each', () => {
    const other = addDays(day, 1)
    expect(addSwitchName([name('lin', 'centre')], name('wu', 'bureau', { day: other }))).toBe('one')
    expect(addSwitchName([name('lin', 'centre')], name('wu', 'bureau', { dryRunId: 'second' }))).toBe('one')
    const changed = [name('lin', 'centre'), name('lin', 'centre', { day: other })]
    expect(addSwitchName(changed, name('wu', 'bureau'))).toBe('one')
    expect(addSwitchName(changed, name('wu', 'bureau', { day: other }))).toBe('agreed')
  })
})

it('a rule is a draft, awaits its day, is in force and ends with the day before its last', () => {
  const [from, to] = ['2026-05-08', '2026-05-10'] as CityDay[]
  const days = ['2026-05-07', '2026-05-08', '2026-05-09', '2026-05-10'] as CityDay[]
  expect(days.map((day) => ruleStateOn({ from: from!, to: to! }, day))).toEqual([
    'awaited',
    'inForce',
    'inForce',
    'ended',
  ])
  expect(ruleStateOn({ from: null, to: null }, days[0]!)).toBe('draft')
  expect(ruleStateOn({ from: from!, to: from! }, days[0]!)).toBe('ended')
})
