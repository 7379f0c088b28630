import type postgres from 'postgres'

import { refuse, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { endOfTerm, sceneTermsOn } from '#domain/scene'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import { recordDigest } from '#server/methodology/index'
import type { Dependencies, MemberPrincipal, Transaction } from '#server/platform/index'

import { stepApplication, type Act } from './step-application'

/**
 * Hands the working copy in as a new round, which both offices review. Refuses request.not-found, mandate.refused,
 * scene.not-with-applicant, scene.methodology-needed.
 */
export const submitApplication = (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  member: MemberPrincipal,
  act: Act,
): Promise<Refusal | null> =>
  stepApplication(
    deps,
    { ...act, reach: { kind: 'member', member }, action: 'scene.applied', step: { kind: 'submit' } },
    async (transaction, row, { state, now }) => {
      if (!(await isInForce(transaction, row, cityDayOf(now)))) return refuse('scene.methodology-needed')
      if (!('round' in state)) throw new Error('a submission leads to a round')
      const digest = recordDigest(row.record)
      await transaction`
        INSERT INTO scene_round (application_id, round, record, record_digest, submitted_at)
        VALUES (${row.application_id}, ${state.round}, ${transaction.json(row.record as postgres.JSONValue)}, ${digest}, ${now})`
      return {
        dueAt: endOfTerm(now, sceneTermsOn(cityDayOf(now)).reviewDays),
        detail: { recordDigest: digest.toString('hex') },
      }
    },
  )

/** Whether the methodology an application names is in force for its scene on a day. */
export const isInForce = async (
  transaction: Transaction,
  { scene_id: sceneId, record }: { scene_id: string; record: Record<string, unknown> },
  day: string,
): Promise<boolean> => {
  const found = await transaction`
    SELECT FROM methodology WHERE code = ${String(record['methodologyCode'])} AND scene_id = ${sceneId}
      AND scheme_id = ${CITY_SCHEME_ID} AND status = 'published' AND valid_from <= ${day}::date
      AND (valid_to IS NULL OR ${day}::date < valid_to)`
  return found.length > 0
}
