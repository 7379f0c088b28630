/** @jest-environment node */
import { parseCityDay, type CityDay } from '#domain/calendar'
import { applicantPart, readMethodology, readProposed, type Methodology } from '#domain/methodology'
import { readProjectMethodology, type ProjectMethodology } from '#domain/project'
import pv from '../../../domain/project/data/shanghai/distributed-pv.json'
import { inventedFerry } from '../../../mock/applicants/invented-ferry'
import bus from '../../../domain/methodology/data/shanghai/bus.json'
import metro from '../../../domain/methodology/data/shanghai/metro.json'
import {
  draftOf,
  emptyProject,
  periodAfter,
  projectFaultsOf,
  readSize,
  recordOf,
  type ProjectDraft,
} from '../../../src/stores/applicant/project-draft'
import { findingsOf } from '../../../src/stores/applicant/project-rules'
import { classOf } from '../../../src/stores/applicant/proposal-class'
import { EMPTY_PROPOSAL, savedThousandths } from '../../../src/stores/applicant/proposal-draft'
import { creditedThousandths, netOf } from '../../../src/stores/applicant/proposal-figures'
import { draftOfRecord, proposedRecord } from '../../../src/stores/applicant/proposal-record'
import { readLines } from '../../../src/stores/applicant/reading-lines'

const NOW = new Date('2026-11-23T09:30:00+08:00')
const methodology = readProjectMethodology(pv) as ProjectMethodology
const known = { methodology, now: NOW }

const roof = (change: Partial<ProjectDraft> = {}): ProjectDraft => ({
  ...emptyProject(NOW),
  kind: 'distributed-pv',
  name: '老王家屋顶光伏',
  address: '闵行区莘松路 1 号',
  size: '9.6',
  startDay: '2025/6/1',
  sites: '3101 0001-0001',
  meters: { generated: 'PV-METER-1\nPV-METER-2' },
  ...change,
})

describe('a project as it is written', () => {
  it('is sent in whole watts and city days, and read back as somebody would have written it', () => {
    const record = recordOf(roof(), methodology)
    expect(record).toMatchObject({
      size: 9_600,
      startDay: '2025-06-01',
      siteKeys: [{ kind: 'gridAccount', value: '310100010001' }],
      meters: [
        { meterNo: 'PV-METER-1', measure: 'generated' },
        { meterNo: 'PV-METER-2', measure: 'generated' },
      ],
      otherScheme: null,
      period: { from: '2026-10-01', to: '2026-11-01' },
    })
    expect(recordOf(draftOf(record, methodology), methodology)).toEqual(record)
  })

  it.each([
    ['9.6', 9_600],
    ['1,000', 1_000_000],
    ['１．５', 1_500],
    ['0.001', 1],
    ['0', undefined],
    ['1.2345', undefined],
    ['十', undefined],
  ])('%s kW is %s W', (text, watts) => expect(readSize(text, 'watt')).toBe(watts))

  it('says what is wrong beside the field it is wrong in', () => {
    const faults = (change: Partial<ProjectDraft>, step: number) => projectFaultsOf(roof(change), step, known)
    expect(faults({}, 1)).toEqual({})
    expect(faults({ name: ' ', sites: 'X' }, 1)).toEqual({ name: 'short', sites: 'site' })
    expect(faults({ isElsewhere: true }, 1)).toEqual({ otherScheme: 'missing' })
    expect(faults({ size: '', startDay: '2027-01-01', meters: {} }, 2)).toEqual({
      ...{ size: 'size', startDay: 'dayAhead', meters: 'missing' },
    })
    expect(faults({ meters: { generated: 'PV-METER-1\npvmeter1' } }, 2)).toEqual({ meters: 'meterTwice' })
    expect(faults({ startDay: '2025-02-30' }, 2)).toEqual({ startDay: 'day' })
    expect(faults({ first: '2026-11-01', last: '2026-10-01' }, 3)).toEqual({ last: 'order' })
    expect(faults({ last: '2026-11-23' }, 3)).toEqual({ last: 'open' })
    expect(faults({ last: '2026-11-22' }, 3)).toEqual({})
  })

  it('is offered a first period no rule refuses, and keeps the one she chose', () => {
    const offered = (startDay: string, draft = emptyProject(NOW)) => {
      const { first, last } = periodAfter(draft, startDay, NOW)
      return [first, last]
    }
    expect(offered('2025-06-01')).toEqual(['2026-10-01', '2026-10-31'])
    expect(offered('2026-10-15')).toEqual(['2026-10-15', '2026-10-31'])
    expect(offered('2026-11-10')).toEqual(['', ''])
    const later = {
      ...emptyProject(NOW),
      startDay: '2026-11-10',
      ...periodAfter(emptyProject(NOW), '2026-11-10', NOW),
    }
    expect(offered('2025-06-01', later)).toEqual(['2026-10-01', '2026-10-31'])
    expect(offered('2026-11-10', roof({ first: '2026-09-01' }))).toEqual(['2026-09-01', '2026-10-31'])
  })

  it('is told which rule it breaks, each by itself, and what nobody can know yet', () => {
    const state = (change: Partial<ProjectDraft>) =>
      Object.fromEntries(findingsOf(roof(change), methodology).map(({ rule, state }) => [rule, state]))
    const kept = { size: 'kept', term: 'kept', site: 'kept', elsewhere: 'kept' }
    expect(state({})).toEqual(kept)
    expect(state({ size: '1000' })).toEqual(kept)
    expect(state({ size: '1000.001' })).toEqual({ ...kept, size: 'broken' })
    expect(state({ size: '' })).toEqual({ ...kept, size: 'unknown' })
    expect(state({ startDay: '2026-10-15' })).toEqual({ ...kept, term: 'broken' })
    expect(state({ startDay: '2001-10-01' })).toEqual({ ...kept, term: 'broken' })
    expect(state({ sites: '', isElsewhere: true, otherScheme: 'CCER' })).toEqual({
      ...{ ...kept, site: 'broken', elsewhere: 'broken' },
    })
  })
})

