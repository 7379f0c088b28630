import { refuse, type Refusal, type SceneApplication } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { endOfTerm, judgeTrial, sceneTermsOn, type TrialPush, type TrialVerdict } from '#domain/scene'
import { tellWatchersOf } from '#server/methodology/index'
import {
  principalKey,
  type Dependencies,
  type Queryable,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import type { ApplicationRow } from './application-row'
import { stepApplication, type Act } from './step-application'
import { isInForce } from './submit-application'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const TRIAL_REFUSALS = {
  rowsMissing: 'scene.trial-rows-missing',
  rowsFaulty: 'scene.trial-rows-faulty',
} as const satisfies Record<Exclude<TrialVerdict, 'passed'>, string>

/** A connection is the same system again, sending for good: one right row proves that it reaches us. */
const CONNECTION_ROWS_MIN = 1

/** The system test begins: the operator's pushes of this scene are judged and nothing of them is kept. Refuses request.not-found, scene.not-in-state, scene.already-ended. */
export const beginTest = (deps: Parts, staff: StaffPrincipal, act: Act): Promise<Refusal | null> =>
  stepApplication(
    deps,
    { ...act, reach: officeReach(staff), action: 'scene.test-begun', step: { kind: 'beginTest' } },
    async (_transaction, _row, { now }) => ({ dueAt: trialEnds(now) }),
  )

/**
 * The test is passed, by what the pushes came to and not by anybody's word; the operator becomes a channel of the scene, and its data
 * connection begins. Refuses request.not-found, scene.not-in-state, scene.already-ended, scene.trial-rows-missing, scene.trial-rows-faulty.
 */
export const passTest = (
  deps: Parts,
  staff: StaffPrincipal,
  act: Act & { channelRank: number },
): Promise<Refusal | null> =>
  stepApplication(
    deps,
    { ...act, reach: officeReach(staff), action: 'scene.test-passed', step: { kind: 'passTest' } },
    async (transaction, row, { now }) => {
      const trial = await readTrial(transaction, row)
      if (trial === null) throw new Error('a test under way has a beginning')
      if (trial.verdict !== 'passed') return refuse(TRIAL_REFUSALS[trial.verdict])
      await keepChannel(transaction, row, act.channelRank)
      const { tested, rejected } = trial
      return { dueAt: trialEnds(now), detail: { tested, rejected, channelRank: act.channelRank } }
    },
  )

/**
 * The scene goes live for this operator: rides boarded from now on count, and whoever asked to be told is. Refuses request.not-found,
 * scene.not-in-state, scene.already-ended, scene.methodology-needed, scene.trial-rows-missing, scene.trial-rows-faulty.
 */
export const openScene = (deps: Parts, staff: StaffPrincipal, act: Act): Promise<Refusal | null> =>
  stepApplication(
    deps,
    { ...act, reach: officeReach(staff), action: 'scene.opened', step: { kind: 'open' } },
    async (transaction, row, { now }) => {
      if (!(await isInForce(transaction, row, cityDayOf(now)))) return refuse('scene.methodology-needed')
      const trial = await readTrial(transaction, row)
      if (trial === null) throw new Error('a connection under way has a beginning')
      if (trial.verdict !== 'passed') return refuse(TRIAL_REFUSALS[trial.verdict])
      const told = await tellWatchersOf(transaction, row.scene_id, now)
      return { detail: { tested: trial.tested, rejected: trial.rejected, told } }
    },
  )

const officeReach = (staff: StaffPrincipal) => ({ kind: 'office', actor: principalKey(staff) }) as const

const trialEnds = (now: Date): Date => endOfTerm(now, sceneTermsOn(cityDayOf(now)).testDays)

/** The test or connection under way, reckoned from the pushes received since it began; null where none is. */
export const readTrial = async (
  sql: Queryable,
  row: Pick<ApplicationRow, 'application_id' | 'state' | 'trial_since'>,
): Promise<SceneApplication['trial']> => {
  const { trial_since: since } = row
  if (since === null) return null
  const pushes = await sql<TrialPush[]>`
    SELECT tested, rejected FROM scene_trial_push
    WHERE application_id = ${row.application_id} AND received_at > ${since} ORDER BY received_at, push_id`
  const rowsMin = row.state === 'testing' ? sceneTermsOn(cityDayOf(since)).testRowsMin : CONNECTION_ROWS_MIN
  return {
    phase: row.state === 'testing' ? 'test' : 'connection',
    since: since.toISOString(),
    pushes: pushes.length,
    tested: pushes.reduce((sum, push) => sum + push.tested, 0),
    rejected: pushes.reduce((sum, push) => sum + push.rejected, 0),
    rowsMin,
    verdict: judgeTrial(pushes, rowsMin),
  }
}

/** The operator as a channel of the scene, in the words of its application. */
const keepChannel = async (
  transaction: Transaction,
  row: ApplicationRow,
  channelRank: number,
): Promise<void> => {
  const { channel } = row.record as { channel: { zh: string; en: string } }
  await transaction`
    INSERT INTO scene_provider (scene_id, operator_id, channel_rank, channel_zh, channel_en)
    VALUES (${row.scene_id}, ${row.operator_id}, ${channelRank}, ${channel.zh}, ${channel.en})
    ON CONFLICT (scene_id, operator_id) DO UPDATE SET channel_rank = excluded.channel_rank,
      channel_zh = excluded.channel_zh, channel_en = excluded.channel_en`
}
