import { decideReturn } from '#domain/issuance'
import { refuse, type Refusal } from '#contract'
import { appendAudit, principalKey, type Dependencies, type StaffPrincipal } from '#server/platform/index'

import { lockRun } from './run-row'

/**
 * Gives a run back to its operator, who may report again: reported, verified, or confirmed where issuing refused it. Names already put
 * to it are void. Returns null when done. Refuses request.not-found, access.not-permitted, run.not-in-state.
 */
export const returnRun = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  { runId, reason, requestId }: { runId: string; reason: string; requestId: string },
): Promise<Refusal | null> =>
  sql.begin(async (transaction) => {
    const run = await lockRun(transaction, runId)
    if (run === undefined) return refuse('request.not-found')
    const decision = decideReturn({
      state: run.state,
      role: staff.role,
      issuingRefused: run.issue_fault !== null,
    })
    if (decision !== 'return') return refuse(decision)
    const now = clock.now()
    await transaction`DELETE FROM run_confirmation WHERE run_id = ${run.run_id}`
    await transaction`
      UPDATE run SET state = 'returned', returned_reason = ${reason}, verified_at = NULL, verified_by = NULL,
        confirmed_at = NULL, issue_fault = NULL
      WHERE run_id = ${run.run_id}`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: 'run.returned',
      subject: runId,
      detail: { from: run.state, ...(run.issue_fault === null ? {} : { issueFault: run.issue_fault }) },
      requestId,
    })
    return null
  })
