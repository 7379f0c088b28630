import { refuse, type Refusal, type SceneReviewRequest } from '#contract'
import { cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import {
  addApproval,
  isSceneStepRefusal,
  stepScene,
  type ReviewOutcome,
  type SceneOffice,
  type SceneReview,
} from '#domain/scene'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'
import { isRefusal } from '#contract'

import { stateOn } from './application-row'
import { holdApplication } from './hold-application'
import { keepStep, refuseStep, stepApplication, type Act } from './step-application'

const OUTCOME_REFUSALS = {
  secondPersonNeeded: 'scene.second-person-needed',
  secondOfficeNeeded: 'scene.second-office-needed',
} as const satisfies Partial<Record<ReviewOutcome, string>>

/**
 * One office's word on the round that was handed in. A return sends it back to its applicant at once; an approval until a day takes effect
 * when another person of the other office approves the same day. Refuses request.not-found, scene.not-in-state, scene.already-ended,
 * scene.day-over, scene.second-person-needed, scene.second-office-needed.
 */
export const reviewApplication = (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  act: Act & { review: SceneReviewRequest },
): Promise<Refusal | null> => {
  const { review } = act
  if (review.verdict === 'return') return returnApplication(deps, staff, { ...act, reasons: review.reasons })
  const until = parseCityDay(review.until)
  return until === undefined
    ? Promise.resolve(refuse('request.invalid', '/body/until'))
    : approveApplication(deps, staff, { ...act, until })
}

const returnApplication = (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  act: Act & { reasons: string },
): Promise<Refusal | null> =>
  stepApplication(
    deps,
    {
      ...act,
      reach: { kind: 'office', actor: principalKey(staff) },
      action: 'scene.returned',
      step: { kind: 'return' },
    },
    async (transaction, row, { now }) => {
      const said = { applicationId: row.application_id, act: 'approve', round: row.round, now } as const
      await keepReview(transaction, staff, { ...said, until: null, reasons: act.reasons })
      return { detail: { office: staff.role } }
    },
  )

const approveApplication = (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  act: Act & { until: CityDay },
): Promise<Refusal | null> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const now = clock.now()
    const today = cityDayOf(now)
    const actor = principalKey(staff)
    const reach = { kind: 'office', actor } as const
    const row = await holdApplication(transaction, { ...act, reach, now })
    if (isRefusal(row)) return row
    const { until } = act
    const state = stepScene(stateOn(row, today), { kind: 'approve', until, today })
    if (isSceneStepRefusal(state)) return refuseStep(state)
    const said = { applicationId: row.application_id, act: 'approve', round: row.round, now } as const
    const outcome = await addReview(transaction, staff, { ...said, until, requestId: act.requestId })
    if (isRefusal(outcome) || outcome === 'one') return outcome === 'one' ? null : outcome
    const step = { ...act, reach, action: 'scene.approved' as const }
    await keepStep(transaction, { row, state, now, step, done: {} })
    return null
  })

export interface Said {
  readonly applicationId: string
  readonly act: 'approve' | 'extend'
  readonly round: number
  readonly now: Date
}

/**
 * Adds an office's approval to what was said before of the same round, and says whether both agree now. The caller holds the application.
 * Refuses scene.second-person-needed, scene.second-office-needed.
 */
export const addReview = async (
  transaction: Transaction,
  staff: StaffPrincipal,
  said: Said & { until: CityDay; requestId?: string | undefined },
): Promise<'agreed' | 'one' | Refusal> => {
  const before = await transaction<SceneReview[]>`
    SELECT DISTINCT ON (office) office, staff_id AS "staffId", until FROM scene_review
    WHERE application_id = ${said.applicationId} AND act = ${said.act} AND round = ${said.round}
    ORDER BY office, review_no DESC`
  const { until } = said
  const outcome = addApproval(before, { office: officeOf(staff), staffId: staff.staffId, until })
  if (outcome !== 'agreed' && outcome !== 'one') return refuse(OUTCOME_REFUSALS[outcome])
  await keepReview(transaction, staff, { ...said, reasons: null })
  await appendAudit(transaction, {
    occurredAt: said.now,
    actor: principalKey(staff),
    action: 'scene.reviewed',
    subject: encodeId('sca', said.applicationId),
    detail: { act: said.act, of: said.round, office: staff.role, approved: until },
    ...(said.requestId === undefined ? {} : { requestId: said.requestId }),
  })
  return outcome
}

/** Keeps one word of one office; the caller logs it. */
export const keepReview = async (
  transaction: Transaction,
  staff: StaffPrincipal,
  said: Said & { until: CityDay | null; reasons: string | null },
): Promise<void> => {
  await transaction`
    INSERT INTO scene_review (application_id, act, round, office, staff_id, until, reasons, reviewed_at)
    VALUES (${said.applicationId}, ${said.act}, ${said.round}, ${officeOf(staff)}, ${staff.staffId}, ${said.until},
      ${said.reasons}, ${said.now})`
}

/** The routes have let nobody else through. */
const officeOf = ({ role }: StaffPrincipal): SceneOffice => {
  if (role !== 'centre' && role !== 'exchange') throw new Error(`${role} does not review scenes`)
  return role
}
