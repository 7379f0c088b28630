import { hexAt, type RideColumns } from './ride-columns'

/**
 * Columns as PostgreSQL array literals for `unnest`: one parameter a column is the fastest way to hand thousands of rows to one
 * statement that also reads other tables.
 */

/** `value` gives the element's text; for digests and numbers, which need no quoting. */
export function arrayText(places: readonly number[], value: (place: number) => string | number): string {
  let text = '{'
  for (let n = 0; n < places.length; n += 1) {
    if (n > 0) text += ','
    text += value(places[n]!)
  }
  return `${text}}`
}

export function digestArray(column: Buffer, places: readonly number[]): string {
  return arrayText(places, (place) => hexAt(column, place))
}

/** NaN stands for an absent number. */
export function numberArray(
  column: Float64Array | Uint16Array | Int32Array,
  places: readonly number[],
): string {
  return arrayText(places, (place) => {
    const value = column[place]!
    return Number.isNaN(value) ? 'NULL' : value
  })
}

/** An empty text stands for an absent one. */
export function textArray(texts: readonly string[], places: readonly number[]): string {
  return arrayText(places, (place) => quoted(texts[place]!))
}

const ABSENT_DIGEST = '0'.repeat(32)

/** A digest of zeros stands for an absent one. */
export function optionalDigestArray(column: Buffer, places: readonly number[]): string {
  return arrayText(places, (place) => {
    const hex = hexAt(column, place)
    return hex === ABSENT_DIGEST ? 'NULL' : hex
  })
}

/** What the ride table keeps of a row beyond its key, its place in the scheme and its account. */
export function rideArrays(columns: RideColumns, places: readonly number[]): Record<RideArrayName, string> {
  return {
    rideKeys: digestArray(columns.rideKey, places),
    boarded: numberArray(columns.boardedSeconds, places),
    alighted: numberArray(columns.alightedSeconds, places),
    distances: numberArray(columns.distanceMeters, places),
    reductions: numberArray(columns.reductionMilligrams, places),
    operatorReductions: numberArray(columns.operatorMilligrams, places),
    revisions: numberArray(columns.revision, places),
    payloads: digestArray(columns.payloadDigest, places),
    boardStations: textArray(columns.boardStation, places),
    alightStations: textArray(columns.alightStation, places),
    stations: optionalDigestArray(columns.stationsDigest, places),
  }
}

type RideArrayName =
  | 'rideKeys'
  | 'boarded'
  | 'alighted'
  | 'distances'
  | 'reductions'
  | 'operatorReductions'
  | 'revisions'
  | 'payloads'
  | 'boardStations'
  | 'alightStations'
  | 'stations'

function quoted(text: string): string {
  if (text === '') return 'NULL'
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`
}
