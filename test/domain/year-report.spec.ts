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
    expect(spanOfYear(year, { openedAt: at(opened), now: at(now) })).toEqual(expected)
  })

  it('are none before the account and none to come', () => {
    expect(spanOfYear(2025, { openedAt: at('2026-01-01'), now: at('2026-05-01') })).toBeUndefined()
    expect(spanOfYear(2027, { openedAt: at('2026-01-01'), now: at('2026-12-31') })).toBeUndefined()
    expect(spanOfYear(1999, { openedAt: at('2026-01-01'), now: at('2026-12-31') })).toBeUndefined()
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
