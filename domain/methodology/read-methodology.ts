import { parseCityDay } from '#domain/calendar'
import { isCreditCode } from '#domain/institution'

import {
  factorPartsOf,
  thousandthsOf,
  type Factor,
  type Formula,
  type Methodology,
  type Outline,
} from './methodology'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isWords = (value: unknown): boolean => isRecord(value) && isText(value['zh']) && isText(value['en'])
const isFactorNumber = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= 1_000_000_000

const isFormula = (value: unknown): value is Formula =>
  isRecord(value) &&
  ((value['kind'] === 'perMetre' && isFactorNumber(value['microgramsPerMeter'])) ||
    (value['kind'] === 'perBoarding' && isFactorNumber(value['milligramsPerBoarding'])))

const isRole = (value: unknown): value is Factor['role'] =>
  value === 'baseline' || value === 'project' || value === 'net'

const DECIMAL = /^\d{1,9}(\.\d{1,3})?$/

const isFactor = (value: unknown): value is Factor =>
  isRecord(value) &&
  isRole(value['role']) &&
  isWords(value['name']) &&
  typeof value['value'] === 'string' &&
  DECIMAL.test(value['value']) &&
  isWords(value['unit']) &&
  isWords(value['source'])

const isDay = (value: unknown): boolean => typeof value === 'string' && parseCityDay(value) !== undefined

const isListOf = (value: unknown, holds: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(holds)

const OUTLINE_RULES: Record<keyof Outline, (value: unknown) => boolean> = {
  references: (value) => isListOf(value, isWords),
  terms: (value) =>
    isListOf(value, (one) => isRecord(one) && isWords(one['term']) && isWords(one['meaning'])),
  boundary: isWords,
  additionality: isWords,
  parameters: (value) =>
    isListOf(
      value,
      (one) =>
        isRecord(one) &&
        isText(one['symbol']) &&
        [one['name'], one['unit'], one['source']].every(isWords) &&
        typeof one['monitored'] === 'boolean',
    ),
  author: (value) =>
    isRecord(value) &&
    isWords(value['name']) &&
    (value['creditCode'] === null ||
      (typeof value['creditCode'] === 'string' && isCreditCode(value['creditCode']))),
}

const outlineFaults = (outline: unknown): string[] => {
  if (outline === undefined) return []
  if (!isRecord(outline)) return ['outline is no object']
  const wrong = Object.entries(OUTLINE_RULES).filter(([field, holds]) => !holds(outline[field]))
  const strange = Object.keys(outline).filter((field) => !(field in OUTLINE_RULES))
  return [
    ...wrong.map(([field]) => `outline.${field} is missing or wrong`),
    ...strange.map((field) => `outline.${field} is not a field of the outline`),
  ]
}

const RULES: Record<Exclude<keyof Methodology, 'outline'>, (value: unknown) => boolean> = {
  code: isText,
  version: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1,
  schemeId: isText,
  sceneId: isText,
  class: isText,
  name: isWords,
  status: (value) => value === 'published' || value === 'disabled' || value === 'retired',
  disabledReason: (value) => value === null || isWords(value),
  validFrom: isDay,
  validTo: (value) => value === null || isDay(value),
  applicability: isWords,
  baseline: (value) => value === null || isWords(value),
  formula: (value) => value === null || isFormula(value),
  factors: (value) => Array.isArray(value) && value.every(isFactor),
  derivation: (value) => value === null || isWords(value),
  monitoring: isWords,
  exclusions: (value) => Array.isArray(value) && value.every(isWords),
  uses: (value) => Array.isArray(value) && value.every(isText),
  source: isWords,
  confidence: (value) => value === 'C' || value === 'S' || value === 'A' || value === 'D',
}

/** Fields of a record and of its outline in the order people read them, whatever order a database keeps. */
export const FIELDS: readonly string[] = [...Object.keys(RULES), ...Object.keys(OUTLINE_RULES)]

/** What is wrong with a record, field by field. */
export interface MethodologyFaults {
  readonly faults: readonly string[]
}

/**
 * Reads an untrusted record as a methodology. A published one needs a formula and at least one factor with a source, and its
 * factors must come to the formula, because the sum a resident reads is made of them; a disabled one needs its reason and must not carry a formula, because a figure nobody published may not sit in the data.
 */
export const readMethodology = (value: unknown): Methodology | MethodologyFaults => {
  if (!isRecord(value)) return { faults: ['the record is not an object'] }
  const faults: string[] = []
  for (const [field, holds] of Object.entries(RULES)) {
    if (!holds(value[field])) faults.push(`${field} is missing or wrong`)
  }
  for (const field of Object.keys(value))
    if (!(field in RULES) && field !== 'outline') faults.push(`${field} is not a field of a methodology`)
  faults.push(...outlineFaults(value['outline']))
  if (value['status'] === 'published' && value['formula'] === null)
    faults.push('a published methodology needs a formula')
  if (value['status'] === 'published' && Array.isArray(value['factors']) && value['factors'].length === 0) {
    faults.push('a published methodology needs its factors with their sources')
  }
  if (isFormula(value['formula']) && Array.isArray(value['factors']) && value['factors'].every(isFactor))
    faults.push(...sumFaults(value['formula'], value['factors']))
  if (value['status'] === 'disabled' && value['disabledReason'] === null)
    faults.push('a disabled methodology says why')
  if (value['status'] === 'disabled' && value['formula'] !== null)
    faults.push('a disabled methodology carries no formula')
  return faults.length === 0 ? (value as unknown as Methodology) : { faults }
}

const sumFaults = (formula: Formula, factors: readonly Factor[]): string[] => {
  const factor = formula.kind === 'perMetre' ? formula.microgramsPerMeter : formula.milligramsPerBoarding
  const parts = factorPartsOf({ factors })
  return [
    ...(factors.filter(({ role }) => role === 'net').some(({ value }) => thousandthsOf(value) !== factor)
      ? ['the net factor is not the one of the formula']
      : []),
    ...(parts !== null && parts.baseline - parts.project !== factor
      ? ['baseline less project is not the factor of the formula']
      : []),
  ]
}
