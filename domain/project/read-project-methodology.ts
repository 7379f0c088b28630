import { parseCityDay } from '#domain/calendar'
import { fieldDifferences, type FieldDifference } from '#domain/methodology'

import type { Measure, ProjectMethodology } from './project-methodology'

type Holds = (value: unknown) => boolean

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText: Holds = (value) => typeof value === 'string' && value.trim() !== ''
const isWords: Holds = (value) => isRecord(value) && isText(value['zh']) && isText(value['en'])
const isDay: Holds = (value) => typeof value === 'string' && parseCityDay(value) !== undefined
const isOneOf =
  (...words: readonly string[]): Holds =>
  (value) =>
    typeof value === 'string' && words.includes(value)
const isWhole =
  (min: number, max: number): Holds =>
  (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
const orNull =
  (holds: Holds): Holds =>
  (value) =>
    value === null || holds(value)
const isListOf =
  (holds: Holds, min: number): Holds =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.every(holds)

/** An object of these fields and no other. */
const isExactly =
  (rules: Readonly<Record<string, Holds>>): Holds =>
  (value) =>
    isRecord(value) &&
    Object.keys(value).every((field) => field in rules) &&
    Object.entries(rules).every(([field, holds]) => holds(value[field]))

const SCHEMES = ['ets', 'ccer', 'other'] as const
const isConfidence = isOneOf('C', 'S', 'A', 'D')

const MEASURE_RULES: Record<keyof Measure, Holds> = {
  measure: (value) => typeof value === 'string' && /^[a-z][A-Za-z0-9]{1,31}$/.test(value),
  name: isWords,
  unit: isOneOf('wattHour', 'gram'),
  sign: isOneOf('plus', 'minus'),
  microgramsPerUnit: isWhole(1, 1_000_000_000),
  unitsPerSizeUnitDayMax: orNull(isWhole(1, 1_000_000)),
  source: isWords,
  confidence: isConfidence,
}

const RULES: Record<keyof ProjectMethodology, Holds> = {
  code: isText,
  version: isWhole(1, 32_767),
  schemeId: isText,
  kind: (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{1,31}$/.test(value),
  class: isText,
  name: isWords,
  validFrom: isDay,
  validTo: orNull(isDay),
  applicability: isWords,
  size: isExactly({
    unit: isOneOf('watt', 'squareMetre'),
    max: orNull(isWhole(1, Number.MAX_SAFE_INTEGER)),
    source: isWords,
  }),
  term: orNull(isExactly({ years: isWhole(1, 100), source: isWords })),
  siteKeyKind: isOneOf('gridAccount', 'landParcel'),
  excludedSchemes: isListOf(isOneOf(...SCHEMES), 0),
  measures: isListOf(isExactly(MEASURE_RULES), 1),
  monitoring: isWords,
  uses: isListOf(isText, 0),
  source: isWords,
  confidence: isConfidence,
}

/** Where two versions differ, field by field; the version itself is not said. */
export const projectMethodologyDifferences = (
  before: ProjectMethodology,
  after: ProjectMethodology,
): FieldDifference[] =>
  fieldDifferences(
    Object.keys(RULES).filter((field) => field !== 'version'),
    { ...before },
    { ...after },
  )

/** Reads an untrusted record as a methodology for projects; its faults come back field by field. */
export const readProjectMethodology = (
  value: unknown,
): ProjectMethodology | { readonly faults: readonly string[] } => {
  if (!isRecord(value)) return { faults: ['the record is not an object'] }
  const wrong = Object.entries(RULES).filter(([field, holds]) => !holds(value[field]))
  const strange = Object.keys(value).filter((field) => !(field in RULES))
  const faults = [
    ...wrong.map(([field]) => `${field} is missing or wrong`),
    ...strange.map((field) => `${field} is not a field of a methodology for projects`),
  ]
  if (faults.length > 0) return { faults }
  const methodology = value as unknown as ProjectMethodology
  const names = methodology.measures.map(({ measure }) => measure)
  return new Set(names).size === names.length ? methodology : { faults: ['measures: one name twice'] }
}
