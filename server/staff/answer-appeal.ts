import { decodeId } from '#domain/id'
import { mayAnswer } from '#domain/ride'
import { refuse, type AppealAnswerRequest, type Refusal, type StaffAppeal } from '#contract'
import { tell } from '#server/message/index'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
} from '#server/platform/index'

import { isWithinReach, presentAppeal, selectAppeal, type AppealRow } from './appeal-row'

/**
 * Answers an open appeal, once. The outcome is recorded and shown to the resident; an appeal upheld changes no figure by itself:
 * the operator corrects the ride while its window is open. Refuses request.not-found (also beyond the district),
 * appeal.already-answered, appeal.second-person-needed to whoever gave the answer that is reviewed.
 */
export const answerAppeal = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  given: AppealAnswerRequest & { appealId: string; requestId: string },
): Promise<StaffAppeal | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const appealId = decodeId('apl', given.appealId) ?? null
    // Her account before her appeal, as closing it takes them.
    await transaction`
      SELECT FROM account WHERE account_id = (SELECT account_id FROM appeal WHERE appeal_id = ${appealId}) FOR SHARE`
    const [appeal] = await transaction<AppealRow[]>`
      ${selectAppeal(transaction)} WHERE appeal.appeal_id = ${appealId} AND ${isWithinReach(transaction, staff)}
      FOR UPDATE OF appeal`
    if (appeal === undefined) return refuse('request.not-found')
    if (appeal.state !== 'open') return refuse('appeal.already-answered')
    if (!mayAnswer({ firstAnsweredBy: appeal.first_answered_by }, staff.staffId))
      return refuse('appeal.second-person-needed')
    const now = clock.now()
    const { outcome: state, answer } = given
    await transaction`
      UPDATE appeal SET state = ${state}, answer = ${answer}, answered_by = ${staff.staffId}, answered_at = ${now},
        first_answered_by = ${appeal.first_answered_by}
      WHERE appeal_id = ${appealId}`
    await tell(
      transaction,
      { kind: 'appealAnswered', accountId: appeal.account_id, subjectId: appeal.appeal_id },
      now,
    )
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: 'appeal.answered',
      subject: given.appealId,
      detail: { outcome: state, stage: appeal.stage },
      requestId: given.requestId,
    })
    return presentAppeal({ ...appeal, state, answer, answered_at: now }, staff, now)
  })
