import { refuse, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { isProjectStepRefusal, stepProject, type ProjectState, type ProjectStep } from '#domain/project'
import type { LoggedActionName } from '#domain/supervision'
import type { Owner } from '#server/institution/index'
import { tellApplicant, type ToldOfApplication } from '#server/message/index'
import { appendAudit, type Transaction } from '#server/platform/index'

import { isOwn } from './owner'
import { columnsOf, selectProject, stateOf, type ProjectRow } from './project-row'

/** Whose project it must be; null: anybody's that was applied with, for staff. */
export type Reach = Owner | null

export interface Act {
  readonly projectId: string
  readonly requestId: string
}

/**
 * A project within reach, held until the transaction ends; before it, for staff, the account of whoever applied, as a closing takes them.
 * Staff do not reach what was never applied with.
 */
export const holdProject = async (
  transaction: Transaction,
  wireId: string,
  reach: Reach,
): Promise<ProjectRow | undefined> => {
  const projectId = decodeId('prj', wireId) ?? null
  if (reach === null)
    await transaction`
      SELECT FROM account WHERE account_id = (SELECT account_id FROM project WHERE project_id = ${projectId}) FOR KEY SHARE`
  const within = reach === null ? transaction`round > 0` : isOwn(transaction, reach)
  const [row] = await transaction<ProjectRow[]>`
    ${selectProject(transaction)} WHERE project_id = ${projectId} AND ${within} FOR UPDATE`
  return row
}

/** What a step does besides moving the state. */
interface Done {
  readonly columns?: Record<string, unknown>
  readonly detail?: Record<string, unknown>
  /** What whoever applied in her own name is told of it. */
  readonly told?: ToldOfApplication
}

/**
 * One step of a project in the caller's transaction: the steps say whether, `work` does what belongs to it, the chained log keeps it.
 * Refuses request.not-found and the name of the step that is not possible; what `work` refuses is thrown as Undone.
 */
export const takeStep = async (
  transaction: Transaction,
  act: Act & { reach: Reach; actor: string; action: LoggedActionName; step: ProjectStep; now: Date },
  work: (row: ProjectRow, next: ProjectState) => Promise<Done | Refusal>,
): Promise<Refusal | null> => {
  const row = await holdProject(transaction, act.projectId, act.reach)
  if (row === undefined) return refuse('request.not-found')
  const state = stepProject(stateOf(row), act.step)
  if (isProjectStepRefusal(state)) return refuse(state)
  const done = await work(row, state)
  if ('refused' in done) throw new Undone(done)
  await moveProject(transaction, row, state, done.columns)
  if (done.told !== undefined) await tellApplicant(transaction, row.account_id, done.told, act.now)
  await logOf(transaction, row, act, done.detail)
  return null
}

/** Writes a state; what is owed ends with it unless `columns` says what is owed next. */
export const moveProject = async (
  transaction: Transaction,
  { project_id: projectId }: Pick<ProjectRow, 'project_id'>,
  state: ProjectState,
  columns: Record<string, unknown> = {},
): Promise<void> => {
  const all = { ...columnsOf(state), due_at: null, ...columns }
  await transaction`UPDATE project SET ${transaction(all)} WHERE project_id = ${projectId}`
}

/** The entry of the chained log for an act on a project; last, because the log's head is everybody's. */
export const logOf = (
  transaction: Transaction,
  { project_id: projectId, round }: Pick<ProjectRow, 'project_id' | 'round'>,
  act: { actor: string; action: LoggedActionName; now: Date; requestId: string },
  detail: Record<string, unknown> = {},
): Promise<void> =>
  appendAudit(transaction, {
    occurredAt: act.now,
    actor: act.actor,
    action: act.action,
    subject: encodeId('prj', projectId),
    detail: { round, ...detail },
    requestId: act.requestId,
  })

/** A refusal that rolls its transaction back. */
export class Undone extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused)
  }
}

/** For the end of a transaction: what was undone is answered as its refusal. */
export const undone = (error: unknown): Refusal => {
  if (error instanceof Undone) return error.refusal
  throw error
}
