import type { StaffProposal } from '#contract'
import { useWords } from '../../../i18n'
import { methodologyWords } from '../../../i18n/console/methodologies'
import { roleWords } from '../../../i18n/staff/desk'
import { NamesList } from './names-list'
import { useDay } from './use-day'

/** Whose names stand under the publication, for which day. */
export function ProposalNames({ proposal: { state, signatures } }: { proposal: StaffProposal }) {
  const say = useWords(methodologyWords)
  const sayRole = useWords(roleWords)
  const { day, when } = useDay()
  if (state !== 'review' && state !== 'published') return null
  return (
    <NamesList
      title={say('names')}
      none={say('namesNone')}
      names={signatures
        .filter(({ act }) => act === 'publish')
        .map(({ staffId, name, role, day: from, signedAt }) => ({
          key: `${staffId} ${signedAt}`,
          name,
          detail: say('nameLine', { role: sayRole(role), day: day(from), when: when(signedAt) }),
        }))}
    />
  )
}
