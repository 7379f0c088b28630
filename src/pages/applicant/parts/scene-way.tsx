import type { SceneApplication } from '#contract'
import { useWords } from '../../../i18n'
import { applicationsWords, askedWords } from '../../../i18n/applicant/applications'
import { sceneStepWords } from '../../../i18n/applicant/scene'
import { askedOf } from '../../../stores/applicant'
import { Timeline, type TimelineStep } from '../../../ui'
import { useDay } from './use-day'

/** A phone's page bears no more nodes; the first steps of a long way go. */
const SHOWN_MAX = 20

const BAD: readonly SceneApplication['state'][] = ['returned', 'suspended', 'expired', 'withdrawn']

/** Every step that was taken, and what comes next. */
export function SceneWay({ application }: { application: SceneApplication }) {
  const say = useWords(sceneStepWords)
  const sayAsked = useWords(askedWords)
  const sayDue = useWords(applicationsWords)
  const day = useDay()
  const { steps, state, dueAt } = application
  const taken = steps.slice(-SHOWN_MAX).map((step, index): TimelineStep => {
    const name = say(step.action in sceneStepWords ? (step.action as keyof typeof sceneStepWords) : 'other')
    const isBad = BAD.includes(step.state) && step.reasons !== null
    return { name: numbered(name, index), when: day(step.occurredAt), state: isBad ? 'refused' : 'done' }
  })
  // The term of a test or a connection is the operator's own, that of a review the offices'.
  const isHers = askedOf({ kind: 'scene', of: application }) === 'mine'
  const asked = `scene${state.charAt(0).toUpperCase()}${state.slice(1)}`
  const next: readonly TimelineStep[] =
    asked in askedWords
      ? [
          {
            name: sayAsked(asked as keyof typeof askedWords),
            when: dueAt ? sayDue(isHers ? 'doneBy' : 'due', { when: day(dueAt) }) : '',
            state: state === 'live' ? 'done' : 'wait',
          },
        ]
      : []
  return <Timeline steps={[...taken, ...next]} />

  /** Returned twice it is said twice, and each is a step of its own. */
  function numbered(name: string, index: number): string {
    const before = steps
      .slice(-SHOWN_MAX)
      .slice(0, index)
      .filter(({ action }) => action === steps.slice(-SHOWN_MAX)[index]?.action)
    return before.length === 0 ? name : `${name} (${before.length + 1})`
  }
}
