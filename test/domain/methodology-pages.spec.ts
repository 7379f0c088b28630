import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { CityDay } from '#domain/calendar'
import { siteKey, type ExcludingScheme } from '#domain/exclusion'
import { floorGrams, massText, meters, milligrams, type MassText } from '#domain/measure'
import { factorPartsOf, isInForce, quantify, readMethodology, type Methodology } from '#domain/methodology'
import {
  ineligibilityOf,
  readingFaultOf,
  readProjectMethodology,
  reductionOf,
  type ProjectMethodology,
} from '#domain/project'
import { resolveOverlaps, type OverlapRide } from '#domain/ride'

import { factsOf, tableOf, type Row } from '../harness/document-tables'

import scenes from '../../server/city/shanghai/scenes.json'

/** docs/methodology held to the records and reckoned again: what a resident or a reviewer reads there is what is counted. */
const PAGES = join(__dirname, '../../docs/methodology')
const RIDES = join(__dirname, '../../domain/methodology/data/shanghai')
const PROJECTS = join(__dirname, '../../domain/project/data/shanghai')

const recordsIn = (folder: string): unknown[] =>
  readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown)

const read = <T extends object>(record: T | { readonly faults: readonly string[] }): T => {
  if ('faults' in record) throw new Error(record.faults.join('; '))
  return record
}
const rides: readonly Methodology[] = recordsIn(RIDES).map((record) => read(readMethodology(record)))
const projects: readonly ProjectMethodology[] = recordsIn(PROJECTS).map((record) =>
  read(readProjectMethodology(record)),
)

