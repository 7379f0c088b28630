import { refuse, type Refusal } from '#contract'
import type { ProjectStep } from '#domain/project'
import {
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { releaseProject } from './apply'
import { asStaff } from './hand-in-report'
import { holdProject, logOf, takeStep, undone, type Act } from './step-project'
import { suspenderOf } from './suspender'

type Parts = Pick<Dependencies, 'sql' | 'clock'>
type WordsAct = Act & { readonly words: string }
type FindingKind = 'tracked' | 'suspended' | 'resumed' | 'ended'

/** Staff write down what they found while the project runs. Refuses request.not-found, project.not-crediting. */
export const trackProject = (parts: Parts, staff: StaffPrincipal, act: WordsAct): Promise<Refusal | null> =>
  asStaff(parts, async (transaction) => {
    const row = await holdProject(transaction, act.projectId, null)
    if (row === undefined) return refuse('request.not-found')
    const isRunning = row.state === 'crediting' || row.state === 'tracking' || row.state === 'suspended'
    if (!isRunning) return refuse('project.not-crediting')
    const now = parts.clock.now()
    await keepFinding(transaction, { ...act, kind: 'tracked', projectId: row.project_id, staff, now })
    const entry = {
      actor: principalKey(staff),
      action: 'project.tracked' as const,
      now,
      requestId: act.requestId,
    }
    await logOf(transaction, row, entry)
    return null
  })

const STEPS = { suspended: 'suspend', resumed: 'resume', ended: 'end' } as const satisfies Record<
  Exclude<FindingKind, 'tracked'>,
  ProjectStep
>

const TOLD = {
  suspended: 'projectSuspended',
  resumed: 'projectResumed',
  ended: 'projectEnded',
} as const

/**
 * Suspends a project (nothing of it is issued meanwhile), takes it up again or ends it for good, each with reasons. Serials that were
 * issued stay where they are. Whoever suspended it does not take it up again. Refuses request.not-found, project.not-crediting,
 * project.not-suspended, scene.other-person-needed.
 */
export const turnProject = (
  parts: Parts,
  staff: StaffPrincipal,
  act: WordsAct & { readonly kind: Exclude<FindingKind, 'tracked'> },
): Promise<Refusal | null> => {
  const now = parts.clock.now()
  const { kind } = act
  const step = {
    ...act,
    reach: null,
    actor: principalKey(staff),
    action: `project.${kind}` as const,
    step: STEPS[kind],
  }
  return asStaff(parts, (transaction) =>
    takeStep(transaction, { ...step, now }, async (row) => {
      if (kind === 'resumed' && (await suspenderOf(transaction, row))?.staffId === staff.staffId)
        return refuse('scene.other-person-needed')
      const projectId = row.project_id
      const findingNo = await keepFinding(transaction, { ...act, kind, projectId, staff, now })
      const told = { kind: TOLD[kind], projectId, act: findingNo }
      if (kind !== 'ended') return { told }
      await releaseProject(transaction, projectId, now)
      return { columns: { closed_reasons: act.words }, told }
    }),
  ).catch(undone)
}

/** Says the number of the finding. */
const keepFinding = async (
  transaction: Transaction,
  found: { projectId: string; kind: FindingKind; words: string; staff: StaffPrincipal; now: Date },
): Promise<string> => {
  const [kept] = await transaction<{ finding_no: bigint }[]>`
    INSERT INTO project_finding (project_id, kind, words, found_by, found_at)
    VALUES (${found.projectId}, ${found.kind}, ${found.words}, ${found.staff.staffId}, ${found.now}) RETURNING finding_no`
  if (kept === undefined) throw new Error('a finding was not kept')
  return String(kept.finding_no)
}
