import { RIDE_KEY_BYTES } from './ride-key'

/** All rides of one push that share what their run is named by: day and scene. */
export interface RideGroup {
  readonly operatorDay: string
  readonly sceneNo: number
  readonly methodologyNo: number
}

/** One ride on its way into the columns. Digests are 16 bytes; times are epoch seconds, fractions allowed. */
export interface SentRide {
  readonly line: number
  readonly group: RideGroup
  readonly revision: number
  readonly isWithdrawal: boolean
  readonly boardedSeconds: number
  readonly alightedSeconds: number | undefined
  readonly distanceMeters: number | undefined
  readonly reductionMilligrams: number
  /** The operator's own figure, only where it differs from ours. */
  readonly operatorMilligrams: number | undefined
  readonly boardStation: string | undefined
  readonly alightStation: string | undefined
  readonly stationsDigest: Uint8Array | undefined
  readonly instrumentIndex: Uint8Array
  readonly payloadDigest: Uint8Array
  /** Why it is taken back, where its row says so. */
  readonly reason: string | undefined
}

/**
 * The rides of one push, column by column: a row takes about 120 bytes here and would take a kilobyte as objects, and the
 * statements want columns anyway. Absent numbers are NaN, an absent digest is all zero, an absent station is ''.
 */
export interface RideColumns {
  count: number
  readonly groups: RideGroup[]
  line: Int32Array
  groupNo: Uint16Array
  revision: Uint16Array
  isWithdrawal: Uint8Array
  boardedSeconds: Float64Array
  alightedSeconds: Float64Array
  distanceMeters: Float64Array
  reductionMilligrams: Float64Array
  operatorMilligrams: Float64Array
  readonly boardStation: string[]
  readonly alightStation: string[]
  /** By place; few rows have one. */
  readonly reasons: Map<number, string>
  rideKey: Buffer
  instrumentIndex: Buffer
  payloadDigest: Buffer
  stationsDigest: Buffer
}

export const DIGEST_BYTES = RIDE_KEY_BYTES
const FIRST_CAPACITY = 256

export function createRideColumns(): RideColumns {
  const texts = { boardStation: [], alightStation: [], reasons: new Map<number, string>() }
  return { count: 0, groups: [], ...texts, ...allocate(FIRST_CAPACITY) }
}

/** Adds a ride and returns its place; its key is the caller's to write into `rideKey` there. */
export function addRide(columns: RideColumns, ride: SentRide): number {
  if (columns.count === columns.line.length) grow(columns)
  const at = columns.count
  columns.count += 1
  columns.line[at] = ride.line
  columns.groupNo[at] = groupNoOf(columns.groups, ride.group)
  columns.revision[at] = ride.revision
  columns.isWithdrawal[at] = ride.isWithdrawal ? 1 : 0
  columns.boardedSeconds[at] = ride.boardedSeconds
  columns.alightedSeconds[at] = ride.alightedSeconds ?? Number.NaN
  columns.distanceMeters[at] = ride.distanceMeters ?? Number.NaN
  columns.reductionMilligrams[at] = ride.reductionMilligrams
  columns.operatorMilligrams[at] = ride.operatorMilligrams ?? Number.NaN
  columns.boardStation.push(ride.boardStation ?? '')
  columns.alightStation.push(ride.alightStation ?? '')
  if (ride.reason !== undefined) columns.reasons.set(at, ride.reason)
  columns.instrumentIndex.set(ride.instrumentIndex, at * DIGEST_BYTES)
  columns.payloadDigest.set(ride.payloadDigest, at * DIGEST_BYTES)
  if (ride.stationsDigest !== undefined) columns.stationsDigest.set(ride.stationsDigest, at * DIGEST_BYTES)
  return at
}

/** The digest of ride `at` in one of the 16-byte columns, as 32 hex digits; the database reads that as a uuid. */
export function hexAt(column: Buffer, at: number): string {
  return column.toString('hex', at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES)
}

/** Below, at or above zero as ride `left` sorts before, with or after ride `right` by ride key. */
export function compareKeys({ rideKey }: RideColumns, left: number, right: number): number {
  const [from, other] = [left * DIGEST_BYTES, right * DIGEST_BYTES]
  return rideKey.compare(rideKey, other, other + DIGEST_BYTES, from, from + DIGEST_BYTES)
}

function groupNoOf(groups: RideGroup[], { operatorDay, sceneNo, methodologyNo }: RideGroup): number {
  const known = groups.findIndex((group) => group.sceneNo === sceneNo && group.operatorDay === operatorDay)
  if (known >= 0) return known
  groups.push({ operatorDay, sceneNo, methodologyNo })
  return groups.length - 1
}

type Sized = Omit<RideColumns, 'count' | 'groups' | 'boardStation' | 'alightStation' | 'reasons'>

function allocate(capacity: number): Sized {
  return {
    line: new Int32Array(capacity),
    groupNo: new Uint16Array(capacity),
    revision: new Uint16Array(capacity),
    isWithdrawal: new Uint8Array(capacity),
    boardedSeconds: new Float64Array(capacity),
    alightedSeconds: new Float64Array(capacity),
    distanceMeters: new Float64Array(capacity),
    reductionMilligrams: new Float64Array(capacity),
    operatorMilligrams: new Float64Array(capacity),
    rideKey: Buffer.alloc(capacity * DIGEST_BYTES),
    instrumentIndex: Buffer.alloc(capacity * DIGEST_BYTES),
    payloadDigest: Buffer.alloc(capacity * DIGEST_BYTES),
    stationsDigest: Buffer.alloc(capacity * DIGEST_BYTES),
  }
}

function grow(columns: RideColumns): void {
  const wider = allocate(columns.line.length * 2)
  for (const name of Object.keys(wider) as (keyof Sized)[]) wider[name].set(columns[name])
  Object.assign(columns, wider)
}
