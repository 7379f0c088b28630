import fc from 'fast-check'
import {
  addDays,
  addMonths,
  cityDayOf,
  cityMonthOf,
  dayFromNumber,
  dayNumber,
  endOfCityDay,
  parseCalendarDay,
  parseCityDay,
  parseCityMonth,
  parseInstant,
  startOfCityDay,
  type CityDay,
  type CityMonth,
} from '#domain/calendar'

describe('a city day', () => {
  it('turns at midnight of Asia/Shanghai', () => {
    expect(cityDayOf(new Date('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22')
    expect(cityDayOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
    expect(cityMonthOf(new Date('2026-11-30T16:00:00Z'))).toBe('2026-12')
  })

  it('agrees with the time zone database', () => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1992-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          expect(cityDayOf(date)).toBe(format.format(date))
        },
      ),
    )
  })

  it('holds every instant from its start up to its end', () => {
    const day = '2026-03-01' as CityDay
    expect(cityDayOf(startOfCityDay(day))).toBe(day)
    expect(cityDayOf(new Date(endOfCityDay(day).getTime() - 1))).toBe(day)
    expect(cityDayOf(endOfCityDay(day))).toBe('2026-03-02')
  })

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', ''])('refuses %p', (text) => {
    expect(parseCityDay(text)).toBeUndefined()
  })

  it.each(['0000-01', '1999-12', '2019-12', '2200-01', '9999-12'])(
    'reckons with no month outside 2020–2199: %s',
    (month) => {
      expect(parseCityMonth(month)).toBeUndefined()
      expect(parseCityDay(`${month}-01`)).toBeUndefined()
    },
  )

  it('reckons with its first and last month, and reads a birth day of any year', () => {
    expect([parseCityMonth('2020-01'), parseCityMonth('2199-12')]).toEqual(['2020-01', '2199-12'])
    expect([parseCityDay('2020-01-01'), parseCityDay('2199-12-31')]).toEqual(['2020-01-01', '2199-12-31'])
    expect(parseCalendarDay('1957-02-28')).toBe('1957-02-28')
  })

  it('counts days and months across years', () => {
    expect(addDays('2026-12-31' as CityDay, 1)).toBe('2027-01-01')
    expect(addMonths('2026-11' as CityMonth, 25)).toBe('2028-12')
    expect(addMonths('2026-01' as CityMonth, -1)).toBe('2025-12')
    expect(dayFromNumber(dayNumber('2026-11-23' as CityDay))).toBe('2026-11-23')
    expect(parseCityMonth('2026-13')).toBeUndefined()
  })
})

describe('an instant', () => {
  it('needs an offset', () => {
    expect(parseInstant('2026-11-23T08:00:00')).toBe('withoutOffset')
    expect(parseInstant('2026-11-23T08:00:00+08:00')).toEqual(new Date('2026-11-23T00:00:00Z'))
    expect(parseInstant('2026-11-23t00:00:00.5z')).toEqual(new Date('2026-11-23T00:00:00.500Z'))
  })

  it.each([
    '2026-02-30T08:00:00+08:00',
    '2026-11-23T24:00:00Z',
    '2026-11-23T08:00:60Z',
    'yesterday',
    '2026-11-23',
    '',
  ])('refuses %p', (text) => {
    expect(parseInstant(text)).toBe('malformed')
  })
})