describe('readings as they are pasted', () => {
  const one = [{ meterNo: 'PV-METER-1', measure: 'generated' }]
  const two = [...one, { meterNo: 'PV-METER-2', measure: 'generated' }]

  it('are days and kilowatt hours, or JSON lines as they are', () => {
    const json = '{"meterNo":"PV-METER-1","measure":"generated","day":"2026-04-03","quantity":1}'
    const { lines, unread } = readLines(`2026-04-01 24.5\r\n\n2026/4/2，23度\n${json}`, one)
    expect(unread).toEqual([])
    expect(lines.slice(0, 2).map((line) => JSON.parse(line) as unknown)).toEqual([
      { ...one[0], day: '2026-04-01', quantity: 24_500 },
      { ...one[0], day: '2026-04-02', quantity: 23_000 },
    ])
    expect(lines[2]).toBe(json)
  })

  it('name their meter where there are several', () => {
    expect(readLines('PV-METER-2 2026-04-01 1', two).lines).toEqual([
      '{"meterNo":"PV-METER-2","measure":"generated","day":"2026-04-01","quantity":1000}',
    ])
    expect(readLines('2026-04-01 1', two).unread).toEqual([1])
  })

  it('are named by their line where they cannot be read, empty lines counted', () => {
    const text = '2026-04-01 1\n\n2026-04-31 1\n2026-04-02 1.2345\n{"a":\n四月三日 1'
    expect(readLines(text, one).unread).toEqual([3, 4, 5, 6])
  })

  it('are sent in ASCII, whatever was pasted', () => {
    expect(readLines('{"meterNo":"表"}', one).lines).toEqual(['{"meterNo":"\\u8868"}'])
  })
})

