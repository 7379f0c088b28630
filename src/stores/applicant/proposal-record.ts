import { halfWidth } from '../read-whole'
import { plainCode } from './entrustments-store'
import { classOf, type Classes } from './proposal-class'
import { EMPTY_PROPOSAL, type ProposalDraft, type ProposalField } from './proposal-draft'
import { factorsOf, parametersOf, sumOf } from './proposal-figures'
import { linesOf, listOf, textOf, withoutMissing, words, zhOf, type Fields } from './record-fields'

/**
 * The applicant's record of a draft: what was written in it in place of what `base` held, everything else of `base` as it was. What is not
 * written yet is left out, so that the service says that it is missing.
 */
export function proposedRecord(draft: ProposalDraft, base: Fields, classes: Classes): Fields {
  const before = draftOfRecord(base)
  const outline = (base['outline'] ?? {}) as Fields
  const keepOr = <T>(fields: readonly ProposalField[], kept: unknown, written: () => T) =>
    kept === undefined || fields.some((field) => draft[field] !== before[field]) ? written() : kept
  const text = (field: ProposalField, kept: unknown) => keepOr([field], kept, () => words(draft[field]))
  const lines = (field: ProposalField, kept: unknown) =>
    keepOr([field], kept, () => list(draft[field]).map((line) => words(line)))
  const next: Fields = {
    ...NOT_ASKED,
    ...base,
    ...classOf(base, classes),
    sceneId: keepOr(['sceneId'], base['sceneId'], () => draft.sceneId || undefined),
    name: keepOr(['nameZh', 'nameEn'], base['name'], () => words(draft.nameZh, draft.nameEn)),
    applicability: text('applicability', base['applicability']),
    baseline: text('baseline', base['baseline']),
    exclusions: lines('exclusions', base['exclusions']),
    monitoring: text('monitoring', base['monitoring']),
    source: text('source', base['source']),
    confidence: keepOr(['confidence'], base['confidence'], () => draft.confidence),
    ...sumOf(draft, { before, base }),
  }
  return withoutMissing({
    ...next,
    outline: withoutMissing({
      ...outline,
      boundary: text('boundary', outline['boundary']),
      additionality: text('additionality', outline['additionality']),
      references: lines('references', outline['references']),
      terms: keepOr(['terms'], outline['terms'], () => list(draft.terms).map(termOf)),
      parameters: parametersOf(draft, { before, base, next }),
      author: keepOr(['author', 'creditCode'], outline['author'], () =>
        authorOf(draft, { before, stored: outline['author'] }),
      ),
    }),
  })
}

/** What no applicant is asked: a derivation explains a net figure nobody can take apart. */
const NOT_ASKED = { derivation: null } as const

/** A kept record as the draft somebody would have written. */
export function draftOfRecord(record: Fields): ProposalDraft {
  const outline = (record['outline'] ?? {}) as Fields
  const factor = (role: string) => factorsOf(record).find((one) => one['role'] === role) ?? {}
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

interface AuthorBefore {
  readonly before: ProposalDraft
  readonly stored: unknown
}

/** Her name in English stays where only the code was written. */
function authorOf(
  { author, creditCode }: ProposalDraft,
  { before, stored }: AuthorBefore,
): Fields | undefined {
  const known = (stored as Fields | undefined)?.['name']
  const name = author === before.author && known !== undefined ? known : words(author)
  return name === undefined ? undefined : { name, creditCode: plainCode(creditCode) || null }
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
