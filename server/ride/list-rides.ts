import { refuse, type Refusal, type RidePage } from '#contract'
import { addDays, addMonths, firstDayOf, type CityMonth } from '#domain/calendar'
import type { Dependencies } from '#server/platform/index'

import { isCounting, isPending, judgeRides, rideOnWire, sumOf, type JudgedRide } from './judge-rides'
import { selectRides } from './ride-rows'

export interface RideQuestion {
  readonly accountId: string
  readonly month: CityMonth
  readonly sceneId: string | undefined
  readonly cursor: string | undefined
  readonly limit: number
}

/**
 * One page of a month's rides, latest first, with the totals of the whole month under the same filter. A month of one person
 * is a few hundred rows, so it is read whole and judged whole; only the page goes out. Refuses `request.invalid` for a cursor
 * that is not ours.
 */
export const listRides = async (
  { sql }: Dependencies,
  { accountId, month, sceneId, cursor, limit }: RideQuestion,
): Promise<RidePage | Refusal> => {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  if (cursor !== undefined && after === undefined) return refuse('request.invalid', '/query/cursor')
  const [from, before] = [firstDayOf(month), firstDayOf(addMonths(month, 1))]
  // A day more on both sides: a trip at midnight may have its rival there.
  const rows = await selectRides(sql, { accountId, from: addDays(from, -1), before: addDays(before, 1) })
  const rides = judgeRides(rows).filter(
    ({ row }) =>
      row.operator_day >= from &&
      row.operator_day < before &&
      (sceneId === undefined || row.scene_id === sceneId),
  )
  const rest = after === undefined ? rides : rides.filter((ride) => comesAfter(ride, after))
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    month,
    rides: page.map(rideOnWire),
    nextCursor: last !== undefined && rest.length > limit ? writeCursor(last) : null,
    totalRides: rides.filter(isCounting).length,
    issuedMilligrams: sumOf(rides.filter(({ state }) => state === 'issued')),
    pendingMilligrams: sumOf(rides.filter(isPending)),
  }
}

/** Where a page ended: the time and key of its last ride, so that rides arriving meanwhile shift nothing. */
interface Place {
  readonly boardedAt: number
  readonly rideKey: string
}

const comesAfter = ({ row }: JudgedRide, place: Place): boolean => {
  const boardedAt = row.boarded_at.getTime()
  return boardedAt < place.boardedAt || (boardedAt === place.boardedAt && row.ride_key < place.rideKey)
}

const writeCursor = ({ row }: JudgedRide): string =>
  Buffer.from(`${row.boarded_at.getTime()} ${row.ride_key}`).toString('base64url')

const readCursor = (cursor: string): Place | undefined => {
  const match = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  return match ? { boardedAt: Number(match[1]), rideKey: match[2] ?? '' } : undefined
}
