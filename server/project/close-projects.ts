import { encodeId } from '#domain/id'
import { stepProject } from '#domain/project'
import { appendAudit, type Transaction } from '#server/platform/index'

import { releaseProject } from './apply'
import { selectProject, type ProjectRow } from './project-row'
import { logOf, moveProject } from './step-project'

/** What stands under a project whose applicant closed her account. */
const WORDS = '申请人的账户已关闭'

/**
 * A closing ends what a person had under way: undecided projects are withdrawn, what a draft that nobody else saw said of her home is
 * blanked, her entrustments end, and name no site with which nobody ever applied. What was decided on stays as evidence of its serials; nothing
 * more is issued to her. Last in the transaction of the closing: it writes to the chained log.
 */
export const closeProjects = async (
  transaction: Transaction,
  { accountId, now, requestId }: { accountId: string; now: Date; requestId: string },
): Promise<void> => {
  const rows = await transaction<ProjectRow[]>`
    ${selectProject(transaction)} WHERE account_id = ${accountId}
      AND state IN ('draft', 'applied', 'returned', 'review') ORDER BY project_id FOR UPDATE`
  for (const row of rows) {
    const next = stepProject({ kind: 'draft' }, 'withdraw')
    if (typeof next === 'string') throw new Error('a draft cannot be withdrawn')
    await releaseProject(transaction, row.project_id, now)
    await moveProject(transaction, row, next, { closed_reasons: WORDS })
    if (row.round === 0)
      await transaction`
        UPDATE project SET record = record || '{"name": "", "address": "", "siteKeys": [], "meters": []}'::jsonb WHERE project_id = ${row.project_id}`
    await logOf(transaction, row, { actor: 'applicant', action: 'project.withdrawn', now, requestId })
  }
  await endEntrustments(transaction, { accountId, now, requestId })
}

const endEntrustments = async (
  transaction: Transaction,
  { accountId, now, requestId }: { accountId: string; now: Date; requestId: string },
): Promise<void> => {
  const ended = await transaction<{ entrustment_id: string }[]>`
    UPDATE project_entrustment SET ended_at = greatest(granted_at, ${now}::timestamptz)
    WHERE account_id = ${accountId} AND ended_at IS NULL RETURNING entrustment_id`
  await transaction`
    UPDATE project_entrustment AS given SET key_value = '' WHERE account_id = ${accountId} AND NOT EXISTS (
      SELECT FROM project_site AS site WHERE (site.key_kind, site.key_value) = (given.key_kind, given.key_value))`
  for (const { entrustment_id: id } of ended)
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'applicant',
      action: 'entrustment.ended',
      subject: encodeId('ent', id),
      detail: {},
      requestId,
    })
}
