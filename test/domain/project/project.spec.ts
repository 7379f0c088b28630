import { addYears, daysBetween, type CityDay } from '#domain/calendar'
import { siteKey, type ExclusionEntry } from '#domain/exclusion'
import {
  decideSigning,
  implausibleDayOf,
  ineligibilityOf,
  isProjectStepRefusal,
  PERIOD_DAYS_MAX,
  periodFaultOf,
  readingFaultOf,
  readingLine,
  readProjectMethodology,
  reductionOf,
  stepProject,
  type ProjectClaim,
  type ProjectMethodology,
  type ProjectState,
  type ProjectStep,
} from '#domain/project'
import pvRecord from '../../../domain/project/data/shanghai/distributed-pv.json'
import forestryRecord from '../../harness/project-kinds/forestry.json'
import heatPumpRecord from '../../harness/project-kinds/heat-pump.json'

const day = (text: string): CityDay => text as CityDay
const read = (record: unknown): ProjectMethodology => {
  const methodology = readProjectMethodology(record)
  if ('faults' in methodology) throw new Error(methodology.faults.join('; '))
  return methodology
}
const pv = read(pvRecord)

describe('a methodology for projects', () => {
  it('is data: the photovoltaic one with its figures, each with its source', () => {
    expect(pv).toMatchObject({ kind: 'distributed-pv', size: { unit: 'watt', max: 1_000_000 } })
    expect(pv.term?.years).toBe(25)
    expect(pv.measures[0]).toMatchObject({ microgramsPerUnit: 420_000, unit: 'wattHour', confidence: 'C' })
  })

  it('says field by field what is wrong with a record', () => {
    const faults = (record: unknown): readonly string[] => {
      const outcome = readProjectMethodology(record)
      return 'faults' in outcome ? outcome.faults : []
    }
    expect(faults('text')).toEqual(['the record is not an object'])
    expect(faults({ ...pvRecord, term: { years: 25 } })).toEqual(['term is missing or wrong'])
    expect(faults({ ...pvRecord, sceneId: 'metro' })).toEqual([
      'sceneId is not a field of a methodology for projects',
    ])
    const [measure] = pvRecord.measures
    expect(faults({ ...pvRecord, measures: [{ ...measure, microgramsPerUnit: 0.42 }] })).toEqual([
      'measures is missing or wrong',
    ])
    expect(faults({ ...pvRecord, measures: [measure, measure] })).toEqual(['measures: one name twice'])
  })

  it('turns what was measured into milligrams, floored once: worked examples', () => {
    // 1 kWh = 0.42 kg; 0.8 MW at 1,000 full hours a year = 336 t.
    expect(reductionOf(pv, { generated: 1_000n })).toBe(420_000n)
    expect(reductionOf(pv, { generated: 800_000_000n })).toBe(336_000_000_000n)
    const twoThirds = { measures: [{ ...pv.measures[0]!, microgramsPerUnit: 667 }] }
    expect(reductionOf(twoThirds, { generated: 5n })).toBe(3n)
    expect(reductionOf(pv, {})).toBe(0n)
  })

  it('holds other kinds as data alone: heat less the power it took, and what a survey found', () => {
    const heatPump = read(heatPumpRecord)
    expect(reductionOf(heatPump, { heat: 3_000n, power: 1_000n })).toBe(228_000n)
    expect(reductionOf(heatPump, { heat: 1_000n, power: 1_000n })).toBe(0n)
    const forestry = read(forestryRecord)
    expect(reductionOf(forestry, { stored: 12_345n })).toBe(12_345_000n)
    expect(forestry).toMatchObject({ size: { unit: 'squareMetre', max: null }, term: null })
  })
})

const claim = (change: Partial<ProjectClaim> = {}): ProjectClaim => ({
  size: 800_000,
  startDay: day('2026-01-01'),
  siteKeys: [siteKey('gridAccount', '3101 0001-0001'), siteKey('creditCode', '91310000000000001x')],
  otherScheme: null,
  ...change,
})
const april = { from: day('2026-04-01'), to: day('2026-05-01') }
const entry = (scheme: ExclusionEntry['scheme'], change: Partial<ExclusionEntry> = {}): ExclusionEntry => ({
  scheme,
  key: siteKey('creditCode', '9131 0000 0000 0000 1X'),
  from: day('2025-01-01'),
  to: null,
  ...change,
})

