import { halfWidth, ungrouped } from '../read-whole'
import { plainCode } from './entrustments-store'
import { EMPTY_PROPOSAL, savedThousandths, type ProposalDraft } from './proposal-draft'

type Fields = Readonly<Record<string, unknown>>
type Pair = { readonly zh: string; readonly en: string }

/**
 * The applicant's record of a draft: what was written in it in place of what `base` held, everything else of `base` as it was. What is not
 * written yet is left out, so that the service says that it is missing. Whoever writes no English is read in Chinese there too.
 */
export function proposedRecord(draft: ProposalDraft, base: Fields, kind: 'reduction' | 'behaviour'): Fields {
  const before = draftOfRecord(base)
  const isWritten = (field: keyof ProposalDraft) => draft[field] !== before[field]
  const keepOr = <T>(field: keyof ProposalDraft, kept: unknown, written: () => T) =>
    isWritten(field) || kept === undefined ? written() : kept
  const outline = (base['outline'] ?? {}) as Fields
  return withoutMissing({
    ...NOT_ASKED,
    ...base,
    ...CLASSES[kind],
    sceneId: draft.sceneId || undefined,
    name: words(draft.nameZh, draft.nameEn),
    applicability: keepOr('applicability', base['applicability'], () => words(draft.applicability)),
    baseline: keepOr('baseline', base['baseline'], () => words(draft.baseline)),
    exclusions: keepOr('exclusions', base['exclusions'], () =>
      list(draft.exclusions).map((line) => words(line)),
    ),
    monitoring: keepOr('monitoring', base['monitoring'], () => words(draft.monitoring)),
    source: keepOr('source', base['source'], () => words(draft.source)),
    confidence: draft.confidence,
    ...sumOf(draft, base),
    outline: withoutMissing({
      ...outline,
      boundary: keepOr('boundary', outline['boundary'], () => words(draft.boundary)),
      additionality: keepOr('additionality', outline['additionality'], () => words(draft.additionality)),
      references: keepOr('references', outline['references'], () =>
        list(draft.references).map((line) => words(line)),
      ),
      terms: keepOr('terms', outline['terms'], () => list(draft.terms).map(termOf)),
      parameters: outline['parameters'] ?? parametersOf(draft),
      author: keepOr('author', outline['author'], () => authorOf(draft)),
    }),
  })
}

/** A kept record as the draft somebody would have written. */
export function draftOfRecord(record: Fields): ProposalDraft {
  const outline = (record['outline'] ?? {}) as Fields
  const factor = (role: string) =>
    (listOf(record['factors']) as Fields[]).find((one) => one['role'] === role) ?? {}
  const [baseline, project] = [factor('baseline'), factor('project')]
  const author = (outline['author'] ?? {}) as Fields
  const { confidence } = record
  return {
    ...EMPTY_PROPOSAL,
    sceneId: textOf(record['sceneId']),
    nameZh: zhOf(record['name']),
    nameEn: textOf((record['name'] as Fields | undefined)?.['en']),
    applicability: zhOf(record['applicability']),
    boundary: zhOf(outline['boundary']),
    additionality: zhOf(outline['additionality']),
    exclusions: linesOf(record['exclusions']),
    formula:
      (record['formula'] as Fields | null | undefined)?.['kind'] === 'perBoarding'
        ? 'perBoarding'
        : 'perMetre',
    baseline: zhOf(record['baseline']),
    baselineGrams: textOf(baseline['value']),
    baselineSource: zhOf(baseline['source']),
    projectGrams: textOf(project['value']),
    projectSource: zhOf(project['source']),
    monitoring: zhOf(record['monitoring']),
    confidence: CONFIDENCES.find((one) => one === confidence) ?? EMPTY_PROPOSAL.confidence,
    source: zhOf(record['source']),
    references: linesOf(outline['references']),
    terms: (listOf(outline['terms']) as Fields[])
      .map(({ term, meaning }) => `${zhOf(term)}：${zhOf(meaning)}`)
      .join('\n'),
    author: zhOf(author['name']),
    creditCode: textOf(author['creditCode']),
  }
}

