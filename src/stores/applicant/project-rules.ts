import type { ProjectRecord } from '#contract'
import { parseCityDay, parseCalendarDay } from '#domain/calendar'
import { siteKey } from '#domain/exclusion'
import { ineligibilityOf, type Ineligibility, type ProjectMethodology } from '#domain/project'
import { plainCode } from './entrustments-store'
import { periodOf, readAnyDay } from './period-text'
import {
  draftOf,
  partsOf,
  PROJECT_STEPS,
  readSize,
  type ProjectDraft,
  type ProjectDraftField,
  type ProjectFaults,
} from './project-draft'

/** What a rule says of a draft, asked by the very function the service asks. */
export interface RuleFinding {
  readonly rule: 'size' | 'term' | 'site' | 'elsewhere'
  readonly state: 'kept' | 'broken' | 'unknown'
  /** The refusal by which the service says the same. */
  readonly refusal: Ineligibility
}

const RULES = [
  ['size', 'project.size-exceeded'],
  ['term', 'project.term-over'],
  ['site', 'project.site-unnamed'],
  ['elsewhere', 'project.in-other-scheme'],
] as const satisfies readonly (readonly [RuleFinding['rule'], Ineligibility])[]

/** Each rule of the methodology that can be asked without the exclusion list, which the service alone has. */
export function findingsOf(draft: ProjectDraft, methodology: ProjectMethodology): readonly RuleFinding[] {
  const size = readSize(draft.size, methodology.size.unit)
  const startDay = readAnyDay(draft.startDay, parseCalendarDay)
  const given = periodOf(draft.first, draft.last)
  const [from, to] = [parseCityDay(given?.from ?? ''), parseCityDay(given?.to ?? '')]
  const isKnown = {
    size: size !== undefined,
    term: startDay !== undefined && from !== undefined && to !== undefined,
    site: true,
    elsewhere: true,
  }
  // What is not known yet is asked with what breaks no rule, so that each is asked by itself.
  const start = startDay ?? from ?? methodology.validFrom
  const claim = {
    size: 1,
    startDay: start,
    siteKeys: [siteKey(methodology.siteKeyKind, 'named')],
    otherScheme: null,
  }
  const period = { from: start, to: start }
  const asked = {
    size: [{ ...claim, size: size ?? 1 }, period],
    term: [claim, from && to && startDay ? { from, to } : period],
    site: [{ ...claim, siteKeys: sitesOf(draft, methodology) }, period],
    elsewhere: [{ ...claim, otherScheme: draft.isElsewhere ? draft.otherScheme : null }, period],
  } as const
  return RULES.map(([rule, refusal]) => {
    const [ofClaim, ofPeriod] = asked[rule]
    const isBroken = ineligibilityOf(methodology, ofClaim, ofPeriod, []) === refusal
    return { rule, refusal, state: isBroken ? 'broken' : isKnown[rule] ? 'kept' : 'unknown' }
  })
}

/** Every rule a kept record breaks: the service names the first of them only. */
export const refusedIn = (record: ProjectRecord, methodology: ProjectMethodology): readonly RuleFinding[] =>
  findingsOf(draftOf(record, methodology), methodology).filter(({ state }) => state === 'broken')

/** The field each rule is about. */
const ABOUT = {
  size: 'size',
  term: 'last',
  site: 'sites',
  elsewhere: 'isElsewhere',
} as const satisfies Record<RuleFinding['rule'], ProjectDraftField>

/** Fields of a step that a rule refuses: like any other fault they keep her on it. */
export function refusedFieldsOf(findings: readonly RuleFinding[], step: number): ProjectFaults {
  const fields = PROJECT_STEPS[step] ?? []
  const refused = findings
    .filter(({ rule, state }) => state === 'broken' && fields.includes(ABOUT[rule]))
    .map(({ rule }) => [ABOUT[rule], 'refused'] as const)
  return Object.fromEntries(refused)
}

const sitesOf = ({ sites }: ProjectDraft, { siteKeyKind }: ProjectMethodology) =>
  partsOf(sites).map((site) => siteKey(siteKeyKind, plainCode(site)))