describe('who may be credited', () => {
  it('is whoever keeps size, term, site and stands in no other scheme', () => {
    expect(ineligibilityOf(pv, claim(), april, [])).toBeUndefined()
    expect(ineligibilityOf(pv, claim({ size: 1_000_000 }), april, [])).toBeUndefined()
  })

  it.each([
    ['1.2 MW', claim({ size: 1_200_000 }), [], 'project.size-exceeded'],
    ['one watt too many', claim({ size: 1_000_001 }), [], 'project.size-exceeded'],
    ['26 years', claim({ startDay: day('2000-03-01') }), [], 'project.term-over'],
    ['not yet at work', claim({ startDay: day('2026-04-02') }), [], 'project.term-over'],
    ['no grid account', claim({ siteKeys: [siteKey('creditCode', '1')] }), [], 'project.site-unnamed'],
    ['an ETS site', claim(), [entry('ets')], 'project.site-in-ets'],
    ['a CCER site', claim(), [entry('ccer')], 'project.site-in-ccer'],
    ['another scheme', claim(), [entry('other')], 'project.in-other-scheme'],
    ['another scheme by its own word', claim({ otherScheme: 'VCS' }), [], 'project.in-other-scheme'],
    ['two of them: ETS first', claim(), [entry('other'), entry('ets')], 'project.site-in-ets'],
  ])('%s is refused by name', (_, told, entries, name) => {
    expect(ineligibilityOf(pv, told, april, entries)).toBe(name)
  })

  it('asks the exclusion list by dates: the first and the day after the last are another matter', () => {
    const until = (to: string) => [entry('ets', { to: day(to) })]
    expect(ineligibilityOf(pv, claim(), april, until('2026-04-01'))).toBeUndefined()
    expect(ineligibilityOf(pv, claim(), april, until('2026-04-02'))).toBe('project.site-in-ets')
    const since = (from: string) => [entry('ets', { from: day(from) })]
    expect(ineligibilityOf(pv, claim(), april, since('2026-05-01'))).toBeUndefined()
    expect(ineligibilityOf(pv, claim(), april, since('2026-04-30'))).toBe('project.site-in-ets')
  })

  it('only asks for the schemes its methodology names', () => {
    expect(
      ineligibilityOf({ ...pv, excludedSchemes: [] }, claim({ otherScheme: 'VCS' }), april, [entry('ets')]),
    ).toBeUndefined()
  })

  it('ends 25 years after the first day, that day counted out', () => {
    const old = claim({ startDay: day('2001-05-01') })
    expect(ineligibilityOf(pv, old, april, [])).toBeUndefined()
    expect(ineligibilityOf(pv, old, { ...april, to: day('2026-05-02') }, [])).toBe('project.term-over')
    expect(addYears(day('2000-02-29'), 25)).toBe('2025-03-01')
  })
})

describe('a period', () => {
  const known = { today: day('2026-05-01'), reportedUntil: null, days: 30 }
  it('is reported when it is over, after the one before, and at most a year long', () => {
    expect(periodFaultOf(april, known)).toBeUndefined()
    expect(periodFaultOf(april, { ...known, today: day('2026-04-30') })).toBe('project.period-open')
    expect(periodFaultOf({ from: april.to, to: april.from }, known)).toBe('project.period-invalid')
    expect(periodFaultOf(april, { ...known, reportedUntil: day('2026-04-02') })).toBe(
      'project.period-invalid',
    )
    expect(periodFaultOf(april, { ...known, reportedUntil: april.from })).toBeUndefined()
    expect(periodFaultOf(april, { ...known, days: PERIOD_DAYS_MAX + 1 })).toBe('project.period-invalid')
    expect(daysBetween(april.from, april.to)).toBe(30)
  })
})

