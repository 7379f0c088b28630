import { refuse, type Refusal, type Suspension, type SuspensionRequest } from '#contract'
import { cityDayOf, parseCityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { isDayAhead } from '#domain/supervision'
import { tell } from '#server/message/index'
import {
  appendAudit,
  inTransaction,
  newId,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { readSubject, stop, subjectInLog, type Subject } from './subject'
import { presentSuspension, selectSuspension, type SuspensionRow } from './suspension-row'

type Asked = SuspensionRequest & { readonly requestId: string }

/**
 * Stops an account, an operator's intake or an institution, at once and by one person: doubt must not wait. What is under way ends first;
 * what begins behind it is refused. Refuses request.invalid for a day that is over, request.not-found, suspension.already-there.
 */
export const suspend = async (
  deps: Dependencies,
  staff: StaffPrincipal,
  asked: Asked,
): Promise<Suspension | Refusal> => {
  const subject = readSubject(asked.subject)
  if (subject === undefined) return refuse('request.not-found')
  const until = asked.until === null ? null : parseCityDay(asked.until)
  if (until === undefined || !isDayAhead(until, cityDayOf(deps.clock.now())))
    return refuse('request.invalid', '/body/until')
  for (;;) {
    const done = await inTransaction(
      deps.sql,
      { isolation: 'read committed', attemptsMax: 5 },
      (transaction) => stopAndKeep(deps, transaction, { staff, subject, asked }),
    )
    if (done !== 'joined') return done
  }
}

const stopAndKeep = async (
  deps: Dependencies,
  transaction: Transaction,
  { staff, subject, asked }: { staff: StaffPrincipal; subject: Subject; asked: Asked },
): Promise<Suspension | Refusal | 'joined'> => {
  const stopped = await stop(deps, transaction, subject)
  if (stopped === 'joined') return stopped
  if (stopped === 'unknown') return refuse('request.not-found')
  if (stopped === 'stopped') return refuse('suspension.already-there')
  const suspensionId = newId(deps.clock)
  const { kind, id } = subject
  await transaction`
    INSERT INTO suspension (suspension_id, account_id, operator_id, institution_id, began_at, suspended_by, reasons, until)
    VALUES (${suspensionId}, ${kind === 'account' ? id : null}, ${kind === 'operator' ? id : null},
      ${kind === 'institution' ? id : null}, ${stopped.at}, ${staff.staffId}, ${asked.reasons}, ${asked.until})`
  if (kind === 'account')
    await tell(transaction, { kind: 'accountSuspended', accountId: id, subjectId: suspensionId }, stopped.at)
  await appendAudit(transaction, {
    occurredAt: stopped.at,
    actor: principalKey(staff),
    action: `${kind}.suspended`,
    subject: subjectInLog(subject),
    detail: {
      suspensionId: encodeId('sus', suspensionId),
      until: asked.until,
      ...(stopped.members === undefined ? {} : { members: stopped.members }),
    },
    requestId: asked.requestId,
  })
  const [row] = await transaction<SuspensionRow[]>`
    ${selectSuspension(transaction)} WHERE suspension_id = ${suspensionId}`
  if (row === undefined) throw new Error('a suspension that was just kept is gone')
  return presentSuspension(row, staff.staffId)
}
