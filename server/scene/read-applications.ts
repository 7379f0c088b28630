import {
  isRefusal,
  refuse,
  type Refusal,
  type SceneApplication,
  type SceneApplicationList,
  type StaffSceneApplication,
} from '#contract'
import { cityDayOf, type CityDay } from '#domain/calendar'
import { decodeId } from '#domain/id'
import { extensionOpensOn, sceneTermsOn } from '#domain/scene'
import type { Dependencies, Queryable } from '#server/platform/index'

import { presentApplication, selectApplication, stateOn, type ApplicationRow } from './application-row'
import { isWithin, type Reach } from './hold-application'
import { readTrial } from './trial'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const LISTED_MAX = 200
const OFFICE: Reach = { kind: 'office', actor: 'reading' }

/** Applications within reach, the newest first, at most 200; of one state where it is named. */
export const listApplications = async (
  { sql, clock }: Parts,
  reach: Reach,
  state: ApplicationRow['state'] | null = null,
): Promise<SceneApplicationList> => {
  const today = cityDayOf(clock.now())
  const rows = await sql<ApplicationRow[]>`
    ${selectApplication(sql)} WHERE ${isWithin(sql, reach)} AND ${isInState(sql, state, today)}
    ORDER BY opened_at DESC, application_id LIMIT ${LISTED_MAX}`
  return { items: rows.map((row) => presentApplication(row, today)) }
}

/** Condition on `scene_application AS application`, as `stateOn` has it: an approval that is over has ended. */
const isInState = (sql: Queryable, state: ApplicationRow['state'] | null, today: CityDay) =>
  state === null
    ? sql`true`
    : sql`CASE WHEN application.state IN ('approved', 'testing', 'connecting', 'live', 'suspended')
        AND approved_until < ${today}::date THEN 'expired' ELSE application.state END = ${state}`

export const listForOffices = (
  deps: Parts,
  state: ApplicationRow['state'] | null,
): Promise<SceneApplicationList> => listApplications(deps, OFFICE, state)

/** One application within reach. Refuses request.not-found. */
export const readApplication = async (
  { sql, clock }: Parts,
  reach: Reach,
  wireId: string,
): Promise<SceneApplication | Refusal> => {
  const row = await findApplication(sql, reach, wireId)
  return isRefusal(row) ? row : present(sql, row, cityDayOf(clock.now()))
}

/** The same with its rounds, mandate and reviews, for staff. Refuses request.not-found. */
export const readForOffices = async (
  { sql, clock }: Parts,
  wireId: string,
): Promise<StaffSceneApplication | Refusal> => {
  const row = await findApplication(sql, OFFICE, wireId)
  if (isRefusal(row)) return row
  return {
    ...(await present(sql, row, cityDayOf(clock.now()))),
    mandate: await readMandate(sql, row),
    rounds: await readRounds(sql, row),
    reviews: await readReviews(sql, row),
    suspendedBy: await readSuspender(sql, row),
  }
}

const findApplication = async (
  sql: Queryable,
  reach: Reach,
  wireId: string,
): Promise<ApplicationRow | Refusal> => {
  const [row] = await sql<ApplicationRow[]>`
    ${selectApplication(sql)} WHERE application_id = ${decodeId('sca', wireId) ?? null} AND ${isWithin(sql, reach)}`
  return row ?? refuse('request.not-found')
}

const present = async (sql: Queryable, row: ApplicationRow, today: CityDay): Promise<SceneApplication> => {
  const { kind } = stateOn(row, today)
  const mayGrow = (kind === 'live' || kind === 'suspended') && row.approved_until !== null
  return {
    ...presentApplication(row, today),
    record: row.record,
    source: row.source,
    steps: await readSteps(sql, row),
    trial: await readTrial(sql, row),
    extensionOpensOn:
      mayGrow && row.approved_until !== null
        ? extensionOpensOn(row.approved_until, sceneTermsOn(today).extensionMonths)
        : null,
    extensions: await readExtensions(sql, row),
  }
}

const readSteps = async (sql: Queryable, row: ApplicationRow): Promise<SceneApplication['steps']> => {
  const steps = await sql<(Omit<SceneApplication['steps'][number], 'occurredAt'> & { at: Date })[]>`
    SELECT action, state, reasons, occurred_at AS at FROM scene_step
    WHERE application_id = ${row.application_id} ORDER BY step_no`
  return steps.map(({ at, ...step }) => ({ ...step, occurredAt: at.toISOString() }))
}

const readExtensions = async (
  sql: Queryable,
  row: ApplicationRow,
): Promise<SceneApplication['extensions']> => {
  type Extension = SceneApplication['extensions'][number]
  const rows = await sql<(Omit<Extension, 'askedAt' | 'dueAt'> & { asked_at: Date; due_at: Date })[]>`
    SELECT extension_no AS "extensionNo", until_asked AS until, reasons, state, asked_at, due_at FROM scene_extension
    WHERE application_id = ${row.application_id} ORDER BY extension_no`
  return rows.map(({ asked_at: askedAt, due_at: dueAt, ...rest }) => ({
    ...rest,
    askedAt: askedAt.toISOString(),
    dueAt: dueAt.toISOString(),
  }))
}

const readMandate = async (
  sql: Queryable,
  row: ApplicationRow,
): Promise<StaffSceneApplication['mandate']> => {
  const [mandate] = await sql<{ jws: string; expires_at: Date }[]>`
    SELECT jws, expires_at FROM scene_mandate WHERE mandate_id = ${row.mandate_id}`
  return mandate === undefined ? null : { jws: mandate.jws, expiresAt: mandate.expires_at.toISOString() }
}

const readRounds = async (sql: Queryable, row: ApplicationRow): Promise<StaffSceneApplication['rounds']> => {
  const rounds = await sql<
    { round: number; record: Record<string, unknown>; digest: string; submitted_at: Date }[]
  >`
    SELECT round, record, encode(record_digest, 'hex') AS digest, submitted_at FROM scene_round
    WHERE application_id = ${row.application_id} ORDER BY round`
  return rounds.map(({ digest: recordDigest, submitted_at: at, ...rest }) => ({
    ...rest,
    recordDigest,
    submittedAt: at.toISOString(),
  }))
}

const readReviews = async (
  sql: Queryable,
  row: ApplicationRow,
): Promise<StaffSceneApplication['reviews']> => {
  const reviews = await sql<(Omit<StaffSceneApplication['reviews'][number], 'reviewedAt'> & { at: Date })[]>`
    SELECT act, round, office, staff_id AS "staffId", name, until, reasons, reviewed_at AS at
    FROM scene_review JOIN staff USING (staff_id) WHERE application_id = ${row.application_id} ORDER BY review_no`
  return reviews.map(({ at, ...review }) => ({ ...review, reviewedAt: at.toISOString() }))
}

const readSuspender = async (
  sql: Queryable,
  row: ApplicationRow,
): Promise<StaffSceneApplication['suspendedBy']> => {
  if (row.state !== 'suspended') return null
  const [found] = await sql<{ staffId: string; name: string }[]>`
    SELECT staff_id AS "staffId", name FROM scene_step JOIN staff ON 'staff:' || staff_id = actor
    WHERE application_id = ${row.application_id} AND action = 'scene.suspended' ORDER BY step_no DESC LIMIT 1`
  return found ?? null
}
