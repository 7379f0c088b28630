import fc from 'fast-check'

import { addMonths, cityMonthOf, type CityDay, type CityMonth } from '#domain/calendar'
import {
  addGrant,
  amountsOf,
  comingFalls,
  creditRulesOn,
  creditTermsOn,
  doBodiesDiffer,
  fallsOf,
  grantsNow,
  isPeriodAllowed,
  isPurposeWhole,
  isSamePurpose,
  judgeReading,
  linesOf,
  medalDefinitions,
  medalsOf,
  reckonRecord,
  statementStateOf,
  type CorrectionGrant,
  type CreditFacts,
  type CreditRules,
  type Gain,
} from '#domain/credit-record'

const NOW = new Date('2026-05-20T12:00:00+08:00')
const KILOGRAM = 1_000_000
const month = (text: string) => text as CityMonth
const ridden = (of: string, kilograms: number, rides = 10, sceneId = 'metro'): Gain => ({
  ...{ source: 'rides', month: month(of), amount: kilograms * KILOGRAM, rides, sceneId, at: null },
})
/** The same, issued at a moment of its own. */
const issued = (of: string, kilograms: number, at: string): Gain => ({
  ...ridden(of, kilograms),
  at: new Date(at),
})
const facts = (part: Partial<CreditFacts>): CreditFacts => ({
  gains: [],
  losses: [],
  adjustments: [],
  ...part,
})
const taken = (of: string, kilograms: number, at: string): CreditFacts['losses'][number] => ({
  ...{
    source: 'rides',
    month: month(of),
    amount: kilograms * KILOGRAM,
    at: new Date(at),
    cause: 'clawedBack',
  },
})

