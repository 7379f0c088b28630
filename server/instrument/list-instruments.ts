import type { Instrument, InstrumentList } from '#contract'
import { addMonths, cityMonthOf, firstDayOf, startOfCityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { maskedNumberOf } from '#domain/instrument'
import type { Dependencies } from '#server/platform/index'

/** A card whose last ride is longer ago shows none; looking further would open every day there ever was. */
const LAST_RIDE_MONTHS_BACK = 2

interface LinkRow {
  instrument_id: string
  kind: Instrument['kind']
  issuer_zh: string
  issuer_en: string
  number_tail: string
  linked_at: Date
  unlinked_at: Date | null
  proof: Instrument['proof']
  last_ride_at: Date | null
}

/** The instruments this resident owns or owned, hers now first; each with the last ride of this or the past two months. */
export const listInstruments = async (
  { sql, clock }: Dependencies,
  accountId: string,
): Promise<InstrumentList> => {
  const now = clock.now()
  const firstDay = firstDayOf(addMonths(cityMonthOf(now), -LAST_RIDE_MONTHS_BACK))
  const rows = await sql<LinkRow[]>`
    SELECT DISTINCT ON (link.instrument_id) link.instrument_id, kind, issuer_zh, issuer_en, number_tail, linked_at,
      unlinked_at, link.proof, last_ride.at AS last_ride_at
    FROM instrument_link AS link JOIN instrument USING (instrument_id)
    LEFT JOIN (
      SELECT instrument_id, max(boarded_at) AS at FROM ride
      WHERE account_id = ${accountId} AND operator_day >= ${firstDay} AND boarded_at >= ${startOfCityDay(firstDay)}
      GROUP BY instrument_id
    ) AS last_ride USING (instrument_id)
    WHERE link.account_id = ${accountId}
    ORDER BY link.instrument_id, linked_at DESC`
  const items = rows.map(instrumentOnWire)
  return { items: items.sort((a, b) => rank(a) - rank(b) || (a.linkedAt < b.linkedAt ? 1 : -1)) }
}

const rank = ({ unlinkedAt }: Instrument): number => (unlinkedAt === null ? 0 : 1)

const instrumentOnWire = (row: LinkRow): Instrument => ({
  instrumentId: encodeId('ins', row.instrument_id),
  kind: row.kind,
  issuer: { zh: row.issuer_zh, en: row.issuer_en },
  maskedNumber: maskedNumberOf(row.number_tail),
  linkedAt: row.linked_at.toISOString(),
  unlinkedAt: row.unlinked_at?.toISOString() ?? null,
  proof: row.proof,
  lastRideAt: row.last_ride_at?.toISOString() ?? null,
})
