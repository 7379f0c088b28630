import type { Project } from '#contract'
import { useWords } from '../../../i18n'
import { projectWayWords } from '../../../i18n/applicant/project'
import { Timeline, type TimelineStep } from '../../../ui'
import { useDay } from './use-day'

const ORDER = ['draft', 'applied', 'review', 'crediting', 'tracking'] as const
const NAMES = ['draft', 'check', 'review', 'issue', 'tracking'] as const
const STOPPED = ['returned', 'refused', 'withdrawn'] as const

/** The way of a project from draft to its later periods, and where it stands on it. */
export function ProjectWay({ project }: { project: Project }) {
  const say = useWords(projectWayWords)
  const day = useDay()
  const { state, dueAt, reports } = project
  const stop = STOPPED.find((one) => one === state)
  const at = stop ? reachedOf(project) : indexOf(state)
  const last = reports[reports.length - 1]
  const steps = NAMES.map((name, index): TimelineStep => {
    const isPast = index < at || (name === 'issue' && reports.some(({ issued }) => issued !== null))
    if (isPast) return { name: say(name), when: whenOf(name), state: 'done' }
    if (index > at) return { name: say(name), when: '', state: 'next' }
    if (stop) return { name: `${say(name)} · ${say(stop)}`, when: '', state: 'refused' }
    const due = dueAt ? say('dueBy', { when: day(dueAt) }) : say('now')
    return { name: say(name), when: due, state: 'wait' }
  })
  return <Timeline steps={steps} />

  function whenOf(name: (typeof NAMES)[number]): string {
    if (name === 'draft') return day(project.openedAt)
    return name === 'check' && last ? day(last.handedInAt) : ''
  }
}

/** Suspended and ended projects had come to their later periods. */
const indexOf = (state: Project['state']): number => {
  const index = ORDER.findIndex((one) => one === state)
  return index < 0 ? ORDER.length - 1 : index
}

/** How far it had come when it stopped: nothing of a returned project says which body sent it back. */
const reachedOf = ({ state, round }: Project): number => (state === 'refused' ? 2 : round > 0 ? 1 : 0)
