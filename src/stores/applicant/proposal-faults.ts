import { PROPOSAL_STEPS, type ProposalField } from './proposal-draft'

/** Where each field of a record is written; what follows from others is mended with them. */
const WRITTEN_IN = {
  sceneId: 'sceneId',
  class: 'sceneId',
  uses: 'sceneId',
  name: 'nameZh',
  applicability: 'applicability',
  exclusions: 'exclusions',
  outline: 'boundary',
  'outline.boundary': 'boundary',
  'outline.additionality': 'additionality',
  baseline: 'baseline',
  formula: 'formula',
  factors: 'baselineGrams',
  sum: 'baselineGrams',
  derivation: 'baselineGrams',
  'outline.parameters': 'baselineGrams',
  monitoring: 'monitoring',
  confidence: 'confidence',
  source: 'source',
  'outline.references': 'references',
  'outline.terms': 'terms',
  'outline.author': 'author',
} as const satisfies Record<string, ProposalField>

export type RecordField = keyof typeof WRITTEN_IN

/** What has no field of its own: it comes right with any of those it follows from. */
const FOLLOWS_FROM: Partial<Record<RecordField, readonly RecordField[]>> = {
  class: ['sceneId'],
  uses: ['sceneId'],
  formula: ['factors'],
  sum: ['factors'],
  'outline.parameters': ['factors', 'formula', 'sum', 'monitoring'],
}

/** One thing that is missing or not right, and the step it is written in; `field` is null where the service names none of ours. */
export interface Missing {
  readonly field: RecordField | null
  readonly step: number
  /** What the service said. */
  readonly said: string
}

/** What the service says of a record, once a field, in the order of the steps. */
export function missingOf(faults: readonly string[]): readonly Missing[] {
  const named = faults.map((said) => ({ said, field: fieldOf(said) }))
  const isNamed = (field: RecordField) => named.some((one) => one.field === field)
  const told = named.filter(({ field, said }, index) => {
    const isFirst = named.findIndex((one) => one.field === field && (field || one.said === said)) === index
    const follows = field === null ? [] : (FOLLOWS_FROM[field] ?? [])
    return isFirst && !follows.some(isNamed)
  })
  return told
    .map(({ field, said }) => ({ field, said, step: stepOf(field) }))
    .sort((left, right) => left.step - right.step)
}

function fieldOf(said: string): RecordField | null {
  const [name = ''] = said.split(/[\s:]/)
  if (isField(name)) return name
  if (said.includes('needs its factors')) return 'factors'
  return said.includes('formula') ? 'sum' : null
}

const isField = (name: string): name is RecordField => name in WRITTEN_IN

/** What is named by nobody is looked for from the beginning. */
function stepOf(field: RecordField | null): number {
  if (field === null) return 0
  return PROPOSAL_STEPS.findIndex((fields) => fields.includes(WRITTEN_IN[field]))
}
