import { encodeId } from '#domain/id'
import type { RunDetail } from '#contract'
import { appendAudit, type Sql } from '#server/platform/index'

/** Why a confirmed run must not be issued: two names do not stand under it, or its rides are not those that were confirmed. */
export type IssueFault = 'names' | 'rides'

export const ISSUE_FAULTS: Readonly<Record<IssueFault, NonNullable<RunDetail['issueFault']>>> = {
  names: {
    zh: '没有两位工作人员的确认，不能签发，请退回',
    en: 'Two people have not put their names to this run: it cannot be issued and must be returned',
  },
  rides: {
    zh: '行程记录和确认时的不一样，不能签发，请退回',
    en: 'Its rides are not those that were confirmed: it cannot be issued and must be returned',
  },
}

/** Issuing said no. Thrown, because what was begun can only be rolled back. */
export class RunNotIssuableError extends Error {
  constructor(
    runId: string,
    readonly fault: IssueFault,
  ) {
    super(`run ${runId}: ${ISSUE_FAULTS[fault].en}`)
    this.name = 'RunNotIssuableError'
  }
}

/** Marks the run, once, so that nobody tries again until staff have returned it. */
export const keepIssueFault = (
  sql: Sql,
  { runId, fault, now }: { runId: string; fault: IssueFault; now: Date },
): Promise<void> =>
  sql.begin(async (transaction) => {
    const { count } = await transaction`
      UPDATE run SET issue_fault = ${fault} WHERE run_id = ${runId} AND state = 'confirmed' AND issue_fault IS NULL`
    if (count === 0) return
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'job:issuance',
      action: 'run.issue-refused',
      subject: encodeId('run', runId),
      detail: { fault },
    })
  })
