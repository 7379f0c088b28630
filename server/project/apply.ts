import type postgres from 'postgres'

import { isRefusal, refuse, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { dueAfter } from '#domain/methodology'
import { projectTermsOn } from '#domain/project'
import { whileOwning, type Owner } from '#server/institution/index'
import { brokenConstraint, type Dependencies, type Transaction } from '#server/platform/index'

import { detailOf, keepReport } from './hand-in-report'
import { actorOf } from './owner'
import type { ProjectRow } from './project-row'
import { reviewDigestOf } from './reckon-period'
import { siteKeysOf } from './site-keys'
import { takeStep, undone, type Act } from './step-project'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Applies with a project and its first reduction in one (双审合一): the rules are asked, the period is reckoned, the site is taken and the
 * round kept. Refuses request.not-found, project.not-with-applicant, project.site-taken and what `keepReport` does.
 */
export const applyWithProject = async (parts: Parts, owner: Owner, act: Act): Promise<Refusal | null> => {
  const now = parts.clock.now()
  const dueAt = dueAfter(now, projectTermsOn(cityDayOf(now)).checkDays)
  const step = {
    ...act,
    reach: owner,
    actor: actorOf(owner),
    action: 'project.applied' as const,
    step: 'apply' as const,
  }
  return whileOwning<Refusal | null>(parts, owner, (transaction) =>
    takeStep(transaction, { ...step, now }, async (row) => {
      const report = await keepReport(transaction, row, { period: row.record.period, now, dueAt: null })
      if (isRefusal(report)) return report
      await takeSite(transaction, row, now)
      const round = row.round + 1
      await transaction`
        INSERT INTO project_round (project_id, round, report_no, record, review_digest, applied_at)
        VALUES (${row.project_id}, ${round}, ${report.reportNo}, ${transaction.json(row.record as postgres.JSONValue)},
          ${reviewDigestOf(row.record, report.evidenceDigest)}, ${now})`
      return { columns: { round, due_at: dueAt }, detail: { round, ...detailOf(report) } }
    }),
  ).catch((error: unknown) => {
    if (brokenConstraint(error) === 'project_site_once') return refuse('project.site-taken')
    return undone(error)
  })
}

/** In order of kind and number, so that two applications for the same sites wait for each other instead of in a ring. */
const takeSite = async (transaction: Transaction, row: ProjectRow, now: Date): Promise<void> => {
  const keys = siteKeysOf(row.record)
  await transaction`
    INSERT INTO project_site (project_id, round, key_kind, key_value, taken_at)
    SELECT ${row.project_id}::uuid, ${row.round + 1}::smallint, kind, value, ${now}::timestamptz FROM unnest(
      ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ value }) => value)}::text[]) AS site (kind, value)
    ORDER BY kind, value`
}

/** The site of a project that was sent back, refused, withdrawn or ended is free for another; its open reports count no more. */
export const releaseProject = async (
  transaction: Transaction,
  projectId: string,
  now: Date,
): Promise<void> => {
  await transaction`
    UPDATE project_site SET released_at = ${now} WHERE project_id = ${projectId} AND released_at IS NULL`
  await transaction`
    UPDATE project_report SET state = 'returned', due_at = NULL WHERE project_id = ${projectId} AND state IN ('handedIn', 'verified')`
}

/** The applicant takes a project back before it is decided. Refuses request.not-found, project.already-decided. */
export const withdrawProject = async (
  parts: Parts,
  owner: Owner,
  act: Act & { words: string },
): Promise<Refusal | null> => {
  const now = parts.clock.now()
  const step = {
    ...act,
    reach: owner,
    actor: actorOf(owner),
    action: 'project.withdrawn' as const,
    step: 'withdraw' as const,
  }
  return whileOwning<Refusal | null>(parts, owner, (transaction) =>
    takeStep(transaction, { ...step, now }, async (row) => {
      await releaseProject(transaction, row.project_id, now)
      return { columns: { closed_reasons: act.words } }
    }),
  ).catch(undone)
}
