import fc from 'fast-check'
import { cityMonthOf, parseCityMonth, type CityMonth } from '#domain/calendar'
import type { Holding } from '#domain/issuance'
import { grams, milligrams, points } from '#domain/measure'
import {
  decideConversion,
  monthlyLotExpiry,
  pointsOfGrams,
  spendFirstExpiring,
  type Lot,
} from '#domain/points'

const month = (text: string): CityMonth => parseCityMonth(text)!

describe('a lot of points', () => {
  it('expires at midnight in Shanghai on the first day of the 25th month after its month', () => {
    expect(monthlyLotExpiry(month('2026-11')).toISOString()).toBe('2028-11-30T16:00:00.000Z')
    expect(cityMonthOf(monthlyLotExpiry(month('2026-11')))).toBe('2028-12')
  })

  it('never lives less than 24 months, even when granted in the last second of its month', () => {
    const granted = new Date('2026-11-30T23:59:59.999+08:00')
    const after24Months = new Date('2028-11-30T23:59:59.999+08:00')
    expect(monthlyLotExpiry(cityMonthOf(granted)) > after24Months).toBe(true)
  })
})

describe('spending', () => {
  const now = new Date('2026-11-24T10:00:00+08:00')
  const lot = (lotId: string, expiresAt: string, amount: number): Lot => ({
    lotId,
    expiresAt: new Date(expiresAt),
    points: points(amount),
  })

  it('takes the lot that expires first, the last one in part', () => {
    const lots = [lot('b', '2028-02-01T00:00:00+08:00', 500), lot('a', '2028-01-01T00:00:00+08:00', 300)]
    expect(spendFirstExpiring(lots, points(400), now)).toEqual([
      { lotId: 'a', points: 300 },
      { lotId: 'b', points: 100 },
    ])
  })

  it('agrees with expiry at the boundary: 23:59:59 still spends, 00:00:00 no longer', () => {
    const lots = [lot('a', '2028-12-01T00:00:00+08:00', 100)]
    expect(spendFirstExpiring(lots, points(100), new Date('2028-11-30T23:59:59.999+08:00'))).toHaveLength(1)
    expect(spendFirstExpiring(lots, points(100), new Date('2028-12-01T00:00:00+08:00'))).toBe('notEnough')
  })

  it('pays exactly the price or nothing, never more than a lot holds', () => {
    const anyLots = fc.array(fc.record({ days: fc.integer({ min: -5, max: 5 }), amount: fc.nat(1000) }))
    fc.assert(
      fc.property(anyLots, fc.integer({ min: 1, max: 3000 }), (drawn, price) => {
        const lots = drawn.map(({ days, amount }, index) => ({
          lotId: `lot-${index}`,
          expiresAt: new Date(now.getTime() + days * 86_400_000),
          points: points(amount),
        }))
        const living = lots.filter(({ expiresAt }) => expiresAt > now)
        const available = living.reduce((sum, each) => sum + each.points, 0)
        const shares = spendFirstExpiring(lots, points(price), now)
        if (shares === 'notEnough') return available < price
        const paid = shares.reduce((sum, share) => sum + share.points, 0)
        const isWithin = shares.every(
          (share) => share.points <= living.find(({ lotId }) => lotId === share.lotId)!.points,
        )
        return paid === price && isWithin
      }),
    )
  })
})

describe('converting grams', () => {
  const holding = (cityMonth: string, methodologyClass: string, amount: number): Holding => ({
    cityMonth: month(cityMonth),
    methodologyClass,
    balance: milligrams(amount),
  })
  const isPermitted = (methodologyClass: string) => methodologyClass !== 'III'

  it('takes whole grams from the oldest holding on and leaves the rest', () => {
    const holdings = [holding('2026-10', 'II', 1_700), holding('2026-09', 'II', 900)]
    expect(decideConversion(holdings, grams(2), isPermitted)).toEqual([
      { holding: holdings[1], taken: 900 },
      { holding: holdings[0], taken: 1_100 },
    ])
    expect(pointsOfGrams(grams(2))).toBe(2)
  })

  it('names the class rule where only a class that may not become points would suffice', () => {
    const holdings = [holding('2026-10', 'III', 5_000), holding('2026-09', 'II', 900)]
    expect(decideConversion(holdings, grams(2), isPermitted)).toBe('use.not-permitted-by-class')
    expect(decideConversion(holdings, grams(9), isPermitted)).toBe('points.not-enough-grams')
  })
})
