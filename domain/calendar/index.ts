/** The city's calendar: days and months of Asia/Shanghai, and instants as RFC 3339 writes them. */
export {
  addDays,
  addMonths,
  addYears,
  cityDayOf,
  cityMonthOf,
  dayFromNumber,
  dayNumber,
  daysBetween,
  endOfCityDay,
  firstDayOf,
  monthOfDay,
  parseCalendarDay,
  parseCityDay,
  parseCityMonth,
  startOfCityDay,
  type CityDay,
  type CityMonth,
} from './city-day'
export { parseInstant, type InstantFault } from './instant'
