import { refuse, type DraftRun, type Refusal } from '#contract'
import {
  addMonths,
  cityDayOf,
  cityMonthOf,
  firstDayOf,
  parseCityMonth,
  type CityMonth,
} from '#domain/calendar'
import { decodeId } from '#domain/id'
import { addToDraftSums, comparePersonas, NO_RIDES, type DraftSums, type Formula } from '#domain/methodology'
import { CITY_SCHEME_ID } from '#server/city/index'
import { inTransaction, type Dependencies, type Transaction } from '#server/platform/index'

import { readRow, selectProposal, type ProposalRow } from './proposal-row'

/** A month of a whole city is counted by the database in groups; longer than this and other work would feel it. */
const SECONDS_MAX = 30
/** One such run at a time, whoever asks. */
const LOCK = 'methodology draft run'
const GROUPS_A_ROUND = 1_000
/** What PostgreSQL answers when a statement ran out of its time (query_canceled). */
const TIMED_OUT = '57014'

/**
 * Reckons a proposal over a month of past rides that count, beside the versions those were counted by, and over each persona. It reads
 * and posts nothing. Refuses request.not-found, methodology.month-open, methodology.record-faulty, server.busy while another is under
 * way, methodology.run-too-long.
 */
export const runDraft = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  asked: { proposalId: string; month: string },
  secondsMax = SECONDS_MAX,
): Promise<DraftRun | Refusal> => {
  const now = clock.now()
  const month = parseCityMonth(asked.month)
  if (month === undefined) return refuse('request.invalid', '/query/month')
  if (month >= cityMonthOf(now)) return refuse('methodology.month-open')
  return inTransaction(sql, { isolation: 'repeatable read', attemptsMax: 1 }, async (transaction) => {
    const [{ free }] = await transaction<[{ free: boolean }]>`
      SELECT pg_try_advisory_xact_lock(hashtext(${LOCK})) AS free`
    if (!free) return refuse('server.busy')
    await transaction`SET TRANSACTION READ ONLY`
    await transaction`SELECT set_config('statement_timeout', ${`${secondsMax}s`}, true)`
    const row = await readReckoned(transaction, asked.proposalId)
    if (row === undefined) return refuse('request.not-found')
    const draft = readRow(row, now)
    if ('faults' in draft) return refuse('methodology.record-faulty', draft.faults.join('; '))
    const { sceneId, formula } = draft
    if (formula === null) throw new Error('a record that holds has a formula')
    const inForce = await formulaOn(transaction, sceneId, cityDayOf(now))
    const personas = comparePersonas(sceneId, formula, inForce)
    return {
      proposalId: asked.proposalId,
      round: row.round,
      sceneId,
      month,
      past: onWire(await sumPast(transaction, { sceneId, month, formula })),
      isInForce: inForce !== null,
      personas: personas.map(({ sums, ...persona }) => ({ ...persona, sums: onWire(sums) })),
    }
  }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === TIMED_OUT) return refuse('methodology.run-too-long')
    throw error
  })
}

/** The proposal with the record that was handed in last; a draft of the centre's own with its working copy. */
const readReckoned = async (transaction: Transaction, wireId: string): Promise<ProposalRow | undefined> => {
  const [row] = await transaction<ProposalRow[]>`
    ${selectProposal(transaction)} WHERE proposal_id = ${decodeId('mpr', wireId) ?? null}
      AND (round > 0 OR staff_id IS NOT NULL)`
  if (row === undefined) return undefined
  const [handedIn] = await transaction<{ record: ProposalRow['record'] }[]>`
    SELECT record FROM proposal_round WHERE proposal_id = ${row.proposal_id} AND round = ${row.round}`
  return handedIn === undefined ? row : { ...row, record: handedIn.record }
}

const formulaOn = async (transaction: Transaction, sceneId: string, day: string): Promise<Formula | null> => {
  const [row] = await transaction<{ formula: Formula | null }[]>`
    SELECT definition -> 'formula' AS formula FROM methodology
    WHERE scheme_id = ${CITY_SCHEME_ID} AND scene_id = ${sceneId} AND status = 'published' AND valid_from <= ${day}
      AND (valid_to IS NULL OR ${day} < valid_to)`
  return row?.formula ?? null
}

interface GroupRow {
  distance_meters: number | null
  rides: bigint
  formula: Formula | null
}

/** Rides alike to both formulas are one group: there are no more groups than there are metres in a ride. */
const sumPast = async (
  transaction: Transaction,
  asked: { sceneId: string; month: CityMonth; formula: Formula },
): Promise<DraftSums> => {
  const [first, next] = [firstDayOf(asked.month), firstDayOf(addMonths(asked.month, 1))]
  let sums = NO_RIDES
  const groups = transaction<GroupRow[]>`
    SELECT distance_meters, counted.rides, definition -> 'formula' AS formula
    FROM (SELECT distance_meters, methodology_no, count(*) AS rides FROM ride
      WHERE operator_day >= ${first} AND operator_day < ${next} AND state = 0
        AND scene_no = (SELECT scene_no FROM scene WHERE scene_id = ${asked.sceneId})
      GROUP BY distance_meters, methodology_no) AS counted
    JOIN methodology USING (methodology_no)`
  for await (const rows of groups.cursor(GROUPS_A_ROUND)) {
    for (const { distance_meters: distanceMeters, rides, formula: inForce } of rows)
      sums = addToDraftSums(sums, asked.formula, { distanceMeters, rides, inForce })
  }
  return sums
}

const onWire = (sums: DraftSums): DraftRun['past'] => ({
  rides: Number(sums.rides),
  ridesWithoutDistance: Number(sums.ridesWithoutDistance),
  inForceMilligrams: sums.inForceMilligrams.toString(),
  draftMilligrams: sums.draftMilligrams.toString(),
})
