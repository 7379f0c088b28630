import { refuse, type Refusal, type Suspension } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { decideResumption } from '#domain/supervision'
import { tell } from '#server/message/index'
import {
  appendAudit,
  eachApart,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { release, subjectInLog } from './subject'
import { presentSuspension, selectSuspension, subjectOf, type SuspensionRow } from './suspension-row'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Lets what was stopped go on, by another person than the one who stopped it. Refuses request.not-found, suspension.ended,
 * suspension.other-person-needed.
 */
export const resume = async (
  deps: Parts,
  staff: StaffPrincipal,
  asked: { suspensionId: string; reasons: string; requestId: string },
): Promise<Suspension | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const row = await holdSuspension(transaction, decodeId('sus', asked.suspensionId) ?? null)
    if (row === undefined) return refuse('request.not-found')
    const decision = decideResumption(
      { suspendedBy: row.suspended_by, hasEnded: row.ended_at !== null },
      staff.staffId,
    )
    if (decision !== 'resume') return refuse(decision)
    const ended = { by: staff.staffId, reasons: asked.reasons }
    await end(deps, transaction, row, { ...ended, actor: principalKey(staff), requestId: asked.requestId })
    const [after] = await transaction<SuspensionRow[]>`
      ${selectSuspension(transaction)} WHERE suspension_id = ${row.suspension_id}`
    if (after === undefined) throw new Error('a suspension that was held is gone')
    return presentSuspension(after, staff.staffId)
  })

/** Ends those whose last day is over, each apart: one that fails holds up no other. Again and again without harm. */
export const endDueSuspensions = async (deps: Parts): Promise<void> => {
  const due = await deps.sql<{ suspension_id: string }[]>`
    SELECT suspension_id FROM suspension WHERE ended_at IS NULL AND until < ${cityDayOf(deps.clock.now())}::date
    ORDER BY suspension_id`
  await eachApart(due, ({ suspension_id: suspensionId }) =>
    inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
      const row = await holdSuspension(transaction, suspensionId)
      if (row?.ended_at === null)
        await end(deps, transaction, row, { by: null, reasons: null, actor: 'job:supervision' })
    }),
  )
}

const holdSuspension = async (
  transaction: Transaction,
  suspensionId: string | null,
): Promise<SuspensionRow | undefined> => {
  await transaction`SELECT FROM suspension WHERE suspension_id = ${suspensionId} FOR NO KEY UPDATE`
  const [row] = await transaction<SuspensionRow[]>`
    ${selectSuspension(transaction)} WHERE suspension_id = ${suspensionId}`
  return row
}

interface Ending {
  readonly by: string | null
  readonly reasons: string | null
  readonly actor: string
  readonly requestId?: string
}

const end = async (
  deps: Parts,
  transaction: Transaction,
  row: SuspensionRow,
  ending: Ending,
): Promise<void> => {
  const subject = subjectOf(row)
  const released = await release(deps, transaction, subject)
  const at = new Date(Math.max(released.getTime(), row.began_at.getTime()))
  await transaction`
    UPDATE suspension SET ended_at = ${at}, ended_by = ${ending.by}, end_reasons = ${ending.reasons}
    WHERE suspension_id = ${row.suspension_id}`
  if (subject.kind === 'account')
    await tell(
      transaction,
      { kind: 'accountResumed', accountId: subject.id, subjectId: row.suspension_id },
      at,
    )
  await appendAudit(transaction, {
    occurredAt: at,
    actor: ending.actor,
    action: `${subject.kind}.resumed`,
    subject: subjectInLog(subject),
    detail: { suspensionId: encodeId('sus', row.suspension_id) },
    ...(ending.requestId === undefined ? {} : { requestId: ending.requestId }),
  })
}
