import type { StaffProject } from '#contract'
import { useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/console/projects'
import { roleWords } from '../../../i18n/staff/desk'
import { NamesList } from './names-list'
import { useDay } from './use-day'

/** Whose names stand under reviews and issuings, and her words. */
export function ProjectNames({ project: { signatures } }: { project: StaffProject }) {
  const say = useWords(projectWords)
  const sayRole = useWords(roleWords)
  const { when } = useDay()
  const roleName = (role: string) => (role in roleWords ? sayRole(role as keyof typeof roleWords) : role)
  return (
    <NamesList
      title={say('names')}
      none={say('namesNone')}
      names={signatures.map(({ act, reportNo: n, verdict, name, role, words, signedAt }) => {
        const said =
          act === 'issue' ? 'nameIssue' : verdict === 'approve' ? 'nameReviewApprove' : 'nameReviewRefuse'
        return {
          key: `${name} ${act} ${signedAt}`,
          name: `${name} · ${say(said, { n })}`,
          detail: `${say('nameLine', { role: roleName(role), when: when(signedAt) })} · ${words}`,
          isAgainst: verdict === 'refuse',
        }
      })}
    />
  )
}