describe('a credit record', () => {
  it('is empty and on the first level for somebody who has done nothing, and nothing lowers it', () => {
    const record = reckonRecord(facts({}), 'person', NOW)
    expect([record.sum, record.levelNo, record.level.name.zh]).toEqual([0, 1, '种子'])
    expect(fallsOf(facts({}), 'person', NOW)).toEqual([])
  })

  it('adds whole units times their weight, line by line', () => {
    const used: Gain = { source: 'pointsUsed', month: month('2026-05'), amount: 2500, at: null }
    const { sum, lines } = reckonRecord(facts({ gains: [ridden('2026-05', 64), used] }), 'person', NOW)
    expect(lines.map(({ lineId, units, part }) => [lineId, units, part])).toEqual([
      ['rides', 640, 640],
      ['projects', 0, 0],
      ['months', 1, 30],
      ['pointsUsed', 2, 2],
    ])
    expect(sum).toBe(672)
  })

  it('floors within each month, so that nobody is credited with a gram that was not saved', () => {
    const gains = [ridden('2026-04', 0.199), ridden('2026-05', 0.199)]
    expect(reckonRecord(facts({ gains }), 'person', NOW).lines[0]?.units).toBe(2)
  })

  it('counts the running month and the 23 before it, and no other', () => {
    const sumIn = (of: string) => reckonRecord(facts({ gains: [ridden(of, 1)] }), 'person', NOW).sum
    expect([sumIn('2024-05'), sumIn('2024-06'), sumIn('2026-05'), sumIn('2026-06')]).toEqual([0, 40, 40, 0])
  })

  it('has a level for every sum, and says what the next one needs', () => {
    const levelAt = (kilograms: number) => {
      const { levelNo, next } = reckonRecord(facts({ gains: [ridden('2026-05', kilograms)] }), 'person', NOW)
      return [levelNo, next?.from ?? null]
    }
    expect(levelAt(6.9)).toEqual([1, 100])
    expect(levelAt(7)).toEqual([2, 1000])
    expect(levelAt(5000)).toEqual([6, null])
  })

  it('knows what an institution does by other lines', () => {
    const gains: Gain[] = [
      { source: 'projects', month: month('2026-04'), amount: 30_000 * KILOGRAM, at: null },
      { source: 'pointsTurnedBack', month: month('2026-05'), amount: 5000, at: null },
    ]
    const record = reckonRecord(facts({ gains }), 'institution', NOW)
    expect([record.sum, record.lines.map(({ part }) => part)]).toEqual([335, [300, 30, 5]])
  })

  it('takes back what was clawed back, from then on, never below nothing', () => {
    const known = facts({
      gains: [ridden('2026-04', 5)],
      losses: [taken('2026-04', 2, '2026-05-10T10:00:00+08:00')],
    })
    expect(reckonRecord(known, 'person', new Date('2026-05-10T09:59:59+08:00')).sum).toBe(80)
    expect(reckonRecord(known, 'person', NOW).sum).toBe(60)
    const more = { ...known, losses: [taken('2026-04', 9, '2026-05-10T10:00:00+08:00')] }
    expect(reckonRecord(more, 'person', NOW).sum).toBe(0)
  })

  it('tells which units of a line corrections brought or took, month by month, inside its window only', () => {
    const adjusted = (of: string, units: number): CreditFacts['adjustments'][number] => ({
      ...{ lineId: 'rides', month: month(of), units, at: new Date('2026-05-10T10:00:00+08:00') },
    })
    const lineOf = (adjustments: CreditFacts['adjustments']) => {
      const { lines } = reckonRecord(facts({ gains: [ridden('2026-04', 1.663)], adjustments }), 'person', NOW)
      return [lines[0]?.units, lines[0]?.correctedUnits]
    }
    expect(lineOf([])).toEqual([16, 0])
    expect(lineOf([adjusted('2026-04', 3)])).toEqual([19, 3])
    // Never more is taken than a month has, and so many are told.
    expect(lineOf([adjusted('2026-04', -20), adjusted('2026-03', 2)])).toEqual([2, -14])
    expect(lineOf([adjusted('2024-05', 5)])).toEqual([16, 0])
  })

  it('says what stands behind a line: rides scene by scene, all else gain by gain, and what was taken', () => {
    const project: Gain = { source: 'projects', month: month('2026-04'), amount: 7, at: NOW }
    const known = facts({
      gains: [ridden('2026-04', 1), project, ridden('2026-04', 2), ridden('2026-04', 3, 4, 'bus'), project],
      losses: [taken('2026-04', 1, '2026-05-10T10:00:00+08:00')],
    })
    const { rules } = reckonRecord(known, 'person', NOW)
    const line = linesOf(rules, 'person').find(({ lineId }) => lineId === 'months')
    if (line === undefined) throw new Error('the rules have no line of months')
    const told = amountsOf(known, line, month('2026-04'))
    expect(told.map(({ sceneId, amount, rides }) => [sceneId, amount, rides])).toEqual([
      ['metro', 3 * KILOGRAM, 20],
      ['bus', 3 * KILOGRAM, 4],
      [null, 7, null],
      [null, 7, null],
      [null, -KILOGRAM, null],
    ])
  })

  it('has every figure of its data with a source', () => {
    const rules = creditRulesOn('2026-05-20' as CityDay)
    expect([
      rules.confidence,
      rules.source.zh.length > 10,
      creditTermsOn('2026-05-20' as CityDay).source.zh.length > 10,
    ]).toEqual(['D', true, true])
    expect(() => creditRulesOn('2019-12-31' as CityDay)).toThrow(RangeError)
  })
})

