import { replayRide, type RideReplay } from '#domain/audit'
import { readMethodology, type Formula } from '#domain/methodology'
import type { Queryable } from '#server/platform/index'

/** One ride with its evidence, as the replay and the audit read it. */
export interface EvidenceRow {
  operator_day: string
  ride_key: string
  distance_meters: number | null
  methodology_no: number
  code: string | null
  version: number | null
  in_force: boolean
  linked: boolean
  consented: boolean
}

/**
 * A push and a withdrawal that cross: the one that commits first counts, and neither's time is that of its commit. Within this
 * many seconds the times cannot tell which it was.
 */
export const CROSSING_SECONDS = 60

/**
 * Columns of a ride and whether its link, consent and methodology held as known when it was received. A gate's clock may run
 * ahead, so a ride can be received before it boards: a link that ended in between was still open then. Expects `ride` and its
 * `methodology` (left-joined) in scope.
 */
export const evidenceColumns = (sql: Queryable) => sql`
  ride.operator_day, ride.ride_key, ride.distance_meters, ride.methodology_no, methodology.code, methodology.version,
  coalesce(ride.operator_day >= methodology.valid_from
    AND (methodology.valid_to IS NULL OR ride.operator_day < methodology.valid_to)
    AND methodology.scene_id = (SELECT scene_id FROM scene WHERE scene.scene_no = ride.scene_no), false) AS in_force,
  EXISTS (
    SELECT FROM instrument_link AS link
    WHERE link.instrument_id = ride.instrument_id AND link.account_id = ride.account_id
      AND link.linked_at <= ride.boarded_at
      AND (link.unlinked_at IS NULL OR ride.boarded_at < link.unlinked_at OR ride.received_at < ride.boarded_at
        AND ride.received_at <= link.unlinked_at + ${CROSSING_SECONDS} * INTERVAL '1 second')
  ) AS linked,
  EXISTS (
    SELECT FROM consent
    WHERE consent.account_id = ride.account_id AND consent.scene_no = ride.scene_no
      AND consent.operator_no = ride.operator_no AND consent.granted_at <= ride.boarded_at
      AND (consent.withdrawn_at IS NULL
        OR ride.received_at <= consent.withdrawn_at + ${CROSSING_SECONDS} * INTERVAL '1 second')
  ) AS consented`

/** The formulas of all methodology versions by number: small, read once. A record that is not readable has none. */
export const formulasByNumber = async (sql: Queryable): Promise<ReadonlyMap<number, Formula>> => {
  const rows = await sql<{ methodology_no: number; definition: unknown }[]>`
    SELECT methodology_no, definition FROM methodology`
  const formulas = new Map<number, Formula>()
  for (const { methodology_no, definition } of rows) {
    const read = readMethodology(definition)
    if (!('faults' in read) && read.formula !== null) formulas.set(methodology_no, read.formula)
  }
  return formulas
}

/** What a ride comes to from its evidence, or what is lacking. */
export const replayOf = (row: EvidenceRow, formulas: ReadonlyMap<number, Formula>): RideReplay =>
  replayRide({
    distanceMeters: row.distance_meters,
    formula: formulas.get(row.methodology_no) ?? null,
    inForce: row.in_force,
    linked: row.linked,
    consented: row.consented,
  })
