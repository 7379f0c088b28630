import {
  refuse,
  type OverdueProjects,
  type Project,
  type ProjectList,
  type Refusal,
  type StaffProject,
} from '#contract'
import { decodeId, encodeId } from '#domain/id'
import type { Owner } from '#server/institution/index'
import type { Dependencies, Queryable, StaffPrincipal } from '#server/platform/index'
import { recordReads } from '#server/staff/index'

import { isOwn } from './owner'
import { presentProject, presentSummary, selectProject, type ProjectRow } from './project-row'
import { suspenderOf } from './suspender'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const LISTED_MAX = 200

/** An owner's own projects, the newest first, at most 200. */
export const listOwnProjects = async ({ sql }: Parts, owner: Owner): Promise<ProjectList> => {
  const rows = await sql<ProjectRow[]>`
    ${selectProject(sql)} WHERE ${isOwn(sql, owner)} ORDER BY opened_at DESC, project_id LIMIT ${LISTED_MAX}`
  return { items: rows.map(presentSummary) }
}

/** One of an owner's own. Refuses request.not-found. */
export const readOwnProject = async (
  { sql }: Parts,
  owner: Owner,
  wireId: string,
): Promise<Project | Refusal> => {
  const [row] = await sql<ProjectRow[]>`
    ${selectProject(sql)} WHERE project_id = ${decodeId('prj', wireId) ?? null} AND ${isOwn(sql, owner)}`
  return row === undefined ? refuse('request.not-found') : presentProject(sql, row)
}

/** What was applied with, the oldest first, at most 200; in one state if it is given. */
export const listProjects = async (
  { sql }: Parts,
  state: ProjectRow['state'] | undefined,
): Promise<ProjectList> => {
  const rows = await sql<ProjectRow[]>`
    ${selectProject(sql)} WHERE round > 0 AND (${state ?? null}::text IS NULL OR state = ${state ?? null})
    ORDER BY opened_at, project_id LIMIT ${LISTED_MAX}`
  return { items: rows.map(presentSummary) }
}

/** What for a person's project is read; she sees it under "who read my data". */
const PURPOSE = { zh: '评审和跟踪减排项目', en: 'Review and tracking of a project' }

/** One of them with everybody who signed; a person sees that hers was read. Refuses request.not-found. */
export const readProject = async (
  { sql, clock }: Parts,
  reader: StaffPrincipal,
  wireId: string,
): Promise<StaffProject | Refusal> => {
  const [row] = await sql<ProjectRow[]>`
    ${selectProject(sql)} WHERE project_id = ${decodeId('prj', wireId) ?? null} AND round > 0`
  if (row === undefined) return refuse('request.not-found')
  await leaveTrace({ sql, clock }, reader, row)
  const [institution] = await sql<{ zh: string; en: string }[]>`
    SELECT name_zh AS zh, name_en AS en FROM institution WHERE institution_id = ${row.institution_id}`
  const [round] = await sql<{ digest: string }[]>`
    SELECT encode(review_digest, 'hex') AS digest FROM project_round
    WHERE project_id = ${row.project_id} AND round = ${row.round}`
  return {
    ...(await presentProject(sql, row)),
    institution: institution ?? null,
    reviewDigest: round?.digest ?? null,
    signatures: await readSignatures(sql, row.project_id),
    suspendedBy: await suspenderOf(sql, row),
  }
}

/** A person sees that her project was read, and by whom. */
export const leaveTrace = async (
  { sql, clock }: Parts,
  reader: StaffPrincipal,
  { account_id: ownerId }: Pick<ProjectRow, 'account_id'>,
): Promise<void> => {
  const owner = await sql<{ account_id: string }[]>`
    SELECT account_id FROM account WHERE account_id = ${ownerId} AND closed_at IS NULL`
  const accountIds = owner.map(({ account_id: accountId }) => accountId)
  await recordReads(sql, { accountIds, reader, purpose: PURPOSE, now: clock.now() })
}

const readSignatures = async (sql: Queryable, projectId: string): Promise<StaffProject['signatures']> => {
  const rows = await sql<(Omit<StaffProject['signatures'][number], 'signedAt'> & { signed_at: Date })[]>`
    SELECT report_no AS "reportNo", act, staff_id AS "staffId", staff.name, signed.role, verdict, words, signed_at
    FROM project_signature AS signed JOIN staff USING (staff_id)
    WHERE project_id = ${projectId} ORDER BY signature_no`
  return rows.map(({ signed_at: at, ...rest }) => ({ ...rest, signedAt: at.toISOString() }))
}

/**
 * Steps of applications and verifications staff owe and are late with, the longest overdue first, at most 200. While a project is suspended
 * nobody may verify its reports, so nobody owes it; its term runs on, as no document of the scheme has a suspension stop one.
 */
export const listOverdueProjects = async ({ sql, clock }: Parts): Promise<OverdueProjects> => {
  const rows = await sql<
    {
      project_id: string
      report_no: number | null
      owes: 'check' | 'review' | 'verification'
      due_at: Date
    }[]
  >`
    SELECT project_id, NULL::smallint AS report_no, CASE state WHEN 'applied' THEN 'check' ELSE 'review' END AS owes, due_at
    FROM project WHERE due_at <= ${clock.now()}
    UNION ALL
    SELECT project_id, report_no, 'verification', report.due_at FROM project_report AS report JOIN project USING (project_id)
    WHERE report.due_at <= ${clock.now()} AND project.state <> 'suspended'
    ORDER BY due_at, project_id LIMIT ${LISTED_MAX}`
  return {
    items: rows.map(({ project_id: id, report_no: reportNo, owes, due_at: dueAt }) => ({
      projectId: encodeId('prj', id),
      reportNo,
      owes,
      dueAt: dueAt.toISOString(),
    })),
  }
}
