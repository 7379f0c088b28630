import { ungrouped } from '../read-whole'

/** A methodology as it is being written: the fields of the official outline, each text as it was typed. */
export interface ProposalDraft {
  /** Code of the methodology it is to follow; empty for one of its own. */
  readonly revises: string
  readonly sceneId: string
  readonly nameZh: string
  readonly nameEn: string
  readonly applicability: string
  readonly boundary: string
  readonly additionality: string
  /** One a line. */
  readonly exclusions: string
  readonly formula: 'perMetre' | 'perBoarding'
  readonly baseline: string
  /** Grams a kilometre or a trip, at most three places. */
  readonly baselineGrams: string
  readonly baselineSource: string
  readonly projectGrams: string
  readonly projectSource: string
  readonly monitoring: string
  readonly confidence: 'C' | 'S' | 'A' | 'D'
  readonly source: string
  /** One a line. */
  readonly references: string
  /** One a line: word, colon, meaning. */
  readonly terms: string
  readonly author: string
  readonly creditCode: string
}

export type ProposalField = keyof ProposalDraft

export const EMPTY_PROPOSAL: ProposalDraft = {
  ...{ revises: '', sceneId: '', nameZh: '', nameEn: '', applicability: '', boundary: '' },
  ...{ additionality: '', exclusions: '', formula: 'perMetre', baseline: '' },
  ...{ baselineGrams: '', baselineSource: '', projectGrams: '', projectSource: '' },
  ...{ monitoring: '', confidence: 'D', source: '', references: '', terms: '', author: '', creditCode: '' },
}

/** The fields of each step, in the order of the official outline; the last shows what is still missing. */
export const PROPOSAL_STEPS: readonly (readonly ProposalField[])[] = [
  ['revises', 'sceneId', 'nameZh', 'nameEn'],
  ['applicability', 'boundary', 'additionality', 'exclusions'],
  ['formula', 'baseline', 'baselineGrams', 'baselineSource', 'projectGrams', 'projectSource'],
  ['monitoring', 'confidence', 'source', 'references', 'terms'],
  ['author', 'creditCode'],
  [],
]

/** Grams with at most three places as thousandths; undefined when they are none. */
export function readThousandths(text: string): number | undefined {
  const [, whole, places = ''] = /^(\d{1,6})(?:\.(\d{1,3}))?$/.exec(ungrouped(text)) ?? []
  return whole === undefined ? undefined : Number(whole) * 1_000 + Number(places.padEnd(3, '0'))
}

/** Thousandths of a gram saved a kilometre or a trip; undefined while the figures come to nothing. */
export function savedThousandths(draft: ProposalDraft): number | undefined {
  const [baseline, project] = [readThousandths(draft.baselineGrams), readThousandths(draft.projectGrams)]
  if (baseline === undefined || project === undefined || baseline <= project) return undefined
  return baseline - project
}