describe('a fall', () => {
  it('is told on the day a month leaves the window, with what the month had brought', () => {
    const known = facts({ gains: [ridden('2024-04', 3), ridden('2024-05', 2)] })
    expect(fallsOf(known, 'person', NOW)).toMatchObject([
      { day: '2026-05-01', cause: 'monthLeft', month: '2024-05', part: 50 },
      { day: '2026-04-01', cause: 'monthLeft', month: '2024-04', part: 60 },
    ])
  })

  it('is none where a month was issued after it had left, nor before anything of it was issued', () => {
    const late = issued('2024-04', 3, '2026-05-04T10:00:00+08:00')
    expect(fallsOf(facts({ gains: [late] }), 'person', NOW)).toEqual([])
    const known = facts({ gains: [issued('2024-04', 2, '2026-03-31T23:59:59+08:00'), late] })
    expect(fallsOf(known, 'person', NOW)).toMatchObject([{ day: '2026-04-01', month: '2024-04', part: 50 }])
    const next = facts({ gains: [issued('2024-04', 2, '2026-04-01T00:00:00+08:00')] })
    expect(fallsOf(next, 'person', NOW)).toEqual([])
  })

  it('is told as it was, whatever is issued for its month afterwards', () => {
    const [first, later] = ['2026-05-10T10:00:00+08:00', '2026-05-11T10:00:00+08:00']
    const losses = [taken('2026-04', 5, first)]
    // What came at the very moment was there to be taken.
    const gains = [issued('2026-04', 5, first), issued('2026-04', 9, later)]
    expect(fallsOf(facts({ gains, losses }), 'person', NOW)).toMatchObject([
      { day: '2026-05-10', cause: 'clawedBack', part: 80 },
    ])
  })

  it('is told for what was taken back while its month counted, and not afterwards', () => {
    const losses = [
      taken('2026-04', 2, '2026-05-10T10:00:00+08:00'),
      taken('2023-04', 1, '2026-05-11T10:00:00+08:00'),
    ]
    const known = facts({ gains: [ridden('2026-04', 5), ridden('2023-04', 5)], losses })
    const told = fallsOf(known, 'person', NOW).filter(({ cause }) => cause === 'clawedBack')
    expect(told).toMatchObject([
      { day: '2026-05-10', month: '2026-04', part: 20, lines: [{ lineId: 'rides', part: 20 }] },
    ])
  })

  it('is told where a correction lowered a line, and none where one raised it', () => {
    const at = new Date('2026-05-12T10:00:00+08:00')
    const adjustment = (units: number) => ({ lineId: 'rides' as const, month: month('2026-04'), units, at })
    const of = (units: number) =>
      fallsOf(facts({ gains: [ridden('2026-04', 5)], adjustments: [adjustment(units)] }), 'person', NOW)
    expect(of(-7)).toMatchObject([{ cause: 'corrected', part: 7 }])
    expect(of(7)).toEqual([])
  })

  it('is told where new rules count the same facts for less', () => {
    const [old] = [creditRulesOn('2026-05-20' as CityDay)]
    const halved: CreditRules = {
      ...old,
      validFrom: '2026-05-15' as CityDay,
      lines: old.lines.map((line) => (line.lineId === 'months' ? { ...line, weight: 10 } : line)),
    }
    const told = fallsOf(facts({ gains: [ridden('2026-04', 5)] }), 'person', NOW, [old, halved])
    expect(told).toMatchObject([{ day: '2026-05-15', cause: 'rulesChanged', month: null, part: 20 }])
    const late = [issued('2026-04', 5, '2026-05-15T00:00:00+08:00')]
    expect(fallsOf(facts({ gains: late }), 'person', NOW, [old, halved])).toEqual([])
  })

  describe('explains', () => {
    const FIRST = new Date('2024-10-16T00:00:00+08:00')
    const months = fc.integer({ min: 0, max: 60 }).map((back) => addMonths(cityMonthOf(NOW), -back))
    const kilograms = fc.integer({ min: 1, max: 40 })
    const daysAgo = fc.integer({ min: 1, max: 700 }).map((days) => NOW.getTime() - days * 86_400_000)
    const gains = fc.array(
      fc
        .record({ month: months, kilograms, at: daysAgo })
        .map(({ month: of, kilograms: mass, at }) => ({
          ...ridden(of, mass),
          // An hour before anything is taken that day.
          at: new Date(at - 3_600_000),
        }))
        .filter((one) => one.month <= cityMonthOf(one.at)),
      { maxLength: 12 },
    )
    const losses = fc.array(
      fc
        .record({ month: months, kilograms, at: daysAgo })
        .map(({ month: of, kilograms: mass, at }) => taken(of, mass, new Date(at).toISOString()))
        .filter((one) => one.month <= cityMonthOf(one.at)),
      { maxLength: 6 },
    )
    const fallen = (known: CreditFacts): number =>
      fallsOf(known, 'person', NOW)
        .filter(({ day }) => day > '2024-10-15')
        .reduce((sum, { part }) => sum + part, 0)
    const sumAt = (known: CreditFacts, moment: Date): number => reckonRecord(known, 'person', moment).sum

    it('the whole difference between two days on which nothing was gained', () => {
      fc.assert(
        fc.property(gains, losses, (gained, lost) => {
          const known = facts({ gains: gained.filter(({ at }) => at < FIRST), losses: lost })
          expect(sumAt(known, FIRST) - sumAt(known, NOW)).toBe(fallen(known))
        }),
      )
    })

    it('all of it but what was gained in between, however late that was issued', () => {
      fc.assert(
        fc.property(gains, losses, (gained, lost) => {
          const known = facts({ gains: gained, losses: lost })
          const moments = [...new Set(gained.map(({ at }) => at.getTime()))].filter(
            (at) => at > FIRST.getTime(),
          )
          const risen = moments.reduce((sum, moment) => {
            const without = { ...known, gains: gained.filter(({ at }) => at.getTime() < moment) }
            return sum + sumAt(known, new Date(moment)) - sumAt(without, new Date(moment))
          }, 0)
          expect(sumAt(known, FIRST) + risen - sumAt(known, NOW)).toBe(fallen(known))
        }),
      )
    })
  })

  it('that is to come is told by month, the next first', () => {
    const known = facts({ gains: [ridden('2026-05', 1), ridden('2024-07', 2)] })
    expect(comingFalls(known, 'person', NOW).map(({ day, part }) => [day, part])).toEqual([
      ['2026-07-01', 50],
      ['2028-05-01', 40],
    ])
  })
})

