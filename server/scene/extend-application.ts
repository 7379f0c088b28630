import {
  isRefusal,
  refuse,
  type Refusal,
  type SceneExtensionRequest,
  type SceneExtensionReviewRequest,
} from '#contract'
import { cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { endOfTerm, isSceneStepRefusal, mayAskExtension, sceneTermsOn, stepScene } from '#domain/scene'
import type { LoggedActionName } from '#domain/supervision'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { stateOn, type ApplicationRow } from './application-row'
import { actorOf, holdApplication, whileReaching } from './hold-application'
import { addReview, keepReview } from './review-application'
import { keepStep, refuseStep, type Act } from './step-application'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Asks for a longer approval, in the last months of the present one. Refuses request.not-found, mandate.refused, scene.not-in-state,
 * scene.already-ended, scene.day-over, scene.extension-early, scene.extension-open.
 */
export const askExtension = (
  { sql, clock }: Parts,
  member: MemberPrincipal,
  act: Act & SceneExtensionRequest,
): Promise<Refusal | null> => {
  const reach = { kind: 'member', member } as const
  return whileReaching({ sql }, reach, async (transaction) => {
    const now = clock.now()
    const today = cityDayOf(now)
    const until = parseCityDay(act.until)
    if (until === undefined) return refuse('request.invalid', '/body/until')
    const row = await holdApplication(transaction, { ...act, reach, now })
    if (isRefusal(row)) return row
    const state = stepScene(stateOn(row, today), { kind: 'extend', until })
    if (isSceneStepRefusal(state)) return refuseStep(state)
    if (row.approved_until === null || !mayAskExtension(row.approved_until, today))
      return refuse('scene.extension-early')
    const dueAt = endOfTerm(now, sceneTermsOn(today).reviewDays)
    const [asked] = await transaction<{ extension_no: number }[]>`
      INSERT INTO scene_extension (application_id, extension_no, until_asked, reasons, asked_at, due_at, state)
      SELECT ${row.application_id}::uuid, coalesce(max(extension_no), 0) + 1, ${until}::date, ${act.reasons}, ${now}::timestamptz,
        ${dueAt}::timestamptz, 'asked'
      FROM scene_extension WHERE application_id = ${row.application_id}
      HAVING coalesce(bool_and(state <> 'asked'), true)
      RETURNING extension_no`
    if (asked === undefined) return refuse('scene.extension-open')
    await logExtension(transaction, row, {
      ...{ now, actor: actorOf(reach), action: 'scene.extension-asked', requestId: act.requestId },
      detail: { extensionNo: asked.extension_no, until },
    })
    return null
  })
}

/**
 * One office's word on the extension that is asked for: a return ends it at once, an approval lengthens the scene's when another person of
 * the other office approves too. Refuses request.not-found, scene.not-in-state, scene.already-ended, scene.second-person-needed,
 * scene.second-office-needed.
 */
export const reviewExtension = (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  act: Act & { review: SceneExtensionReviewRequest },
): Promise<Refusal | null> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const now = clock.now()
    const actor = principalKey(staff)
    const reach = { kind: 'office', actor } as const
    const row = await holdApplication(transaction, { ...act, reach, now })
    if (isRefusal(row)) return row
    const [asked] = await transaction<{ extension_no: number; until_asked: CityDay }[]>`
      SELECT extension_no, until_asked FROM scene_extension WHERE application_id = ${row.application_id} AND state = 'asked'`
    if (asked === undefined) return refuse('scene.not-in-state')
    const { extension_no: extensionNo, until_asked: until } = asked
    const state = stepScene(stateOn(row, cityDayOf(now)), { kind: 'extend', until })
    if (isSceneStepRefusal(state)) return refuseStep(state)
    const said = { applicationId: row.application_id, act: 'extend', round: extensionNo, now } as const
    if (act.review.verdict === 'return') {
      const { reasons } = act.review
      await keepReview(transaction, staff, { ...said, until: null, reasons })
      await settle(transaction, row, { extensionNo, state: 'returned' })
      const detail = { extensionNo, office: staff.role }
      await logExtension(transaction, row, {
        now,
        actor,
        action: 'scene.extension-returned',
        requestId: act.requestId,
        detail,
      })
      return null
    }
    const outcome = await addReview(transaction, staff, { ...said, until, requestId: act.requestId })
    if (outcome !== 'agreed') return outcome === 'one' ? null : outcome
    await settle(transaction, row, { extensionNo, state: 'granted' })
    const step = { ...act, reach, action: 'scene.extended' as const }
    await keepStep(transaction, { row, state, now, step, done: { detail: { extensionNo } } })
    return null
  })

const settle = async (
  transaction: Transaction,
  row: ApplicationRow,
  extension: { extensionNo: number; state: 'granted' | 'returned' },
): Promise<void> => {
  await transaction`
    UPDATE scene_extension SET state = ${extension.state}
    WHERE application_id = ${row.application_id} AND extension_no = ${extension.extensionNo}`
}

const logExtension = (
  transaction: Transaction,
  row: ApplicationRow,
  entry: {
    now: Date
    actor: string
    action: LoggedActionName
    requestId: string | undefined
    detail: Record<string, unknown>
  },
): Promise<void> =>
  appendAudit(transaction, {
    occurredAt: entry.now,
    actor: entry.actor,
    action: entry.action,
    subject: encodeId('sca', row.application_id),
    detail: entry.detail,
    ...(entry.requestId === undefined ? {} : { requestId: entry.requestId }),
  })
