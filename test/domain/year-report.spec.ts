import type { CityMonth } from '#domain/calendar'
import { comparisonOf, spanOfYear } from '#domain/year-report'

const at = (text: string): Date => new Date(`${text}T12:00:00+08:00`)

describe('the days of a year report', () => {
  it.each([
    [2026, '2024-01-01', '2027-03-01', { from: '2026-01-01', to: '2026-12-31', isRunning: false }],
    [2026, '2026-06-30', '2027-03-01', { from: '2026-06-30', to: '2026-12-31', isRunning: false }],
    [2026, '2024-01-01', '2026-12-31', { from: '2026-01-01', to: '2026-12-31', isRunning: true }],
    [2028, '2028-02-01', '2028-02-01', { from: '2028-02-01', to: '2028-02-01', isRunning: true }],
    [2028, '2024-01-01', '2029-01-01', { from: '2028-01-01', to: '2028-12-31', isRunning: false }],
  ])('of %s, opened %s, seen %s', (year, opened, now, expected) => {
    expect(spanOfYear(year, { openedAt: at(opened), issuedFrom: null, now: at(now) })).toEqual(expected)
  })

  it('are none before the account and none to come', () => {
    const lived = (now: string) => ({ openedAt: at('2026-01-01'), issuedFrom: null, now: at(now) })
    expect(spanOfYear(2025, lived('2026-05-01'))).toBeUndefined()
    expect(spanOfYear(2027, lived('2026-12-31'))).toBeUndefined()
    expect(spanOfYear(1999, lived('2026-12-31'))).toBeUndefined()
  })

  it('are whole from the year on for which something was issued to an account that opened later', () => {
    const issued = { openedAt: at('2026-05-04'), issuedFrom: '2024-10' as CityMonth, now: at('2026-05-20') }
    expect([2023, 2024, 2025, 2026].map((year) => spanOfYear(year, issued)?.from)).toEqual([
      ...[undefined, '2024-01-01', '2025-01-01', '2026-01-01'],
    ])
    const sameYear = { ...issued, issuedFrom: '2026-04' as CityMonth }
    expect([2025, 2026].map((year) => spanOfYear(year, sameYear)?.from)).toEqual([undefined, '2026-01-01'])
  })
})

describe('the comparison', () => {
  it('is with electricity at 0.42 kg a kilowatt-hour, rounded down, and none below one', () => {
    expect(comparisonOf(419_999)).toBeNull()
    expect(comparisonOf(420_000)?.kilowattHours).toBe(1)
    expect(comparisonOf(839_999)?.kilowattHours).toBe(1)
    expect(comparisonOf(1_000_000_000)).toMatchObject({
      kilowattHours: 2380,
      milligramsPerKilowattHour: 420_000,
    })
  })
})
