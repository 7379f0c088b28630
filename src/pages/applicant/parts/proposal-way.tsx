import type { Proposal } from '#contract'
import { useWords } from '../../../i18n'
import { proposalWords } from '../../../i18n/applicant/proposal'
import { Timeline, type TimelineStep } from '../../../ui'
import { useDay } from './use-day'

const ORDER = ['draft', 'submitted', 'formalCheck', 'review', 'published'] as const
const NAMES = ['wayDraft', 'waySubmitted', 'wayCheck', 'wayReview', 'wayPublished'] as const

/** The way of a proposal to its publication, and where it stands on it. */
export function ProposalWay({ proposal }: { proposal: Proposal }) {
  const say = useWords(proposalWords)
  const day = useDay()
  const { state, openedAt, checkDueAt, returns } = proposal
  const isStopped = state === 'returned' || state === 'closed'
  const last = returns[returns.length - 1]
  const at = isStopped
    ? last
      ? ORDER.indexOf(last.from)
      : Math.min(proposal.round, 1)
    : ORDER.findIndex((one) => one === state)
  const steps = NAMES.map((name, index): TimelineStep => {
    if (index < at || state === 'published')
      return { name: say(name), when: index === 0 ? day(openedAt) : '', state: 'done' }
    if (index > at) return { name: say(name), when: '', state: 'next' }
    if (isStopped) return { name: say(name), when: last ? day(last.returnedAt) : '', state: 'refused' }
    return {
      name: say(name),
      when: checkDueAt ? say('dueBy', { when: day(checkDueAt) }) : say('now'),
      state: 'wait',
    }
  })
  return <Timeline steps={steps} />
}
