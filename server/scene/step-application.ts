import { isRefusal, refuse, type Refusal } from '#contract'
import { cityDayOf, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import {
  isSceneStepRefusal,
  stepScene,
  type SceneState,
  type SceneStep,
  type SceneStepRefusal,
} from '#domain/scene'
import type { LoggedActionName } from '#domain/supervision'
import { appendAudit, type Dependencies, type Transaction } from '#server/platform/index'

import { keptState, stateOn, type ApplicationRow } from './application-row'
import { actorOf, holdApplication, whileReaching, type Reach } from './hold-application'
import { followPeriods } from './live-periods'

/** Names of refused steps as the wire knows them. */
const STEP_REFUSALS = {
  notWithApplicant: 'scene.not-with-applicant',
  notInState: 'scene.not-in-state',
  dayOver: 'scene.day-over',
  alreadyEnded: 'scene.already-ended',
} as const satisfies Record<SceneStepRefusal, string>

export const refuseStep = (refusal: SceneStepRefusal): Refusal => refuse(STEP_REFUSALS[refusal])

export interface Act {
  readonly applicationId: string
  readonly requestId?: string
}

/** One step to take: its name in the log of actions, and the words that go with it. */
export interface Step extends Act {
  readonly reach: Reach
  readonly action: LoggedActionName
  readonly step: SceneStep
  readonly reasons?: string
}

/** What belongs to a step beside its state: the end of the term that begins with it, and what the log should know. */
export interface StepWork {
  readonly dueAt?: Date
  readonly detail?: Record<string, unknown>
}

/**
 * One step of an application in one transaction: the state machine says whether, `work` does what belongs to it, history and chained log
 * keep it. What `work` refuses undoes the step. Refuses request.not-found, mandate.refused and the name of the step that is not possible.
 */
export const stepApplication = async (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  step: Step,
  work: (
    transaction: Transaction,
    row: ApplicationRow,
    next: { state: SceneState; now: Date },
  ) => Promise<StepWork | Refusal> = async () => ({}),
): Promise<Refusal | null> =>
  whileReaching(deps, step.reach, async (transaction) => {
    const now = deps.clock.now()
    const row = await holdApplication(transaction, { ...step, now })
    if (isRefusal(row)) return row
    const state = stepScene(stateBefore(row, step.step, cityDayOf(now)), step.step)
    if (isSceneStepRefusal(state)) return refuseStep(state)
    const done = await work(transaction, row, { state, now })
    // Thrown and not returned: what was done so far must be undone.
    if (isRefusal(done)) throw new Undone(done)
    await keepStep(transaction, { row, state, now, step, done })
    return null
  }).catch((error: unknown) => {
    if (error instanceof Undone) return error.refusal
    throw error
  })

/** Only the expiry itself meets an approval that is over as it is kept. */
const stateBefore = (row: ApplicationRow, { kind }: SceneStep, today: CityDay): SceneState =>
  kind === 'expire' ? keptState(row) : stateOn(row, today)

/** Writes a step that was decided: the state, the live period it begins or ends, history and log. The caller holds the row. */
export const keepStep = async (
  transaction: Transaction,
  kept: { row: ApplicationRow; state: SceneState; now: Date; step: Omit<Step, 'step'>; done: StepWork },
): Promise<void> => {
  const { row, state, now, step, done } = kept
  const until = 'until' in state ? state.until : row.approved_until
  const round = 'round' in state ? state.round : row.round
  const isOnTrial = state.kind === 'testing' || state.kind === 'connecting'
  await transaction`
    UPDATE scene_application SET ${transaction({
      state: state.kind,
      round,
      approved_until: until,
      trial_since: isOnTrial ? now : null,
      due_at: done.dueAt ?? null,
    })} WHERE application_id = ${row.application_id}`
  await followPeriods(transaction, { row, state, now })
  const actor = actorOf(step.reach)
  await transaction`
    INSERT INTO scene_step (application_id, step_no, action, state, approved_until, actor, reasons, occurred_at)
    SELECT ${row.application_id}, coalesce(max(step_no), 0) + 1, ${step.action}, ${state.kind}, ${until}::date, ${actor},
      ${step.reasons ?? null}, ${now}::timestamptz
    FROM scene_step WHERE application_id = ${row.application_id}`
  await appendAudit(transaction, {
    occurredAt: now,
    actor,
    action: step.action,
    subject: encodeId('sca', row.application_id),
    detail: { ...done.detail, state: state.kind, round, until },
    ...(step.requestId === undefined ? {} : { requestId: step.requestId }),
  })
}

/** A refusal that rolls its transaction back. */
class Undone extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused)
  }
}
