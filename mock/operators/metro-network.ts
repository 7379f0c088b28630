import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { shortestMeters, type Hop } from './shortest-path'

export interface Station {
  readonly name: string
  /** The lines that stop here, as riders call them. */
  readonly lines: readonly string[]
  /** Degrees, GCJ-02. */
  readonly longitude: number
  readonly latitude: number
}

export interface MetroNetwork {
  readonly source: string
  readonly stations: readonly Station[]
  /** Whole metres by rail between two stations by name; throws when a name is unknown or no rail joins them. */
  meters(from: string, to: string): number
  /** The first line that stops at this station. */
  lineAt(name: string): string
}

/** Mean Earth radius (IUGG), metres. */
const EARTH_RADIUS_METERS = 6_371_009

/** A published map is wrong where two consecutive stations are this far apart: the longest real hop is 33 km (maglev). */
const HOP_METERS_MAX = 50_000

const SMALL_FILE = path.resolve(__dirname, 'network/shanghai-small.json')
const WHOLE_FILE = path.resolve(__dirname, '../../../shared/data/shanghai-metro.json')

/** The hand-written network of four lines that the repository carries. */
export const loadSmallNetwork = (): MetroNetwork => parseMetroNetwork(readFileSync(SMALL_FILE, 'utf8'))

/** The whole network (24 lines, 414 stations) where its file lies beside the repository; undefined elsewhere. */
export const loadWholeNetwork = (): MetroNetwork | undefined =>
  existsSync(WHOLE_FILE) ? parseMetroNetwork(readFileSync(WHOLE_FILE, 'utf8')) : undefined

/**
 * Reads `{ source, fields, lines: [{ line, loop, stations: [[…fields]] }] }`. Stations of equal name are one station: changing
 * there costs no metres. Metres between neighbours are the great circle, rounded to the nearest metre once; GCJ-02 shifts
 * neighbouring points alike, so its error in a distance stays far below the straight line's own.
 */
export const parseMetroNetwork = (json: string): MetroNetwork => {
  const file = JSON.parse(json) as NetworkFile
  const column = (name: string): number => file.fields.indexOf(name)
  const [nameColumn, longitudeColumn, latitudeColumn] = [
    column('name'),
    column('longitude'),
    column('latitude'),
  ]
  const stations: DrawnStation[] = []
  const indexOf = new Map<string, number>()
  const hops: Hop[][] = []

  const stationIndex = (cells: StationCells, line: string): number => {
    const name = String(cells[nameColumn])
    const known = indexOf.get(name)
    if (known !== undefined) {
      const lines = stations[known]?.lines
      if (lines && !lines.includes(line)) lines.push(line)
      return known
    }
    stations.push({
      name,
      lines: [line],
      longitude: Number(cells[longitudeColumn]),
      latitude: Number(cells[latitudeColumn]),
    })
    hops.push([])
    indexOf.set(name, stations.length - 1)
    return stations.length - 1
  }
  const join = (from: StationCells, to: StationCells, line: string): void => {
    const meters = haversineMeters(
      [Number(from[longitudeColumn]), Number(from[latitudeColumn])],
      [Number(to[longitudeColumn]), Number(to[latitudeColumn])],
    )
    if (meters > HOP_METERS_MAX)
      throw new Error(`${line}: ${from[nameColumn]} – ${to[nameColumn]} is ${meters} m`)
    const [a, b] = [stationIndex(from, line), stationIndex(to, line)]
    hops[a]?.push({ to: b, meters })
    hops[b]?.push({ to: a, meters })
  }

  for (const { line, loop, stations: row } of file.lines) {
    for (const [index, cells] of row.entries()) {
      const previous = index > 0 ? row[index - 1] : loop ? row.at(-1) : undefined
      if (previous) join(previous, cells, line)
    }
  }
  return { source: file.source, stations, ...questions(stations, indexOf, hops) }
}

type StationCells = readonly (string | number)[]
type DrawnStation = Station & { readonly lines: string[] }

interface NetworkFile {
  readonly source: string
  readonly fields: readonly string[]
  readonly lines: readonly {
    readonly line: string
    readonly loop: boolean
    readonly stations: readonly StationCells[]
  }[]
}

const questions = (
  stations: readonly Station[],
  indexOf: ReadonlyMap<string, number>,
  hops: readonly (readonly Hop[])[],
): Pick<MetroNetwork, 'meters' | 'lineAt'> => {
  const fromStation: Float64Array[] = []
  const index = (name: string): number => {
    const found = indexOf.get(name)
    if (found === undefined) throw new Error(`no metro station "${name}"`)
    return found
  }
  return {
    lineAt: (name) => stations[index(name)]?.lines[0] ?? '',
    meters: (from, to) => {
      const start = index(from)
      const known = (fromStation[start] ??= shortestMeters(hops, start))
      const meters = known[index(to)] ?? Infinity
      if (!Number.isFinite(meters)) throw new Error(`no rail from "${from}" to "${to}"`)
      return meters
    },
  }
}

type Point = readonly [longitude: number, latitude: number]

const haversineMeters = (a: Point, b: Point): number => {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180
  const [phiA, phiB] = [radians(a[1]), radians(b[1])]
  const half = (delta: number): number => Math.sin(delta / 2) ** 2
  const chord = half(phiB - phiA) + Math.cos(phiA) * Math.cos(phiB) * half(radians(b[0] - a[0]))
  return Math.round(2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(chord)))
}
