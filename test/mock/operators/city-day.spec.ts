import { createHash } from 'node:crypto'
import { cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import {
  boardingsByMinute,
  cityDay,
  CITY_RIDES_A_DAY,
  GARBAGE_FLAWS,
  garbageLine,
  loadWholeNetwork,
  metroRide,
  riderInstruments,
  type CityRow,
} from '#mock/operators/index'
import { RideRow } from '#contract'
import { FormatRegistry } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

const day = parseCityDay('2026-11-20') as CityDay
const whole = loadWholeNetwork()
const options = { seed: 'spec', day, people: 3_000, rides: 10_000, ...(whole ? { network: whole } : {}) }
const rows = [...cityDay(options)]
const ofKind = (kind: CityRow['kind']) => rows.filter((row) => row.kind === kind)
const minuteOf = (row: CityRow) => (Date.parse(row.row?.board.at ?? '') / 60_000 + 480) % 1_440

beforeAll(() => {
  FormatRegistry.Set('date-time', (text) => !Number.isNaN(Date.parse(text)))
})

describe('a city day', () => {
  it('is the same, byte for byte, for the same seed and another for another', () => {
    const digest = (seed: string) => {
      const hash = createHash('sha256')
      for (const { operatorId, line } of cityDay({ ...options, seed, rides: 2_000 }))
        hash.update(operatorId + line)
      return hash.digest('hex')
    }
    expect(digest('one')).toBe(digest('one'))
    expect(digest('one')).not.toBe(digest('two'))
  })

  it('holds only rows the contract allows, apart from garbage', () => {
    const faulty = rows.filter(({ row }) => row && !Value.Check(RideRow, row))
    expect(faulty).toEqual([])
    for (const { row } of rows) if (row) expect(cityDayOf(new Date(row.board.at))).toBe(row.operatorDay)
  })

  it('gives every ride of an operator its own number', () => {
    const first = [
      ...ofKind('ride'),
      ...ofKind('wrongFigure'),
      ...ofKind('late'),
      ...ofKind('entryOnly'),
      ...ofKind('twin'),
    ]
    expect(new Set(first.map(({ operatorId, row }) => `${operatorId} ${row?.rideNo}`)).size).toBe(
      first.length,
    )
  })

  it('mixes the modes as the city does', () => {
    const plain = rows.filter(({ kind }) => ['ride', 'wrongFigure', 'late', 'entryOnly'].includes(kind))
    expect(plain).toHaveLength(10_000)
    const all = Object.values(CITY_RIDES_A_DAY).reduce((sum, count) => sum + count, 0)
    for (const [mode, count] of Object.entries(CITY_RIDES_A_DAY)) {
      const share = plain.filter(({ row }) => row?.scene === mode).length / plain.length
      expect(Math.abs(share - count / all)).toBeLessThan(0.0001)
    }
  })

  it('has two rush hours, 19.2 % of boardings between 7 and 9', () => {
    for (const mode of ['metro', 'bus', 'bike', 'ferry'] as const) {
      const boardings = boardingsByMinute(mode, 1_000_000)
      const between = (from: number, to: number) =>
        boardings.subarray(from * 60, to * 60).reduce((sum, count) => sum + count, 0)
      expect(between(0, 24)).toBe(1_000_000)
      expect(Math.abs(between(7, 9) - 192_000)).toBeLessThanOrEqual(2)
      expect(between(17, 19)).toBeGreaterThan(1.5 * between(14, 16))
      expect(between(8, 9)).toBeGreaterThan(1.5 * between(10, 11))
    }
    expect(boardingsByMinute('metro', 1_000)[120]).toBe(0)
  })

  it('rides a shared bike 2.2 km in the mean', () => {
    const meters = [...cityDay({ ...options, rides: 30_000, disturbances: 'none' })]
      .filter(({ row }) => row?.scene === 'bike')
      .map(({ row }) => row?.distanceMeters ?? 0)
    const mean = meters.reduce((sum, value) => sum + value, 0) / meters.length
    expect(mean).toBeGreaterThan(2_120)
    expect(mean).toBeLessThan(2_280)
  })

  it('sends duplicates unchanged and later than the first', () => {
    expect(ofKind('duplicate').length).toBeGreaterThan(50)
    const firstAt = new Map(
      rows.map(({ line, operatorId }, index) => [operatorId + line, index] as const).reverse(),
    )
    for (const duplicate of ofKind('duplicate')) {
      expect(firstAt.get(duplicate.operatorId + duplicate.line)).toBeLessThan(rows.indexOf(duplicate))
    }
  })

  it('corrects a ride under its own number with a higher revision', () => {
    expect(ofKind('correction').length).toBeGreaterThan(10)
    for (const { operatorId, row } of ofKind('correction')) {
      const original = ofKind('ride')
        .concat(ofKind('wrongFigure'))
        .find((other) => other.operatorId === operatorId && other.row?.rideNo === row?.rideNo)
      expect(original?.row?.revision ?? 0).toBe(0)
      expect(row?.revision).toBe(1)
    }
  })

  it('reports some metro trips by both channels, within three minutes and with other metres', () => {
    expect(ofKind('twin').length).toBeGreaterThan(50)
    for (const { operatorId, row } of ofKind('twin')) {
      const original = rows.find(
        (other) => other.operatorId !== operatorId && other.row?.rideNo === row?.rideNo.slice(0, -2),
      )
      expect(original?.row?.subject.value.slice(-12)).toBe(row?.subject.value.slice(-12))
      const apart = (end: 'board' | 'alight') =>
        Math.abs(Date.parse(row?.[end]?.at ?? '') - Date.parse(original?.row?.[end]?.at ?? ''))
      expect(apart('board')).toBeLessThan(180_000)
      expect(apart('alight')).toBeLessThan(180_000)
    }
  })

  it('sends late rows, entry-only rides, wrong figures and garbage', () => {
    for (const { row } of ofKind('entryOnly')) expect(row).toMatchObject({ status: 'entry-only' })
    for (const kind of ['late', 'entryOnly', 'wrongFigure', 'garbage'] as const) {
      expect(ofKind(kind).length).toBeGreaterThan(5)
    }
    const late = ofKind('late')[0] as CityRow
    const neighbour = rows[rows.indexOf(late) - 1] as CityRow
    expect(minuteOf(neighbour)).not.toBe(minuteOf(late))
  })

  it('can be clean', () => {
    const clean = [...cityDay({ ...options, rides: 1_000, disturbances: 'none' })]
    expect(new Set(clean.map(({ kind }) => kind))).toEqual(new Set(['ride']))
  })

  it('keeps every garbage row outside the contract', () => {
    const good = metroRide({
      from: '莘庄',
      to: '徐家汇',
      at: new Date('2026-11-20T08:00:00+08:00'),
      subject: riderInstruments(7).card,
    })
    const parsed = (line: string): unknown => {
      try {
        return JSON.parse(line)
      } catch {
        return undefined
      }
    }
    const contractual = GARBAGE_FLAWS.filter((flaw) => Value.Check(RideRow, parsed(garbageLine(flaw, good))))
    expect(contractual).toEqual(['duplicate key', 'absurd metres', 'time without offset', 'unknown scene'])
  })
})
