import { ungrouped } from '../read-whole'
import { readThousandths, savedThousandths, type ProposalDraft } from './proposal-draft'
import { listOf, textOf, words, zhOf, type Fields, type Pair } from './record-fields'

/** One net figure of a record, in grams of `unit`, where it has no two figures the boxes could show. */
export interface NetFigure {
  readonly value: string
  readonly unit: Pair
  readonly source: string
  /** How it came about, for people to read; empty where nothing says so. */
  readonly derivation: string
}

export const factorsOf = (record: Fields): readonly Fields[] => listOf(record['factors']) as Fields[]

const byRole = (factors: readonly Fields[], role: string): Fields | undefined =>
  factors.find((one) => one['role'] === role)

/** The figure a record is reckoned by where the boxes for before and after cannot show it. */
export function netOf(record: Fields): NetFigure | undefined {
  const factors = factorsOf(record)
  const net = byRole(factors, 'net')
  if (net === undefined || byRole(factors, 'baseline') || byRole(factors, 'project')) return undefined
  const unit = net['unit'] as Partial<Pair> | undefined
  return {
    value: textOf(net['value']),
    unit: { zh: textOf(unit?.zh), en: textOf(unit?.en) },
    source: zhOf(net['source']),
    derivation: zhOf(record['derivation']),
  }
}

const FIGURES = ['formula', 'baselineGrams', 'baselineSource', 'projectGrams', 'projectSource'] as const

/** Whether the figures of a draft are those of the record it was read from. */
export const isSumKept = (draft: ProposalDraft, before: ProposalDraft): boolean =>
  FIGURES.every((field) => draft[field] === before[field])

/** Thousandths of a gram saved a kilometre or a trip: by the two figures, or by the net figure that stands while nothing is written over it. */
export function creditedThousandths(
  draft: ProposalDraft,
  { before, record }: { before: ProposalDraft; record: Fields },
): number | undefined {
  const net = isSumKept(draft, before) ? netOf(record) : undefined
  return net ? readThousandths(net.value) : savedThousandths(draft)
}

/**
 * Formula and figures from what one emits before and after; as they were where nothing of it was changed. Whoever writes them over writes
 * over what explained the old figure too.
 */
export function sumOf(
  draft: ProposalDraft,
  { before, base }: { before: ProposalDraft; base: Fields },
): Fields {
  if (base['factors'] !== undefined && isSumKept(draft, before)) return {}
  const saved = savedThousandths(draft)
  const isPerMetre = draft.formula === 'perMetre'
  const unit = unitOf(draft.formula)
  const factor = (role: 'baseline' | 'project', name: Pair, value: string, source: string) => ({
    ...{ role, name, unit, value: ungrouped(value), source: words(source) },
  })
  const formula = isPerMetre
    ? { kind: 'perMetre', microgramsPerMeter: saved }
    : { kind: 'perBoarding', milligramsPerBoarding: saved }
  return {
    formula: saved === undefined ? undefined : formula,
    derivation: null,
    factors: [
      factor('baseline', { zh: '基准排放', en: 'Baseline' }, draft.baselineGrams, draft.baselineSource),
      factor('project', { zh: '项目排放', en: 'Project' }, draft.projectGrams, draft.projectSource),
    ],
  }
}

const unitOf = (formula: ProposalDraft['formula']): Pair =>
  formula === 'perMetre' ? { zh: '克/公里', en: 'g/km' } : { zh: '克/次', en: 'g/trip' }

const FIXED = [
  ['baseline', 'EF_b', { zh: '基准排放因子', en: 'Baseline factor' }],
  ['project', 'EF_p', { zh: '项目排放因子', en: 'Project factor' }],
  ['net', 'EF', { zh: '减排因子', en: 'Reduction factor' }],
] as const

/** The data behind the two formulas there are: what is recorded of each ride, and the figures it is multiplied with. */
export function parametersFor(formula: ProposalDraft['formula'], record: Fields): readonly Fields[] {
  const factors = factorsOf(record)
  const ride =
    formula === 'perMetre'
      ? { symbol: 'L', name: { zh: '里程', en: 'Distance' }, unit: { zh: '米', en: 'm' } }
      : { symbol: 'N', name: { zh: '次数', en: 'Trips' }, unit: { zh: '次', en: 'trips' } }
  const fixed = FIXED.flatMap(([role, symbol, name]) => {
    const factor = byRole(factors, role)
    // Beside the two figures the net one is their difference and no datum of its own.
    if (factor === undefined || (role === 'net' && byRole(factors, 'baseline'))) return []
    return [{ symbol, name, unit: factor['unit'], source: factor['source'], monitored: false }]
  })
  return [{ ...ride, source: record['monitoring'], monitored: true }, ...fixed]
}

/**
 * Parameters somebody wrote herself stay as they are; those that only follow from the sum follow it, as do those that no longer fit its
 * formula or lack something.
 */
export function parametersOf(
  draft: ProposalDraft,
  { before, base, next }: { before: ProposalDraft; base: Fields; next: Fields },
): unknown {
  const stored = (base['outline'] as Fields | undefined)?.['parameters']
  const isTheirs =
    Array.isArray(stored) &&
    draft.formula === before.formula &&
    (stored as Fields[]).every(isWhole) &&
    readAs(stored as Fields[]) !== readAs(parametersFor(before.formula, base))
  return isTheirs ? stored : parametersFor(draft.formula, next)
}

const TEXTS = ['name', 'unit', 'source'] as const

const isWhole = (parameter: Fields): boolean =>
  textOf(parameter['symbol']) !== '' && TEXTS.every((field) => zhOf(parameter[field]) !== '')

/** Alike for parameters that say the same, in whatever order a database keeps their fields. */
const readAs = (parameters: readonly Fields[]): string =>
  JSON.stringify(
    parameters.map((one) => [one['symbol'], one['monitored'], ...TEXTS.map((field) => zhOf(one[field]))]),
  )