describe('a methodology as it is written', () => {
  const given = {
    code: 'T-1',
    version: 1,
    schemeId: 'shanghai',
    validFrom: parseCityDay('2027-01-01') as CityDay,
  }
  const classes = [
    { class: 'II', uses: ['points', 'sale', 'offset', 'donation'] },
    { class: 'behaviour', uses: ['points'] },
  ]
  const rides = { kind: 'reduction', classes } as const
  const whole = {
    ...EMPTY_PROPOSAL,
    ...{
      sceneId: 'ferry',
      nameZh: '水上巴士出行',
      applicability: '黄浦江',
      boundary: '船',
      additionality: '会开车',
    },
    ...{
      baseline: '开车',
      baselineGrams: '147',
      baselineSource: '甲',
      projectGrams: '50.5',
      projectSource: '乙',
    },
    ...{ monitoring: '闸机', source: '丙', references: '年报', terms: '空船率：没有人的船', author: '王梅' },
  }

  it('is what the service takes once every field of the outline is filled in', () => {
    const record = proposedRecord(whole, {}, rides)
    expect(readProposed(record, given)).toMatchObject({
      formula: { kind: 'perMetre', microgramsPerMeter: 96_500 },
      outline: { terms: [{ term: { zh: '空船率' }, meaning: { zh: '没有人的船' } }] },
    })
    expect(draftOfRecord(record)).toEqual({ ...whole, nameEn: whole.nameZh })
  })

  it('leaves out what is not written, so that the service says that it is missing', () => {
    const read = readProposed(proposedRecord({ ...whole, boundary: '', projectGrams: '' }, {}, rides), given)
    expect(read).toMatchObject({
      faults: [
        'formula is missing or wrong',
        'factors is missing or wrong',
        'outline.boundary is missing or wrong',
      ],
    })
  })

  it('keeps of a version that is revised what nobody touched', () => {
    const record = applicantPart(readMethodology(metro) as Methodology)
    const draft = draftOfRecord(record)
    const same = proposedRecord(draft, record, rides)
    expect(same).toMatchObject({
      factors: record['factors'],
      formula: record['formula'],
      name: record['name'],
    })
    const changed = proposedRecord({ ...draft, monitoring: '新办法' }, record, rides)
    expect(changed['monitoring']).toEqual({ zh: '新办法', en: '新办法' })
    expect(changed['factors']).toEqual(record['factors'])
  })

  /** Goes through every step with the service keeping each, as a database gives it back. */
  const passThrough = (record: Record<string, unknown>) => {
    let kept = record
    for (let step = 0; step < 6; step += 1) {
      const next = proposedRecord(draftOfRecord(kept), kept, rides)
      kept = JSON.parse(JSON.stringify(next)) as Record<string, unknown>
    }
    return kept
  }

  it('comes out as it was stored where she went through every step and changed nothing', () => {
    const stored = JSON.parse(JSON.stringify(inventedFerry)) as Record<string, unknown>
    expect(passThrough(stored)).toEqual(stored)
    expect(stored['uses']).toEqual(['points'])
    const odd = {
      ...stored,
      confidence: 'C',
      baseline: null,
      uses: ['donation'],
      derivation: { zh: '推', en: 'D' },
    }
    expect(passThrough(odd)).toEqual(odd)
  })

  it('changes the field she writes in and no other, the code of the author among them', () => {
    const stored = JSON.parse(JSON.stringify(inventedFerry)) as Record<string, unknown>
    const draft = { ...draftOfRecord(stored), creditCode: '91310000000000001T' }
    const { outline, ...rest } = proposedRecord(draft, stored, rides)
    const { outline: before, ...others } = inventedFerry
    expect(rest).toEqual(others)
    expect(outline).toEqual({ ...before, author: { ...before.author, creditCode: '91310000000000001T' } })
  })

  it('is of the class its scene has, with the uses that class has today, unless the stored one suits the scene', () => {
    const behaviour = { kind: 'behaviour', classes } as const
    expect(classOf({}, rides)).toEqual({ class: 'II', uses: ['points', 'sale', 'offset', 'donation'] })
    expect(classOf({}, behaviour)).toEqual({ class: 'behaviour', uses: ['points'] })
    expect(classOf({ class: 'II', uses: ['sale'] }, rides)).toEqual({ class: 'II', uses: ['sale'] })
    expect(classOf({ class: 'II', uses: ['sale'] }, behaviour)).toEqual({
      class: 'behaviour',
      uses: ['points'],
    })
    expect(classOf({}, { kind: undefined, classes })).toEqual({ class: undefined, uses: undefined })
    expect(classOf({}, { kind: 'reduction', classes: [] })).toEqual({ class: 'II', uses: undefined })
  })

  it('is reckoned by a net figure its boxes cannot show until two figures are written over it', () => {
    const stored = inventedFerry as Record<string, unknown>
    const before = draftOfRecord(stored)
    expect(netOf(stored)).toMatchObject({ value: '123', unit: { zh: '克/次' }, source: '演示用，数字是编的' })
    expect(creditedThousandths(before, { before, record: stored })).toBe(123_000)
    const half = { ...before, baselineGrams: '500' }
    expect(creditedThousandths(half, { before, record: stored })).toBeUndefined()
    const two = { ...half, baselineSource: '甲', projectGrams: '60', projectSource: '乙' }
    expect(creditedThousandths(two, { before, record: stored })).toBe(440_000)
    const written = proposedRecord(two, { ...stored, derivation: { zh: '旧', en: 'old' } }, rides)
    expect(written).toMatchObject({ formula: { milligramsPerBoarding: 440_000 }, derivation: null })
    expect(netOf(metro as Record<string, unknown>)).toBeUndefined()
  })

  it('has parameters that follow what she writes, step by step; her own stay', () => {
    const steps = [{ ...whole, monitoring: '', projectGrams: '', projectSource: '' }, whole]
    const kept = steps.reduce<Record<string, unknown>>(
      (record, draft) =>
        JSON.parse(JSON.stringify(proposedRecord(draft, record, rides))) as Record<string, unknown>,
      {},
    )
    expect(readProposed(kept, given)).toMatchObject({
      outline: {
        parameters: [{ symbol: 'L', source: { zh: '闸机' } }, { symbol: 'EF_b' }, { source: { zh: '乙' } }],
      },
    })
    const { boundary, additionality, references, author } = draftOfRecord(inventedFerry)
    const revision = applicantPart(readMethodology(bus) as Methodology)
    const revised = { ...draftOfRecord(revision), boundary, additionality, references, author }
    expect(readProposed(proposedRecord(revised, revision, rides), given)).toMatchObject({
      outline: { parameters: [{ symbol: 'N' }, { symbol: 'EF', source: bus.factors[0]?.source }] },
    })
  })

  it('saves what one emits otherwise less what one emits this way, and nothing where that is less', () => {
    expect(savedThousandths(whole)).toBe(96_500)
    expect(savedThousandths({ ...whole, projectGrams: '147' })).toBeUndefined()
  })
})
