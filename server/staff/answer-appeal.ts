import { decodeId } from '#domain/id'
import { refuse, type AppealAnswerRequest, type Refusal, type StaffAppeal } from '#contract'
import { appendAudit, principalKey, type Dependencies, type StaffPrincipal } from '#server/platform/index'

import { isWithinReach, presentAppeal, selectAppeal, type AppealRow } from './appeal-row'

/**
 * Answers an open appeal, once. The outcome is recorded and shown to the resident; an appeal upheld changes no figure by itself:
 * the operator corrects the ride while its window is open. Refuses request.not-found (also beyond the district),
 * appeal.already-answered.
 */
export const answerAppeal = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  given: AppealAnswerRequest & { appealId: string; requestId: string },
): Promise<StaffAppeal | Refusal> =>
  sql.begin(async (transaction) => {
    const appealId = decodeId('apl', given.appealId) ?? null
    const [appeal] = await transaction<AppealRow[]>`
      ${selectAppeal(transaction)} WHERE appeal.appeal_id = ${appealId} AND ${isWithinReach(transaction, staff)}
      FOR UPDATE OF appeal`
    if (appeal === undefined) return refuse('request.not-found')
    if (appeal.state !== 'open') return refuse('appeal.already-answered')
    const now = clock.now()
    const { outcome: state, answer } = given
    await transaction`
      UPDATE appeal SET state = ${state}, answer = ${answer}, answered_by = ${staff.staffId}, answered_at = ${now}
      WHERE appeal_id = ${appealId}`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: 'appeal.answered',
      subject: given.appealId,
      detail: { outcome: state },
      requestId: given.requestId,
    })
    return presentAppeal({ ...appeal, state, answer, answered_at: now }, now)
  })
