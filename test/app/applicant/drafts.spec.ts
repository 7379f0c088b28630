/** @jest-environment node */
import { parseCityDay, type CityDay } from '#domain/calendar'
import { readProposed } from '#domain/methodology'
import { readProjectMethodology, type ProjectMethodology } from '#domain/project'
import pv from '../../../domain/project/data/shanghai/distributed-pv.json'
import metro from '../../../domain/methodology/data/shanghai/metro.json'
import {
  draftOf,
  emptyProject,
  projectFaultsOf,
  readSize,
  recordOf,
  type ProjectDraft,
} from '../../../src/stores/applicant/project-draft'
import { findingsOf } from '../../../src/stores/applicant/project-rules'
import { EMPTY_PROPOSAL, savedThousandths } from '../../../src/stores/applicant/proposal-draft'
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
    expect(faults({ startDay: '2025-02-30' }, 2)).toEqual({ startDay: 'day' })
    expect(faults({ first: '2026-11-01', last: '2026-10-01' }, 3)).toEqual({ last: 'order' })
    expect(faults({ last: '2026-11-23' }, 3)).toEqual({ last: 'open' })
    expect(faults({ last: '2026-11-22' }, 3)).toEqual({})
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
    const record = proposedRecord(whole, {}, 'reduction')
    expect(readProposed(record, given)).toMatchObject({
      formula: { kind: 'perMetre', microgramsPerMeter: 96_500 },
      outline: { terms: [{ term: { zh: '空船率' }, meaning: { zh: '没有人的船' } }] },
    })
    expect(draftOfRecord(record)).toEqual({ ...whole, nameEn: whole.nameZh })
  })

  it('leaves out what is not written, so that the service says that it is missing', () => {
    const read = readProposed(
      proposedRecord({ ...whole, boundary: '', projectGrams: '' }, {}, 'reduction'),
      given,
    )
    expect(read).toMatchObject({
      faults: [
        'formula is missing or wrong',
        'factors is missing or wrong',
        'outline.boundary is missing or wrong',
      ],
    })
  })

  it('keeps of a version that is revised what nobody touched', () => {
    const { code: _, version: __, schemeId: ___, status: ____, ...record } = metro as Record<string, unknown>
    const draft = draftOfRecord(record)
    const same = proposedRecord(draft, record, 'reduction')
    expect(same).toMatchObject({
      factors: record['factors'],
      formula: record['formula'],
      name: record['name'],
    })
    const changed = proposedRecord({ ...draft, monitoring: '新办法' }, record, 'reduction')
    expect(changed['monitoring']).toEqual({ zh: '新办法', en: '新办法' })
    expect(changed['factors']).toEqual(record['factors'])
  })

  it('saves what one emits otherwise less what one emits this way, and nothing where that is less', () => {
    expect(savedThousandths(whole)).toBe(96_500)
    expect(savedThousandths({ ...whole, projectGrams: '147' })).toBeUndefined()
  })
})
