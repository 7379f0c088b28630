import type { Methodology } from './methodology'
import { isGiven } from './proposed'
import { FIELDS } from './read-methodology'

/** One field in which two versions differ; null where a version does not have it. */
export interface FieldDifference {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Where two versions of a methodology differ, field by field; the outline by its own fields. The version itself is not said. */
export const methodologyDifferences = (before: Methodology, after: Methodology): FieldDifference[] => [
  ...fieldDifferences(
    FIELDS,
    { ...before, version: null, outline: null },
    { ...after, version: null, outline: null },
  ),
  ...outlineDifferences({ ...before.outline }, { ...after.outline }),
]

/** Where an applicant's record differs from a kept version, field by field; what the centre gives is not compared. */
export const recordDifferences = (
  kept: Readonly<Record<string, unknown>>,
  record: Readonly<Record<string, unknown>>,
): FieldDifference[] => {
  const hers = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => !isGiven(field) && field !== 'outline'))
  return [
    ...fieldDifferences(FIELDS, hers(kept), hers(record)),
    ...outlineDifferences({ ...(kept['outline'] ?? {}) }, { ...(record['outline'] ?? {}) }),
  ]
}

const outlineDifferences = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldDifference[] =>
  fieldDifferences(FIELDS, before, after).map(({ field, ...rest }) => ({
    field: `outline.${field}`,
    ...rest,
  }))

/** Where two records differ in these fields, in their order. */
export const fieldDifferences = (
  fields: readonly string[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldDifference[] =>
  fields
    .filter((field) => field in before || field in after)
    .filter((field) => !isSame(before[field] ?? null, after[field] ?? null))
    .map((field) => ({
      field,
      before: before[field] ?? null,
      after: after[field] ?? null,
    }))

/** Equal as data: lists in order, objects whatever the order of their fields. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), b as Record<string, unknown>]
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === Object.keys(right).length &&
    left.every(([field, value]) => field in right && isSame(value, right[field]))
  )
}