const pages = new Map(
  readdirSync(PAGES).map((file) => [file, readFileSync(join(PAGES, file), 'utf8')] as const),
)
/** The page whose table of key facts names this code. */
const pageOf = (code: string): string => {
  const found = [...pages.values()].filter((page) => factsOf(page).some((facts) => facts['Code'] === code))
  if (found.length !== 1) throw new Error(`${code} has ${found.length} pages in docs/methodology`)
  return found[0]!
}
const NEEDED = /^(?=[^]*^## 哪些算$)(?=[^]*^## 哪些不算$)(?=[^]*^## 和什么比$)(?=[^]*^## In English$)/m

const written = ({ digits, unit }: MassText): string => `${digits} ${unit}`
/** A figure the page says was not published is written with the word none. */
const orNone = (value: string | undefined): string => value ?? 'none'
const lastWord = (text: string | undefined): string => text?.split(' ').at(-1) ?? ''

const today = new Date().toISOString().slice(0, 10) as CityDay
const live = rides.filter((one) => isInForce(one, today))
const liveProjects = projects.filter(
  ({ validFrom, validTo }) => validFrom <= today && (validTo ?? '9') > today,
)

describe.each(live.map((one) => [one.sceneId, one] as const))('the page of %s', (sceneId, methodology) => {
  const page = pageOf(methodology.code)
  const facts = factsOf(page)[0]!
  const formula = methodology.formula!

  it('states code, version, class, validity, factors, uses, confidence and source as the record has them', () => {
    const parts = factorPartsOf(methodology)
    const net = methodology.factors.find(({ role }) => role === 'net')?.value
    const factor =
      formula.kind === 'perMetre'
        ? `${formula.microgramsPerMeter} µg/m`
        : `${formula.milligramsPerBoarding} mg/次`
    expect(facts).toMatchObject({
      ...{ Code: methodology.code, Version: String(methodology.version), Class: methodology.class },
      ...{ 'In force from': methodology.validFrom, Formula: factor, Net: net },
      ...{
        Uses: methodology.uses.join(', '),
        Confidence: methodology.confidence,
        Source: methodology.source.zh,
      },
      'Trip at most': `${scenes.find((scene) => scene.sceneId === sceneId)?.distanceMetersMax} m`,
    })
    expect(lastWord(facts['Until'])).toBe(orNone(methodology.validTo ?? undefined))
    expect(lastWord(facts['Baseline'])).toBe(
      orNone(parts === null ? undefined : String(parts.baseline / 1000)),
    )
    expect(lastWord(facts['Project'])).toBe(orNone(parts === null ? undefined : String(parts.project / 1000)))
  })

  it('says in both languages what counts, against what, from which data, and what does not count', () => {
    const { applicability, baseline, monitoring, exclusions, derivation } = methodology
    expect(page).toMatch(NEEDED)
    const told = [
      applicability,
      monitoring,
      ...exclusions,
      ...[baseline, derivation].flatMap((one) => one ?? []),
    ]
    const flat = page.replace(/\n/g, ' ')
    for (const { zh, en } of told)
      expect([zh, en, flat.includes(zh), flat.includes(en)]).toEqual([zh, en, true, true])
  })

  it('has worked examples that come out to the milligram', () => {
    const examples = tableOf(page, ['Example', 'rides', 'm', 'mg', 'Shown', 'Points'])
    expect(examples.length).toBeGreaterThanOrEqual(3)
    for (const example of examples) expect(example).toEqual({ ...example, ...reckoned(formula, example) })
  })

  it('decides two reports of one trip as the platform does', () => {
    const cases = tableOf(page, ['Example', 'First', 'Second', 'Stations', 'Counts'])
    expect(cases.length).toBeGreaterThanOrEqual(2)
    const kind = formula.kind === 'perBoarding' ? 'boarding' : 'interval'
    for (const one of cases) {
      const lost = resolveOverlaps(kind, [tripOf(one, 'First'), tripOf(one, 'Second')])
      expect([one['Example'], one['Counts']]).toEqual([one['Example'], String(2 - lost.size)])
    }
  })
})

/** What the example must say: each ride reckoned alone, then added. */
const reckoned = (formula: NonNullable<Methodology['formula']>, example: Row): Row => {
  const metres = example['m'] ?? ''
  const one = quantify(formula, { distanceMeters: /^\d+$/.test(metres) ? meters(Number(metres)) : undefined })
  if (one === 'distanceNeeded') throw new Error(`${example['Example']}: without metres`)
  const sum = milligrams(one * Number(example['rides']))
  return { mg: String(sum), Shown: written(massText(sum)), Points: String(floorGrams(sum)) }
}

const tripOf = (one: Row, which: 'First' | 'Second'): OverlapRide => {
  const [from = '', to] = (one[which] ?? '').split('–')
  const at = (clock: string): number => Date.parse(`2026-05-04T${clock}:00+08:00`)
  const word = lastWord(one['Stations'])
  return {
    ...{ rideKey: which, channelRank: which === 'First' ? 1 : 2, settled: false, boardedAt: at(from) },
    alightedAt: to === undefined ? null : at(to),
    stations: word === 'none' ? null : word === 'same' ? 'the same' : which,
  }
}

describe.each(liveProjects.map((one) => [one.kind, one] as const))('the page of %s', (_kind, methodology) => {
  const page = pageOf(methodology.code)
  const facts = factsOf(page)[0]!

  it('states the record: code, version, limits, measures, schemes that exclude it, uses, confidence and source', () => {
    const { size, term, measures } = methodology
    const sign = { plus: '+', minus: '−' } as const
    expect(facts).toMatchObject({
      ...{ Code: methodology.code, Version: String(methodology.version), Kind: methodology.kind },
      ...{ Class: methodology.class, 'In force from': methodology.validFrom },
      ...{ 'Size at most': `${size.max ?? 'none'} ${size.unit}`, Term: String(term?.years ?? 'none') },
      ...{ 'Site key': methodology.siteKeyKind, 'Excluded schemes': methodology.excludedSchemes.join(', ') },
      Measures: measures
        .map((one) => `${one.measure} ${sign[one.sign]} ${one.microgramsPerUnit} µg/${one.unit}`)
        .join(', '),
      'A day at most': measures
        .map((one) => `${one.measure} ${one.unitsPerSizeUnitDayMax ?? 'none'}`)
        .join(', '),
      ...{
        Uses: methodology.uses.join(', '),
        Confidence: methodology.confidence,
        Source: methodology.source.zh,
      },
    })
    expect(lastWord(facts['Until'])).toBe(orNone(methodology.validTo ?? undefined))
  })

  it('says in both languages what counts, against what, from which data, and what does not count', () => {
    expect(page).toMatch(NEEDED)
    const flat = page.replace(/\n/g, ' ')
    for (const { zh, en } of [methodology.applicability, methodology.monitoring])
      expect([zh, en, flat.includes(zh), flat.includes(en)]).toEqual([zh, en, true, true])
  })

  it('has worked examples that come out to the milligram', () => {
    const names = methodology.measures.map(({ measure }) => measure)
    const examples = tableOf(page, ['Example', ...names, 'mg', 'Shown'])
    expect(examples.length).toBeGreaterThanOrEqual(3)
    for (const example of examples) {
      const totals = Object.fromEntries(names.map((name) => [name, BigInt(example[name] ?? '')]))
      const mass = reductionOf(methodology, totals)
      const shown = written(massText(milligrams(Number(mass))))
      expect(example).toEqual({ ...example, mg: String(mass), Shown: shown })
    }
  })

  it('says who may apply, and which readings are taken, as the rules decide', () => {
    const sites = [siteKey(methodology.siteKeyKind, '310100019999')]
    const cases = tableOf(page, ['Example', 'W', 'Start', 'Period', 'Listed', 'Outcome'])
    expect(cases.length).toBeGreaterThanOrEqual(3)
    for (const one of cases) {
      const [from, to] = (one['Period'] ?? '').split('–') as [CityDay, CityDay]
      const scheme = lastWord(one['Listed'])
      const entry = {
        scheme: scheme as ExcludingScheme,
        key: sites[0]!,
        from: '2020-01-01' as CityDay,
        to: null,
      }
      const startDay = one['Start'] as CityDay
      const claim = { size: Number(one['W']), startDay, siteKeys: sites, otherScheme: null }
      const refused = ineligibilityOf(methodology, claim, { from, to }, scheme === 'none' ? [] : [entry])
      expect([one['Example'], lastWord(one['Outcome'])]).toEqual([one['Example'], refused ?? 'yes'])
    }
    const readings = tableOf(page, ['Example', 'W', 'Wh', 'Others', 'Outcome'])
    expect(readings.length).toBeGreaterThanOrEqual(2)
    const { measure } = methodology.measures[0]!
    for (const one of readings) {
      const startDay = '2026-01-01' as CityDay
      const project = {
        size: Number(one['W']),
        startDay,
        meters: [{ meterNo: 'METER', measure }],
        reported: [],
      }
      const told = {
        meterNo: 'METER',
        measure,
        day: '2026-04-01' as CityDay,
        revision: 0,
        quantity: Number(one['Wh']),
      }
      const counted = { own: 0, others: Number(one['Others']) }
      const fault = readingFaultOf(methodology, project, told, { today: '2026-05-01' as CityDay, counted })
      expect([one['Example'], lastWord(one['Outcome'])]).toEqual([one['Example'], fault ?? 'taken'])
    }
  })
})

describe('what does not count', () => {
  it('is named with the record’s own reason in both languages, and nothing that counts is among it', () => {
    const told = factsOf(pages.get('not-live.md') ?? '')
    const disabled = rides.filter(({ status }) => status === 'disabled')
    const expected = disabled.map(({ code, version, disabledReason }) => ({
      ...{ Code: code, Version: String(version) },
      ...{ 为什么: disabledReason?.zh, Why: disabledReason?.en },
    }))
    const byCode = (a: Row | { Code?: string }, b: Row | { Code?: string }) =>
      (a.Code ?? '') < (b.Code ?? '') ? -1 : 1
    expect([...told].sort(byCode)).toEqual([...expected].sort(byCode))
  })
})

it('every page is linked from the first, and a page of a methodology that is gone would show', () => {
  const codes = [...rides, ...projects].map(({ code }) => code)
  for (const [file, page] of pages) {
    for (const facts of factsOf(page)) expect(codes).toContain(facts['Code'])
    if (file !== 'README.md') expect(pages.get('README.md')).toContain(`(${file})`)
  }
  expect(live.map(({ sceneId }) => sceneId).sort()).toEqual(['bike', 'bus', 'metro'])
})

it('a figure that is one milligram off would be found', () => {
  const metro = rides.find(({ sceneId }) => sceneId === 'metro')!
  const page = pageOf(metro.code).replace('1197465', '1197466')
  const [example] = tableOf(page, ['Example', 'rides', 'm', 'mg', 'Shown', 'Points'])
  expect(example).toMatchObject({ m: '12345', mg: '1197466' })
  expect(reckoned(metro.formula!, example!)['mg']).toBe('1197465')
})
