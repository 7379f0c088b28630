import { hash } from 'node:crypto'

import { dayFromNumber, dayNumber, type CityDay } from '#domain/calendar'
import { uuidOfHex } from '#domain/id'

export const RIDE_KEY_BYTES = 16
const DAY_BYTES = 2
const DIGEST_DIGITS = 2 * (RIDE_KEY_BYTES - DAY_BYTES)

/** Writes the 16 bytes of a ride's key into `target` at `at`. */
export type RideKeyWriter = (
  target: Buffer,
  at: number,
  ride: { operatorDay: CityDay; rideNo: string },
) => void

/**
 * The keys of one operator's rides: two bytes of the day (days since 2020-01-01), then 14 of
 * SHA-256(operatorId LF operatorDay LF rideNo). A key names one ride for ever, whatever push or channel brings it; the day leads,
 * so that rides of a day lie side by side and a key alone names its partition.
 */
export function createRideKeyWriter(operatorId: string): RideKeyWriter {
  const dayNumbers = new Map<CityDay, number>()
  return (target, at, { operatorDay, rideNo }) => {
    const number = dayNumbers.get(operatorDay) ?? dayNumber(operatorDay)
    dayNumbers.set(operatorDay, number)
    // The one-shot digest as hex is five times faster than a Hash object, and this is done for every ride there is.
    target.write(
      hash('sha256', `${operatorId}\n${operatorDay}\n${rideNo}`, 'hex').slice(0, DIGEST_DIGITS),
      at + DAY_BYTES,
      'hex',
    )
    target.writeUInt16BE(number, at)
  }
}

/** The key of one ride as a uuid. */
export function rideKeyOf(operatorId: string, ride: { operatorDay: CityDay; rideNo: string }): string {
  const bytes = Buffer.alloc(RIDE_KEY_BYTES)
  createRideKeyWriter(operatorId)(bytes, 0, ride)
  return uuidOfHex(bytes.toString('hex'))
}

/** The operator day in a ride key, which is the partition the ride lies in. */
export function operatorDayOfKey(rideKey: string): CityDay {
  return dayFromNumber(Number.parseInt(rideKey.slice(0, 4), 16))
}