describe('a reading', () => {
  const project = {
    size: 800_000,
    startDay: day('2026-01-01'),
    meters: [{ meterNo: 'M1', measure: 'generated' }],
    reported: [{ from: day('2026-02-01'), to: day('2026-03-01') }],
  }
  const reading = { meterNo: 'M1', measure: 'generated', day: day('2026-04-01'), quantity: 1, revision: 0 }
  const today = day('2026-05-01')
  const faultOf = (change: object, counted = { own: 0, others: 0 }) =>
    readingFaultOf(pv, project, { ...reading, ...change }, { today, counted })

  it.each([
    ['as it should be', {}, undefined],
    ['as much as physics lets through', { quantity: 19_200_000 }, undefined],
    ['a watt-hour more', { quantity: 19_200_001 }, 'reading.implausible'],
    ['of a meter nobody named', { meterNo: 'M2' }, 'reading.meter-unknown'],
    ['of a measure the methodology has not', { measure: 'heat' }, 'reading.meter-unknown'],
    ['of today', { day: day('2026-05-01') }, 'reading.day-outside'],
    ['from before it worked', { day: day('2025-12-31') }, 'reading.day-outside'],
    ['of a period that was handed in', { day: day('2026-02-28') }, 'reading.period-reported'],
    ['of the day after it', { day: day('2026-03-01') }, undefined],
  ])('%s', (_, change, fault) => expect(faultOf(change)).toBe(fault))

  it.each([
    ['as much as the others leave', 9_200_000, { own: 0, others: 10_000_000 }, undefined],
    ['a watt-hour more than they leave', 9_200_001, { own: 0, others: 10_000_000 }, 'reading.implausible'],
    [
      'more than itself before, which they do not leave',
      9_200_001,
      { own: 1, others: 10_000_000 },
      'reading.implausible',
    ],
    [
      'less than before, of a day that stands too high',
      9_000_000,
      { own: 19_200_000, others: 19_200_000 },
      undefined,
    ],
    [
      'less than before, and alone too much',
      19_200_001,
      { own: 20_000_000, others: 0 },
      'reading.implausible',
    ],
    ['nothing, of a day that stands too high', 0, { own: 0, others: 20_000_000 }, undefined],
  ])('of one of several meters: %s', (_, quantity, counted, fault) =>
    expect(faultOf({ quantity }, counted)).toBe(fault),
  )

  it('is one of a day that its meters make together, and the first day that is too much is named', () => {
    const of = (meterNo: string, at: string, quantity: number, measure = 'generated') => ({
      ...{ meterNo, measure, day: day(at), quantity, revision: 0 },
    })
    const within = [of('M1', '2026-04-02', 19_200_000), of('M1', '2026-04-03', 19_199_999)]
    expect(implausibleDayOf(pv, 800_000, [...within, of('M2', '2026-04-03', 1)])).toBeUndefined()
    const beyond = [...within, of('M2', '2026-04-03', 2), of('M2', '2026-04-02', 1)]
    expect(implausibleDayOf(pv, 800_000, beyond)).toBe('2026-04-02')
    const heatPump = read(heatPumpRecord)
    const heat = of('H1', '2026-04-02', 240, 'heat')
    // Power has no limit by size, and does not count as heat.
    expect(implausibleDayOf(heatPump, 10, [heat, of('P1', '2026-04-02', 9_999, 'power')])).toBeUndefined()
    expect(implausibleDayOf(heatPump, 10, [heat, of('H2', '2026-04-02', 1, 'heat')])).toBe('2026-04-02')
  })

  it('has one canonical line', () => {
    expect(readingLine(reading)).toBe('M1 generated 2026-04-01 0 1\n')
  })
})

describe('the way of a project', () => {
  const after = (...steps: ProjectStep[]): unknown =>
    steps.reduce<ProjectState | string>(
      (state, step) => (typeof state === 'string' ? state : stepProject(state, step)),
      { kind: 'draft' },
    )
  const approved: ProjectStep[] = ['apply', 'accept', 'approve']

  it('leads through one review to issuing, and on to tracking', () => {
    expect(after(...approved)).toEqual({ kind: 'crediting' })
    expect(after(...approved, 'issue', 'issue')).toEqual({ kind: 'tracking' })
    expect(after(...approved, 'suspend', 'resume')).toEqual({ kind: 'crediting' })
    expect(after(...approved, 'issue', 'suspend')).toEqual({ kind: 'suspended', from: 'tracking' })
    expect(after(...approved, 'suspend', 'end')).toEqual({ kind: 'ended' })
    expect(after('apply', 'return', 'apply', 'accept', 'refuse')).toEqual({ kind: 'refused' })
    expect(isProjectStepRefusal({ kind: 'draft' })).toBe(false)
  })

  it.each<[string, ProjectStep[]]>([
    ['project.not-with-applicant', ['apply', 'apply']],
    ['project.not-applied', ['accept']],
    ['project.not-returnable', ['return']],
    ['project.not-under-review', ['apply', 'approve']],
    ['project.not-under-review', ['apply', 'refuse']],
    ['project.already-decided', [...approved, 'withdraw']],
    ['project.not-crediting', ['issue']],
    ['project.not-crediting', [...approved, 'suspend', 'issue']],
    ['project.not-crediting', ['suspend']],
    ['project.not-crediting', [...approved, 'end', 'end']],
    ['project.not-suspended', [...approved, 'resume']],
  ])('refuses as %s: %p', (name, steps) => expect(after(...steps)).toBe(name))
})

describe('two bodies', () => {
  const centre = { staffId: 'lin', role: 'centre', verdict: 'approve' } as const
  const bureau = { staffId: 'gu', role: 'bureau', verdict: 'approve' } as const
  it('decide by two people of different ones with one verdict', () => {
    expect(decideSigning([], centre)).toBe('sign')
    expect(decideSigning([centre], bureau)).toBe('decide')
    expect(decideSigning<string>([centre], { ...bureau, verdict: 'refuse' })).toBe('sign')
    expect(
      decideSigning<string>([centre, { ...bureau, verdict: 'refuse' }], {
        staffId: 'he',
        role: 'exchange',
        verdict: 'refuse',
      }),
    ).toBe('decide')
  })
  it('never count one person or one body twice', () => {
    expect(decideSigning([centre], { ...centre, role: 'bureau' })).toBe('project.second-person-needed')
    expect(decideSigning([centre], { ...centre, staffId: 'shen' })).toBe('project.second-body-needed')
  })
})
