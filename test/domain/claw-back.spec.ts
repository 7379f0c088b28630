import fc from 'fast-check'

import { parseCityMonth } from '#domain/calendar'
import { guaranteeDueOn, planClawBack, repayOldestFirst, type Owned } from '#domain/claw-back'
import type { Holding } from '#domain/issuance'
import { milligrams, points } from '#domain/measure'
import type { Lot } from '#domain/points'

const NOW = new Date('2026-06-10T12:00:00+08:00')
const MAY = parseCityMonth('2026-05')!
const ride = (mass: number) => ({ milligrams: milligrams(mass), cityMonth: MAY, methodologyClass: 'II' })

const holding = (month: string, balance: number, methodologyClass = 'II'): Holding => ({
  ...{ cityMonth: parseCityMonth(month)!, methodologyClass, balance: milligrams(balance) },
})
const lot = (lotId: string, expiresAt: string, left: number): Lot => ({
  ...{ lotId, expiresAt: new Date(expiresAt), points: points(left) },
})
const LATE = lot('late', '2028-07-01T00:00:00+08:00', 5)
const SOON = lot('soon', '2026-07-01T00:00:00+08:00', 2)
const GONE = lot('gone', '2026-06-01T00:00:00+08:00', 9)

describe('a claw-back', () => {
  it('takes free grams of the ride’s own month and class first, then the oldest', () => {
    const holdings = [holding('2026-04', 900), holding('2026-05', 400), holding('2026-05', 700, 'I')]
    const plan = planClawBack(ride(1_500), { holdings, lots: [LATE] }, NOW)
    expect(plan).toMatchObject({
      takes: [
        { holding: { cityMonth: '2026-05', methodologyClass: 'II' }, taken: 400 },
        { holding: { cityMonth: '2026-04' }, taken: 900 },
        { holding: { cityMonth: '2026-05', methodologyClass: 'I' }, taken: 200 },
      ],
      points: [],
      shortfall: 0,
    })
  })

  it('takes unspent points next, those that end first, and none that have ended', () => {
    const plan = planClawBack(
      ride(4_700),
      { holdings: [holding('2026-05', 700)], lots: [LATE, GONE, SOON] },
      NOW,
    )
    expect(plan.points).toEqual([
      { lotId: 'soon', points: 2 },
      { lotId: 'late', points: 2 },
    ])
    expect(plan.shortfall).toBe(0)
  })

  it('takes no point for a part of one', () => {
    const plan = planClawBack(ride(1_999), { holdings: [], lots: [LATE] }, NOW)
    expect(plan).toEqual({ takes: [], points: [{ lotId: 'late', points: 1 }], shortfall: 999 })
  })

  it('books the rest as shortfall', () => {
    expect(planClawBack(ride(1_197_465), { holdings: [], lots: [GONE] }, NOW)).toEqual({
      ...{ takes: [], points: [], shortfall: 1_197_465 },
    })
  })

  it('comes to the ride’s milligrams exactly, whatever she has', () => {
    const anyHolding = fc.record({ month: fc.integer({ min: 1, max: 6 }), balance: fc.nat(3_000) })
    const anyLot = fc.record({ month: fc.integer({ min: 1, max: 12 }), left: fc.nat(4) })
    const owned = fc.record({
      some: fc.array(anyHolding, { maxLength: 8 }),
      lots: fc.array(anyLot, { maxLength: 5 }),
    })
    fc.assert(
      fc.property(owned, fc.nat(20_000), ({ some, lots }, mass) => {
        const hers: Owned = {
          holdings: some.map(({ month, balance }) => holding(`2026-0${month}`, balance)),
          lots: lots.map(({ month, left }, n) =>
            lot(String(n), `2026-${String(month).padStart(2, '0')}-01T00:00:00+08:00`, left),
          ),
        }
        const plan = planClawBack(ride(mass), hers, NOW)
        const grams = plan.takes.reduce((sum, { taken }) => sum + taken, 0)
        const ofPoints = plan.points.reduce((sum, share) => sum + share.points, 0)
        const free = hers.holdings.reduce((sum, { balance }) => sum + balance, 0)
        const living = hers.lots
          .filter(({ expiresAt }) => expiresAt > NOW)
          .reduce((sum, one) => sum + one.points, 0)
        expect(grams + ofPoints * 1000 + plan.shortfall).toBe(mass)
        expect(grams).toBe(Math.min(free, mass))
        expect(ofPoints).toBe(Math.min(living, Math.floor((mass - grams) / 1000)))
      }),
    )
  })
})

describe('a shortfall', () => {
  const open = [
    { clawBackId: 'first', milligrams: milligrams(300) },
    { clawBackId: 'second', milligrams: milligrams(500) },
  ]

  it('is repaid from half of a later credit at most, the oldest first, the odd milligram hers', () => {
    expect(repayOldestFirst(open, milligrams(801))).toEqual([
      { clawBackId: 'first', milligrams: 300 },
      { clawBackId: 'second', milligrams: 100 },
    ])
    expect(repayOldestFirst(open, milligrams(1))).toEqual([])
  })

  it('is repaid once and never more than is open', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 })), fc.nat(5_000), (owed, credit) => {
        const shortfalls = owed.map((mass, n) => ({ clawBackId: String(n), milligrams: milligrams(mass) }))
        const repaid = repayOldestFirst(shortfalls, milligrams(credit)).reduce(
          (sum, one) => sum + one.milligrams,
          0,
        )
        const all = owed.reduce((sum, mass) => sum + mass, 0)
        expect(repaid).toBe(Math.min(all, Math.floor(credit / 2)))
      }),
    )
  })

  it('is made up by its operator within 30 days', () => {
    expect(guaranteeDueOn(new Date('2026-06-10T23:59:00+08:00'))).toBe('2026-07-10')
  })
})
