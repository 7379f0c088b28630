import type { ProjectMethodology } from '#domain/project'
import { numberText, useWords } from '../../../i18n'
import { projectDraftWords } from '../../../i18n/applicant/project-draft'
import type { RuleFinding } from '../../../stores/applicant'

const WATTS_A_KILOWATT = 1_000

/** What a rule says of a project, in words and with the figures of its methodology. */
export function useRuleText(methodology: ProjectMethodology | undefined): (finding: RuleFinding) => string {
  const say = useWords(projectDraftWords)
  const { size, term } = methodology ?? {}
  const max = numberText((size?.max ?? 0) / WATTS_A_KILOWATT)
  const years = term?.years ?? 0
  return ({ rule, state }) => {
    switch (rule) {
      case 'size':
        return say(BY_STATE.size[state], { max })
      case 'term':
        return say(BY_STATE.term[state], { years })
      case 'site':
        return say(state === 'broken' ? 'siteBroken' : 'siteKept')
      case 'elsewhere':
        return say(state === 'broken' ? 'elsewhereBroken' : 'elsewhereKept')
    }
  }
}

const BY_STATE = {
  size: { kept: 'sizeKept', broken: 'sizeBroken', unknown: 'sizeUnknown' },
  term: { kept: 'termKept', broken: 'termBroken', unknown: 'termUnknown' },
} as const
