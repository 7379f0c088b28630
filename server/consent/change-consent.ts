import { isRefusal, refuse, type ConsentState, type Refusal } from '#contract'
import { consentStateOf, decideGrant, type ConsentPeriod } from '#domain/consent'
import { readNoticeInForce } from '#server/account/index'
import { holdDecidedAccount, holdOpenAccount } from '#server/identity/index'
import { inTransaction, type Dependencies, type Transaction } from '#server/platform/index'
import { findScene } from '#server/scene/index'

/** Which consent: of whom, for which scene, to which provider. */
export interface ConsentSubject {
  readonly accountId: string
  readonly sceneId: string
  readonly operatorId: string
}

interface FoundConsent {
  readonly sceneNo: number
  readonly operatorNo: number
  readonly isSceneLive: boolean
  readonly isProvided: boolean
  readonly state: ReturnType<typeof consentStateOf>
}

const READ_COMMITTED = { isolation: 'read committed', attemptsMax: 3 } as const

/**
 * Grants a consent; granted already it stays as it is. Refuses `scene.unknown`, `scene.disabled`, `account.closed`,
 * `account.guardian-needed`.
 */
export const grantConsent = (deps: Dependencies, subject: ConsentSubject): Promise<ConsentState | Refusal> =>
  inTransaction(deps.sql, READ_COMMITTED, async (transaction) => {
    const refused = await holdDecidedAccount(transaction, subject.accountId)
    if (refused) return refused
    const found = await findConsent(deps, transaction, subject)
    if (isRefusal(found)) return found
    switch (decideGrant({ ...found, state: found.state.state })) {
      case 'unknownProvider':
        return refuse('scene.unknown')
      case 'sceneDisabled':
        return refuse('scene.disabled')
      case 'alreadyGranted':
        return stateOnWire(found.state)
      case 'grant': {
        const now = deps.clock.now()
        // A withdrawal of this very millisecond keeps its own row: the new one begins right after it.
        const since = found.state.since
        const grantedAt = since !== null && since >= now ? new Date(since.getTime() + 1) : now
        const { version } = await readNoticeInForce(transaction, now)
        await transaction`
          INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
          VALUES (${subject.accountId}, ${found.sceneNo}, ${found.operatorNo}, ${grantedAt}, ${version})`
        return { state: 'granted', since: grantedAt.toISOString() }
      }
    }
  })

/** Withdraws a consent, at once and for a disabled scene too. Refuses `scene.unknown`, `account.closed`. */
export const withdrawConsent = (
  deps: Dependencies,
  subject: ConsentSubject,
): Promise<ConsentState | Refusal> =>
  inTransaction(deps.sql, READ_COMMITTED, async (transaction) => {
    const found = await findConsent(deps, transaction, subject)
    if (isRefusal(found)) return found
    if (found.state.state !== 'granted') return stateOnWire(found.state)
    const [row] = await transaction<{ withdrawn_at: Date }[]>`
      UPDATE consent SET withdrawn_at = greatest(granted_at, ${deps.clock.now()}::timestamptz)
      WHERE account_id = ${subject.accountId} AND scene_no = ${found.sceneNo} AND operator_no = ${found.operatorNo}
        AND withdrawn_at IS NULL
      RETURNING withdrawn_at`
    return stateOnWire({ state: 'withdrawn', since: row?.withdrawn_at ?? null })
  })

/** The consent as it stands. Its account is locked, so that two requests about one consent come one after the other. */
const findConsent = async (
  { clock }: Dependencies,
  transaction: Transaction,
  { accountId, sceneId, operatorId }: ConsentSubject,
): Promise<FoundConsent | Refusal> => {
  const closed = await holdOpenAccount(transaction, accountId)
  if (closed) return closed
  await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`consent ${accountId}`}, 0))`
  const scene = await findScene(transaction, { sceneId, operatorId, now: clock.now() })
  const [operator] = await transaction<{ operator_no: number; is_provided: boolean }[]>`
    SELECT operator_no, EXISTS (
      SELECT FROM scene_provider AS provider
      WHERE provider.operator_id = operator.operator_id AND provider.scene_id = ${sceneId}) AS is_provided
    FROM operator WHERE operator_id = ${operatorId}`
  if (scene === undefined || operator === undefined) return refuse('scene.unknown')
  const { sceneNo, isLive: isSceneLive } = scene
  const periods = await transaction<ConsentPeriod[]>`
    SELECT granted_at AS "grantedAt", withdrawn_at AS "withdrawnAt" FROM consent
    WHERE account_id = ${accountId} AND scene_no = ${sceneNo} AND operator_no = ${operator.operator_no}`
  return {
    sceneNo,
    operatorNo: operator.operator_no,
    isSceneLive,
    isProvided: operator.is_provided,
    state: consentStateOf(periods),
  }
}

const stateOnWire = ({ state, since }: ReturnType<typeof consentStateOf>): ConsentState => ({
  state,
  since: since?.toISOString() ?? null,
})
