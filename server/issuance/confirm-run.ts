import { decideConfirmation } from '#domain/issuance'
import { refuse, type Refusal } from '#contract'
import { appendAudit, principalKey, type Dependencies, type StaffPrincipal } from '#server/platform/index'

import { issueRun } from './issue-run'
import { lockRun } from './run-row'

/** A run of more accounts is left to the job: nobody's browser waits minutes for an answer. */
const ACCOUNTS_AT_ONCE_MAX = 20_000n

/**
 * Puts one person's name to a verified run; with the second person's it is confirmed 确认 and issued at once, or by the job when
 * it is large. Returns null when the name stands. Refuses request.not-found, access.not-permitted, run.not-verified,
 * run.not-in-state, run.second-person-needed.
 */
export const confirmRun = async (
  { sql, clock, jobs, log }: Pick<Dependencies, 'sql' | 'clock' | 'jobs' | 'log'>,
  staff: StaffPrincipal,
  { runId, requestId }: { runId: string; requestId: string },
): Promise<Refusal | null> => {
  const now = clock.now()
  const outcome = await sql.begin(async (transaction) => {
    const run = await lockRun(transaction, runId)
    if (run === undefined) return refuse('request.not-found')
    const names = await transaction<{ staff_id: string }[]>`
      SELECT staff_id FROM run_confirmation WHERE run_id = ${run.run_id}`
    const { staffId, role } = staff
    const confirmedBy = names.map(({ staff_id }) => staff_id)
    const decision = decideConfirmation({ state: run.state, role, staffId, confirmedBy })
    if (decision !== 'confirm' && decision !== 'confirmAndIssue') return refuse(decision)
    await transaction`
      INSERT INTO run_confirmation (run_id, staff_id, confirmed_at) VALUES (${run.run_id}, ${staffId}, ${now})`
    if (decision === 'confirmAndIssue') {
      await transaction`UPDATE run SET state = 'confirmed', confirmed_at = ${now} WHERE run_id = ${run.run_id}`
    }
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: decision === 'confirm' ? 'run.signed' : 'run.confirmed',
      subject: runId,
      detail: { confirmations: confirmedBy.length + 1 },
      requestId,
    })
    return { run, isConfirmed: decision === 'confirmAndIssue' }
  })
  if ('refused' in outcome) return outcome
  if (outcome.isConfirmed) {
    const isSmall = (outcome.run.accounts ?? 0n) <= ACCOUNTS_AT_ONCE_MAX
    if (isSmall) await issueRun(sql, outcome.run.run_id, now).catch(leaveToJob(log, runId))
    else await jobs.request('issuance.issue-confirmed')
  }
  return null
}

/** The confirmation stands whatever becomes of the issuing, so it is answered as done; the job tries again and tells again. */
const leaveToJob =
  (log: Dependencies['log'], runId: string) =>
  (error: unknown): void =>
    log.error({ err: error, runId }, 'a confirmed run cannot be issued')