const CONFIDENCES = ['C', 'S', 'A', 'D'] as const
/** What no applicant is asked: a derivation explains a net figure nobody can take apart. */
const NOT_ASKED = { derivation: null } as const
/**
 * Class and uses by kind of scene, as the dated table of the city has them; the centre checks them. Source: 上海市碳普惠管理办法（试行）及积分、交易规则,
 * 2023-09; 沪环规〔2025〕10号 for behaviours.
 */
const CLASSES = {
  reduction: { class: 'II', uses: ['points', 'sale', 'offset', 'donation'] },
  behaviour: { class: 'behaviour', uses: ['points'] },
} as const

/** Formula and figures from what one emits before and after; kept as they were where nothing of it was changed. */
function sumOf(draft: ProposalDraft, base: Fields): Fields {
  const before = draftOfRecord(base)
  const fields = ['formula', 'baselineGrams', 'baselineSource', 'projectGrams', 'projectSource'] as const
  if (base['factors'] !== undefined && fields.every((field) => draft[field] === before[field])) return {}
  const saved = savedThousandths(draft)
  const isPerMetre = draft.formula === 'perMetre'
  const unit = isPerMetre ? { zh: '克/公里', en: 'g/km' } : { zh: '克/次', en: 'g/trip' }
  const factor = (role: 'baseline' | 'project', name: Pair, value: string, source: string) => ({
    ...{ role, name, unit, value: ungrouped(value), source: words(source) },
  })
  const formula = isPerMetre
    ? { kind: 'perMetre', microgramsPerMeter: saved }
    : { kind: 'perBoarding', milligramsPerBoarding: saved }
  return {
    formula: saved === undefined ? undefined : formula,
    factors: [
      factor('baseline', { zh: '基准排放', en: 'Baseline' }, draft.baselineGrams, draft.baselineSource),
      factor('project', { zh: '项目排放', en: 'Project' }, draft.projectGrams, draft.projectSource),
    ],
  }
}

/** The data behind the two formulas there are. */
function parametersOf(draft: ProposalDraft): Fields[] {
  const isPerMetre = draft.formula === 'perMetre'
  const unit = isPerMetre ? { zh: '克/公里', en: 'g/km' } : { zh: '克/次', en: 'g/trip' }
  const fixed = (symbol: string, name: Pair, source: string) => ({
    ...{ symbol, name, unit, source: words(source), monitored: false },
  })
  const ride = isPerMetre
    ? { symbol: 'L', name: { zh: '里程', en: 'Distance' }, unit: { zh: '米', en: 'm' } }
    : { symbol: 'N', name: { zh: '次数', en: 'Trips' }, unit: { zh: '次', en: 'trips' } }
  return [
    { ...ride, source: words(draft.monitoring), monitored: true },
    fixed('EF_b', { zh: '基准排放因子', en: 'Baseline factor' }, draft.baselineSource),
    fixed('EF_p', { zh: '项目排放因子', en: 'Project factor' }, draft.projectSource),
  ]
}

const authorOf = ({ author, creditCode }: ProposalDraft): Fields | undefined => {
  const name = words(author)
  return name && { name, creditCode: plainCode(creditCode) || null }
}

function words(zh: string, en = ''): Pair | undefined {
  const text = zh.trim()
  return text === '' ? undefined : { zh: text, en: en.trim() || text }
}

const list = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function termOf(line: string): Fields {
  const [term = '', ...meaning] = halfWidth(line).split(':')
  return { term: words(term), meaning: words(meaning.join(':')) }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const zhOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? textOf((value as Fields)['zh']) : ''
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const linesOf = (value: unknown): string => listOf(value).map(zhOf).join('\n')

const withoutMissing = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
