import type postgres from 'postgres'

import { isRefusal, refuse, type Project, type ProjectRecord, type Refusal } from '#contract'
import { whileOwning, type Owner } from '#server/institution/index'
import { canonicalJson, newId, type Dependencies, type Transaction } from '#server/platform/index'

import { recordFaultOf } from './claim'
import { actorOf, isOwn } from './owner'
import { presentProject, selectProject, type ProjectRow } from './project-row'
import { holdProject, logOf, type Act } from './step-project'

type Parts = Pick<Dependencies, 'sql' | 'clock' | 'crypto'>

interface Asked {
  readonly record: ProjectRecord
  readonly requestKey: string
  readonly requestId: string
}

/**
 * Opens a draft in an owner's name; nobody else sees it until it is applied with. The same key again answers with the first. Refuses what
 * `recordFaultOf` and `whileOwning` do, request.key-reused.
 */
export const openProject = async (parts: Parts, owner: Owner, asked: Asked): Promise<Project | Refusal> => {
  const fault = await recordFaultOf(parts.sql, asked.record)
  if (fault !== undefined) return fault
  const digest = parts.crypto.digest(canonicalJson(asked.record))
  const projectId = newId(parts.clock)
  const now = parts.clock.now()
  return whileOwning(parts, owner, async (transaction) => {
    const inserted = await transaction`
      INSERT INTO project (project_id, account_id, institution_id, request_key, request_digest, state, record, opened_at)
      VALUES (${projectId}, ${owner.kind === 'resident' ? owner.accountId : null},
        ${owner.kind === 'member' ? owner.institutionId : null}, ${asked.requestKey}, ${digest}, 'draft',
        ${transaction.json(asked.record as postgres.JSONValue)}, ${now})
      ON CONFLICT (account_id, institution_id, request_key) DO NOTHING RETURNING 1`
    const row = await readOpened(transaction, owner, { ...asked, digest })
    if (isRefusal(row)) return row
    if (inserted.length > 0) {
      const act = {
        actor: actorOf(owner),
        action: 'project.opened' as const,
        now,
        requestId: asked.requestId,
      }
      await logOf(transaction, row, act)
    }
    return presentProject(transaction, row)
  })
}

const readOpened = async (
  transaction: Transaction,
  owner: Owner,
  { requestKey, digest }: { requestKey: string; digest: Buffer },
): Promise<ProjectRow | Refusal> => {
  const [row] = await transaction<ProjectRow[]>`
    ${selectProject(transaction)} WHERE ${isOwn(transaction, owner)} AND request_key = ${requestKey} AND request_digest = ${digest}`
  return row ?? refuse('request.key-reused')
}

/** Replaces the working copy while it is with its applicant. Refuses request.not-found, project.not-with-applicant, what `recordFaultOf` does. */
export const amendProject = async (
  parts: Parts,
  owner: Owner,
  act: Act & { record: ProjectRecord },
): Promise<Refusal | null> => {
  const fault = await recordFaultOf(parts.sql, act.record)
  if (fault !== undefined) return fault
  return whileOwning<Refusal | null>(parts, owner, async (transaction) => {
    const row = await holdProject(transaction, act.projectId, owner)
    if (row === undefined) return refuse('request.not-found')
    if (row.state !== 'draft' && row.state !== 'returned') return refuse('project.not-with-applicant')
    await transaction`
      UPDATE project SET record = ${transaction.json(act.record as postgres.JSONValue)} WHERE project_id = ${row.project_id}`
    const entry = { actor: actorOf(owner), action: 'project.amended' as const, now: parts.clock.now() }
    await logOf(transaction, row, { ...entry, requestId: act.requestId })
    return null
  })
}
