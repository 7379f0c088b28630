import fc from 'fast-check'
import {
  decideAppeal,
  isSameTrip,
  recourseOf,
  resolveOverlaps,
  rideFault,
  type HeardAppeal,
  type OverlapRide,
  type RideClaim,
} from '#domain/ride'
import type { CityDay } from '#domain/calendar'

const minute = 60_000
const ride = (part: Partial<OverlapRide> & { rideKey: string }): OverlapRide => ({
  channelRank: 1,
  settled: false,
  boardedAt: 0,
  alightedAt: 30 * minute,
  stations: null,
  ...part,
})

describe('one physical trip by two channels', () => {
  it('is known by both ends within three minutes', () => {
    const a = ride({ rideKey: 'a' })
    expect(
      isSameTrip('interval', a, ride({ rideKey: 'b', boardedAt: 3 * minute, alightedAt: 33 * minute })),
    ).toBe(true)
    expect(
      isSameTrip('interval', a, ride({ rideKey: 'b', boardedAt: 3 * minute + 1, alightedAt: 33 * minute })),
    ).toBe(false)
    expect(
      isSameTrip('interval', a, ride({ rideKey: 'b', boardedAt: 3 * minute, alightedAt: 33 * minute + 1 })),
    ).toBe(false)
  })

  it('is known by the same stations and overlapping intervals', () => {
    const a = ride({ rideKey: 'a', stations: 'x' })
    expect(
      isSameTrip(
        'interval',
        a,
        ride({ rideKey: 'b', boardedAt: 20 * minute, alightedAt: 60 * minute, stations: 'x' }),
      ),
    ).toBe(true)
    expect(
      isSameTrip(
        'interval',
        a,
        ride({ rideKey: 'b', boardedAt: 30 * minute, alightedAt: 60 * minute, stations: 'x' }),
      ),
    ).toBe(false)
    expect(
      isSameTrip(
        'interval',
        a,
        ride({ rideKey: 'b', boardedAt: 20 * minute, alightedAt: 60 * minute, stations: 'y' }),
      ),
    ).toBe(false)
  })

  it('is known on a bus by boarding within two minutes', () => {
    const a = ride({ rideKey: 'a', alightedAt: null })
    expect(isSameTrip('boarding', a, ride({ rideKey: 'b', boardedAt: 2 * minute }))).toBe(true)
    expect(isSameTrip('boarding', a, ride({ rideKey: 'b', boardedAt: 2 * minute + 1 }))).toBe(false)
  })

  it('goes to the lower channel rank, then to the smaller key, unless one is issued already', () => {
    const card = ride({ rideKey: 'b', channelRank: 1 })
    const code = ride({ rideKey: 'a', channelRank: 2 })
    expect(resolveOverlaps('interval', [code, card])).toEqual(new Map([['a', 'b']]))
    expect(resolveOverlaps('interval', [{ ...code, channelRank: 1 }, card])).toEqual(new Map([['b', 'a']]))
    expect(resolveOverlaps('interval', [{ ...code, settled: true }, card])).toEqual(new Map([['b', 'a']]))
  })

  it('does not depend on the order of arrival', () => {
    const rides = fc.uniqueArray(
      fc.record({
        rideKey: fc.stringMatching(/^[0-9a-f]{1,4}$/),
        channelRank: fc.integer({ min: 1, max: 3 }),
        settled: fc.constant(false),
        boardedAt: fc.integer({ min: 0, max: 20 }).map((m) => m * minute),
        alightedAt: fc.integer({ min: 20, max: 50 }).map((m) => m * minute),
        stations: fc.constantFrom(null, 'x', 'y'),
      }),
      { selector: (one) => one.rideKey, maxLength: 12 },
    )
    fc.assert(
      fc.property(rides, fc.infiniteStream(fc.nat()), (list, noise) => {
        const shuffled = list
          .map((one) => ({ one, at: noise.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one)
        const decided = resolveOverlaps('interval', list)
        expect(new Map(resolveOverlaps('interval', shuffled))).toEqual(new Map(decided))
        const standing = list.filter((one) => !decided.has(one.rideKey))
        for (const a of standing) {
          for (const b of standing) expect(a === b || !isSameTrip('interval', a, b)).toBe(true)
        }
      }),
    )
  })
})

describe('a ride on its own', () => {
  const now = new Date('2026-11-23T12:00:00+08:00')
  const limits = { now, futureToleranceMilliseconds: 2 * minute, oldestDay: '2025-11-01' as CityDay }
  const metro = { quantityUnit: 'metre', distanceMetersMax: 150_000 } as const
  const bus = { quantityUnit: 'boarding', distanceMetersMax: 100_000 } as const
  const claim = (part: Partial<RideClaim> = {}): RideClaim => ({
    operatorDay: '2026-11-23' as CityDay,
    boardedAt: new Date('2026-11-23T08:00:00+08:00'),
    alightedAt: new Date('2026-11-23T08:30:00+08:00'),
    distanceMeters: 12_345,
    complete: true,
    ...part,
  })

  it('is believed when nothing speaks against it', () => {
    expect(rideFault(claim(), metro, limits)).toBeUndefined()
    expect(
      rideFault(claim({ alightedAt: undefined, distanceMeters: undefined }), bus, limits),
    ).toBeUndefined()
  })

  it.each([
    ['row.time-in-future', { boardedAt: new Date('2026-11-23T12:03:00+08:00'), alightedAt: undefined }],
    ['row.time-in-future', { alightedAt: new Date('2026-11-23T12:03:00+08:00') }],
    ['row.time-order', { alightedAt: new Date('2026-11-23T07:59:59+08:00') }],
    ['row.day-mismatch', { operatorDay: '2026-11-22' as CityDay }],
    [
      'row.day-too-old',
      {
        operatorDay: '2025-10-31' as CityDay,
        boardedAt: new Date('2025-10-31T08:00:00+08:00'),
        alightedAt: undefined,
      },
    ],
    ['row.incomplete', { complete: false }],
    ['row.incomplete', { alightedAt: undefined }],
    ['row.distance-implausible', { distanceMeters: undefined }],
    ['row.distance-implausible', { distanceMeters: 0 }],
    ['row.distance-implausible', { distanceMeters: -1 }],
    ['row.distance-implausible', { distanceMeters: 1.5 }],
    ['row.distance-implausible', { distanceMeters: 150_001 }],
    ['row.distance-implausible', { distanceMeters: 2 ** 53 }],
  ])('is refused as %s', (code, part) => {
    expect(rideFault(claim(part), metro, limits)?.code).toBe(code)
  })
})

describe('an objection to a ride', () => {
  const now = new Date('2026-06-01T00:00:00Z')
  const days = (count: number): Date => new Date(now.getTime() - count * 86_400_000)
  const dismissed: HeardAppeal = { stage: 'first', state: 'dismissed', answeredAt: days(29) }
  const decide = (latest: HeardAppeal | null, isSame = false, isWithinPeriod = true) =>
    decideAppeal({ latest: latest && { ...latest, isSame }, isWithinPeriod, now })

  it('is heard once, reviewed once if it was dismissed, and then final', () => {
    expect(decide(null)).toBe('first')
    expect(decide(null, false, false)).toBe('notAppealable')
    expect(decide(dismissed, false, false)).toBe('review')
    expect(decide({ ...dismissed, answeredAt: days(30) })).toBe('final')
    expect(decide({ ...dismissed, stage: 'review' })).toBe('final')
    expect(decide({ ...dismissed, state: 'upheld' })).toBe('final')
    const open: HeardAppeal = { stage: 'first', state: 'open', answeredAt: null }
    expect([decide(open, true), decide(open)]).toEqual(['sameAgain', 'notAppealable'])
  })

  it('leaves nothing to do, a review, or somebody outside', () => {
    expect(recourseOf(dismissed, true, now)).toBe('review')
    expect(recourseOf(dismissed, false, now)).toBe('none')
    expect(recourseOf({ ...dismissed, answeredAt: days(30) }, true, now)).toBe('outside')
    expect(recourseOf({ ...dismissed, stage: 'review' }, true, now)).toBe('outside')
    expect(recourseOf({ ...dismissed, state: 'upheld' }, true, now)).toBe('none')
  })
})
