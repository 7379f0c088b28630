import { createHash } from 'node:crypto'

import { refuse, type ConsentProof, type Refusal } from '#contract'
import { cityDayOf, parseCityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { rideKeyOf } from '#server/intake/index'
import { CROSSING_SECONDS } from '#server/issuance/index'
import { canonicalJson, type Dependencies, type OperatorPrincipal } from '#server/platform/index'

interface ProofRow {
  account_id: string
  scene_id: string
  received_at: Date
  granted_at: Date
  version: string
  published_at: Date
  body: { title: unknown; paragraphs: unknown }
  instrument_consent_id: string | null
}

/**
 * The consent an accepted ride stands on: the last one given before it was boarded that was open when it was received, and the notice it
 * was given under. It outlives withdrawal and closing, because both name nobody. Refuses `request.not-found` for what is no ride of this
 * operator.
 */
export const proveConsent = async (
  { sql, crypto }: Dependencies,
  { operatorId, operatorNo }: OperatorPrincipal,
  ride: { readonly operatorDay: string; readonly rideNo: string },
): Promise<ConsentProof | Refusal> => {
  const operatorDay = parseCityDay(ride.operatorDay)
  if (operatorDay === undefined) return refuse('request.invalid', '/query/operatorDay')
  const rideKey = rideKeyOf(operatorId, { operatorDay, rideNo: ride.rideNo })
  const [row] = await sql<ProofRow[]>`
    SELECT ride.account_id, scene_id, ride.received_at, under.granted_at, notice.version, notice.published_at, notice.body,
      (SELECT instrument_consent_id FROM instrument_consent AS held
        WHERE held.instrument_id = ride.instrument_id AND held.operator_no = ride.operator_no AND held.scene_no = ride.scene_no
          AND held.account_id = ride.account_id AND held.granted_at = under.granted_at AND held.linked_at <= ride.boarded_at
          AND held.granted_no IS NOT NULL
        ORDER BY held.linked_at DESC LIMIT 1) AS instrument_consent_id
    FROM ride JOIN scene USING (scene_no)
    JOIN LATERAL (
      SELECT granted_at, notice_version FROM consent
      WHERE consent.account_id = ride.account_id AND consent.scene_no = ride.scene_no AND consent.operator_no = ride.operator_no
        AND consent.granted_at <= ride.boarded_at
        AND (consent.withdrawn_at IS NULL
          OR ride.received_at <= consent.withdrawn_at + ${CROSSING_SECONDS} * INTERVAL '1 second')
      ORDER BY granted_at DESC LIMIT 1
    ) AS under ON true
    JOIN notice ON notice.version = under.notice_version
    WHERE ride.operator_day = ${operatorDay} AND ride.ride_key = ${rideKey} AND ride.operator_no = ${operatorNo}`
  if (row === undefined) return refuse('request.not-found')
  const { version, published_at: publishedAt, body, instrument_consent_id: consentId } = row
  const notice = {
    version,
    publishedAt: publishedAt.toISOString(),
    title: body.title,
    paragraphs: body.paragraphs,
  }
  const noticeDigest = createHash('sha256').update(canonicalJson(notice)).digest('hex')
  const proven = [
    rideKey,
    row.account_id,
    row.scene_id,
    operatorId,
    row.granted_at.toISOString(),
    noticeDigest,
  ]
  return {
    operatorId,
    operatorDay,
    rideNo: ride.rideNo,
    sceneId: row.scene_id,
    receivedAt: row.received_at.toISOString(),
    consentId: consentId === null ? null : encodeId('cns', consentId),
    consentedOn: cityDayOf(row.granted_at),
    noticeVersion: version,
    noticeDigest,
    proofDigest: crypto.blindIndex('consent-proof', proven.join('\n')).toString('hex'),
  }
}