describe('medals', () => {
  const earned = (known: CreditFacts, medalId: string) =>
    medalsOf(known, 'person').find((medal) => medal.medalId === medalId)

  it('are earned in the month their rule is first met', () => {
    const known = facts({
      gains: [ridden('2026-03', 1, 60), ridden('2026-04', 1, 39), ridden('2026-05', 1, 1)],
    })
    expect(earned(known, 'first-ride')?.earnedIn).toBe('2026-03')
    expect(earned(known, 'hundred-rides')).toMatchObject({ earnedIn: '2026-05', reached: 100 })
    expect(earned(known, 'bike-fifty')).toMatchObject({ earnedIn: null, reached: 0 })
  })

  it('for months in a row begin again after a month without', () => {
    const inMonths = (...of: string[]) => facts({ gains: of.map((one) => ridden(one, 1)) })
    const row = ['2025-10', '2025-11', '2025-12', '2026-01', '2026-02']
    expect(earned(inMonths(...row, '2026-04'), 'six-months')).toMatchObject({ earnedIn: null, reached: 5 })
    expect(earned(inMonths(...row, '2026-03'), 'six-months')).toMatchObject({
      earnedIn: '2026-03',
      reached: 6,
    })
  })

  it('have ids and words of their own', () => {
    const ids = medalDefinitions().map(({ medalId }) => medalId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('a correction', () => {
  const grant = (staffId: string, body: CorrectionGrant['body'], units = 5): CorrectionGrant => ({
    staffId,
    body,
    units,
  })
  it('is agreed by two people of two bodies who name the same units', () => {
    const said = [grant('lin', 'centre')]
    expect(addGrant([], grant('lin', 'centre'))).toBe('one')
    expect(addGrant(said, grant('gu', 'bureau'))).toBe('agreed')
    expect(addGrant(said, grant('gu', 'bureau', 6))).toBe('one')
    expect(addGrant([...said, grant('gu', 'bureau', 6)], grant('lin', 'centre', 6))).toBe('agreed')
  })
  it('says when bodies name different units, by the last word of each person', () => {
    const differing = [grant('lin', 'centre', 3), grant('gu', 'bureau', 5)]
    expect(doBodiesDiffer(differing)).toBe(true)
    expect(doBodiesDiffer([...differing, grant('lin', 'centre', 5)])).toBe(false)
    // Two of one body are one body's affair.
    expect(doBodiesDiffer([grant('lin', 'centre', 3), grant('shen', 'centre', 5)])).toBe(false)
    expect(grantsNow([...differing, grant('lin', 'centre', 4)]).map(({ units }) => units)).toEqual([5, 4])
  })
  it('is not by one person, one body, or a person who changed office', () => {
    const said = [grant('lin', 'centre')]
    expect(addGrant(said, grant('lin', 'centre'))).toBe('secondPersonNeeded')
    expect(addGrant(said, grant('lin', 'exchange'))).toBe('secondPersonNeeded')
    expect(addGrant(said, grant('shen', 'centre'))).toBe('secondBodyNeeded')
  })
})

describe('a statement', () => {
  const held = {
    purpose: { purposeId: 'tenancy' as const, words: null },
    period: { from: '2026-05-20' as CityDay, to: '2026-05-21' as CityDay },
    isRevoked: false,
  }
  const { purpose } = held
  const at = (text: string) => new Date(text)

  it('is read inside its purpose and its days, and not outside', () => {
    expect(judgeReading(held, { purpose, now: at('2026-05-19T23:59:59+08:00') })).toBe('outsidePeriod')
    expect(judgeReading(held, { purpose, now: at('2026-05-20T00:00:00+08:00') })).toBe('read')
    expect(judgeReading(held, { purpose, now: at('2026-05-21T23:59:59+08:00') })).toBe('read')
    expect(judgeReading(held, { purpose, now: at('2026-05-22T00:00:00+08:00') })).toBe('outsidePeriod')
    expect(judgeReading(held, { purpose: { purposeId: 'honours', words: null }, now: NOW })).toBe(
      'otherPurpose',
    )
    expect(judgeReading({ ...held, isRevoked: true }, { purpose, now: NOW })).toBe('revoked')
  })

  it('compares purposes in words as people write them', () => {
    const words = (text: string) => ({ purposeId: 'other' as const, words: text })
    expect(isSamePurpose(words('申请  小区 车位'), words(' 申请 小区 车位'))).toBe(true)
    expect(isSamePurpose(words('ＡＢＣ'), words('abc'))).toBe(true)
    expect(isSamePurpose(words('申请车位'), words('申请车库'))).toBe(false)
    const whole = [words(' '), words('😀'), words('𠮷'), words('𠮷😀')].map(isPurposeWhole)
    expect(whole).toEqual([false, false, false, true])
    expect(isPurposeWhole({ purposeId: 'honours', words: '评优' })).toBe(false)
  })

  it('begins today at the earliest and is over within 90 days', () => {
    const today = '2026-05-20' as CityDay
    const allowed = (from: string, to: string) =>
      isPeriodAllowed({ from: from as CityDay, to: to as CityDay }, today)
    expect(allowed('2026-05-20', '2026-08-17')).toBe(true)
    expect(allowed('2026-05-20', '2026-08-18')).toBe(false)
    expect(allowed('2026-08-17', '2026-08-18')).toBe(false)
    expect(allowed('2026-05-19', '2026-05-20')).toBe(false)
    expect(allowed('2026-05-21', '2026-05-20')).toBe(false)
  })

  it('says where it stands', () => {
    const state = (text: string) => statementStateOf(held, at(text))
    expect([
      state('2026-05-19T12:00:00+08:00'),
      state('2026-05-21T12:00:00+08:00'),
      state('2026-05-22T12:00:00+08:00'),
    ]).toEqual(['coming', 'live', 'ended'])
  })
})
