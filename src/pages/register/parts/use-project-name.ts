import type { PublicProjectSummary } from '#contract'
import { useWords } from '../../../i18n'
import { projectEntryWords } from '../../../i18n/register/project'
import { useNamed } from '../../resident/parts'

/** How a project is called: by its own name, or by what it is where a person could be known by the name. */
export function useProjectName(): (project: PublicProjectSummary) => string {
  const say = useWords(projectEntryWords)
  const named = useNamed()
  return ({ name, applicant, kindName }) =>
    name ?? say(applicant === 'person' ? 'ofPerson' : 'entrusted', { kind: named(kindName) })
}
