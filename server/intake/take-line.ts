import type { RideRow } from '#contract'
import { normalizeInstrument } from '#domain/instrument'
import type { CryptoModule } from '#server/platform/index'

import type { CityScheme } from './city-scheme'
import type { JudgedRide, RowJudge } from './judge-row'
import { PUSH_LIMITS } from './limits'
import { isRowFault, parseRow } from './parse-row'
import { addRide, DIGEST_BYTES, type RideColumns } from './ride-columns'
import { createRideKeyWriter } from './ride-key'
import type { LineReader } from './split-lines'
import type { Trials } from './trials'
import type { Verdicts } from './verdicts'

export interface LineTaking {
  readonly operatorId: string
  readonly crypto: CryptoModule
  readonly scheme: CityScheme
  readonly judge: RowJudge
  readonly trials: Trials
  readonly columns: RideColumns
  readonly verdicts: Verdicts
}

/** The way of one line: parsed, judged by itself, and refused by name, put into the columns or, of a scene on trial, only counted. */
export function createLineTaker({
  operatorId,
  crypto,
  scheme,
  judge,
  trials,
  columns,
  verdicts,
}: LineTaking): LineReader {
  const digests = createRowDigests(crypto)
  const writeRideKey = createRideKeyWriter(operatorId)
  return (bytes, from, to) => {
    const line = verdicts.nextLine()
    if (to - from > PUSH_LIMITS.lineBytesMax) return verdicts.reject(line, { code: 'row.too-long' })
    const row = parseRow(bytes, from, to)
    if (isRowFault(row)) return verdicts.reject(line, row)
    if (scheme.has(row.scene)) verdicts.ofScene(line, row.scene)
    const ride = judge(row)
    if ('code' in ride) {
      trials.noteRejected(row.scene)
      return verdicts.reject(line, ride)
    }
    const ours = ride.reductionMilligrams
    const differs =
      !ride.isWithdrawal && row.operatorMilligrams !== undefined && row.operatorMilligrams !== ours
    if (differs) verdicts.differs(line, ours)
    if (ride.isOnTrial) {
      trials.noteTested(row.scene)
      return verdicts.give(line, 'tested')
    }
    const instrumentIndex = digests.instrument(row)
    const at = addRide(columns, {
      line,
      group: ride,
      revision: row.revision ?? 0,
      isWithdrawal: ride.isWithdrawal,
      boardedSeconds: ride.boardedAt.getTime() / 1000,
      alightedSeconds: ride.alightedAt === undefined ? undefined : ride.alightedAt.getTime() / 1000,
      distanceMeters: row.distanceMeters,
      reductionMilligrams: ours,
      operatorMilligrams: differs ? row.operatorMilligrams : undefined,
      boardStation: row.board.station,
      alightStation: row.alight?.station,
      stationsDigest: digests.stations(row),
      instrumentIndex,
      payloadDigest: digests.payload(row, ride, instrumentIndex),
      reason: row.reason,
    })
    writeRideKey(columns.rideKey, at * DIGEST_BYTES, { operatorDay: ride.operatorDay, rideNo: row.rideNo })
  }
}

interface RowDigests {
  instrument: (row: RideRow) => Buffer
  /** Of the two stations together; undefined when one is not told. */
  stations: (row: RideRow) => Buffer | undefined
  /** Of the whole row in one order of fields and one spelling of times; it knows the instrument by its blind index only. */
  payload: (row: RideRow, ride: JudgedRide, instrumentIndex: Buffer) => Buffer
}

/** All keyed: whoever reads the database later learns neither card numbers nor the stations of an old ride from a digest. */
function createRowDigests(crypto: CryptoModule): RowDigests {
  const stationPairs = new Map<string, Buffer>()
  const payloadSecret = crypto.deriveKey('intake/payload', 32).toString('hex')
  return {
    instrument({ subject }) {
      const { scheme, value } = normalizeInstrument(subject)
      return crypto.blindIndex('instrument', `${scheme}\n${value}`)
    },
    stations({ board, alight }) {
      if (board.station === undefined || alight?.station === undefined) return undefined
      const pair = `${board.station}\n${alight.station}`
      const digest = stationPairs.get(pair) ?? crypto.blindIndex('station', pair)
      stationPairs.set(pair, digest)
      return digest
    },
    // A secret before the text keys the digest; cut to half its length it cannot be extended, and it costs half an HMAC.
    payload: (row, ride, instrumentIndex) =>
      crypto.digest(payloadSecret + canonicalPayload(row, ride, instrumentIndex)).subarray(0, DIGEST_BYTES),
  }
}

/** No text of a judged row holds a line feed, so it can part the fields; the instrument is known by its blind index only. */
function canonicalPayload(
  { board, alight, ...row }: RideRow,
  ride: JudgedRide,
  instrumentIndex: Buffer,
): string {
  const names = `${row.operatorDay}\n${row.rideNo}\n${row.revision ?? 0}\n${row.scene}\n${row.medium}\n${row.status}`
  const from = `${ride.boardedAt.getTime()}\n${board.station}\n${board.line}`
  const to = `${ride.alightedAt?.getTime()}\n${alight?.station}\n${alight?.line}`
  const measures = `${row.distanceMeters}\n${row.distanceSource}\n${row.fareFen}\n${row.operatorMilligrams}`
  // Only where there is one, so that a row without it keeps the digest it always had.
  const reason = row.reason === undefined ? '' : `\n${row.reason}`
  return `${names}\n${from}\n${to}\n${measures}\n${instrumentIndex.toString('hex')}${reason}`
}
