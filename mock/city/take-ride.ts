import type { RideRow } from '#contract'
import { bikeRide, busRide, ferryRide, metroRide, type RideMode } from '../operators'
import { operatorOf } from './inhabitants'
import type { Resident } from './residents'
import type { WalletCard } from './wallet'

/** A ride somebody takes at the desk of the demo. */
export interface DeskRide {
  readonly resident: Resident
  readonly mode: RideMode
  readonly card: WalletCard
  readonly from: string
  readonly to: string
  /** She boards now. She arrives when such a ride would end: the demo shortens the wait, not what is told of the way. */
  readonly boardedAt: Date
}

export interface ReportedRide {
  readonly operatorId: string
  readonly row: RideRow
}

/** What the operator reports of it; undefined where nobody reports rides with this card. */
export const deskRide = (ride: DeskRide): ReportedRide | undefined => {
  const operatorId = operatorOf(ride.card, ride.mode)
  return operatorId === undefined ? undefined : { operatorId, row: rowOf(ride) }
}

/** The same metro trip by her other channel, its clock a second off and its metres another way round; undefined where she has none. */
export const deskRideByOtherChannel = (ride: DeskRide): ReportedRide | undefined => {
  if (ride.mode !== 'metro') return undefined
  const mine = operatorOf(ride.card, 'metro')
  const card = ride.resident.wallet.find((other) => ![undefined, mine].includes(operatorOf(other, 'metro')))
  const twin =
    card && deskRide({ ...ride, card, boardedAt: new Date(ride.boardedAt.getTime() + CLOCK_MILLISECONDS) })
  if (!twin) return undefined
  return { ...twin, row: { ...twin.row, distanceMeters: (twin.row.distanceMeters ?? 0) + OTHER_WAY_METERS } }
}

const CLOCK_MILLISECONDS = 1_000
const OTHER_WAY_METERS = 180
const DESK_BIKE_METERS = 2_200
const DESK_FERRY = { pier: '东昌路渡口', meters: 900 } as const

const rowOf = ({ mode, card, from, to, boardedAt }: DeskRide): RideRow => {
  const facts = { at: boardedAt, subject: { scheme: card.scheme, value: card.value } }
  switch (mode) {
    case 'metro':
      return metroRide({ ...facts, from, to })
    case 'bus':
      return busRide(facts)
    case 'bike':
      return bikeRide({ ...facts, meters: DESK_BIKE_METERS })
    case 'ferry':
      return ferryRide({ ...facts, ...DESK_FERRY })
  }
}
