import { cityDayOf, type CityDay } from '#domain/calendar'
import { dayText, recordDayText, useLocale, whenText } from '../../../i18n'
import { useStores } from '../../../stores'

/** City days and moments as they are read, and the day of today. */
export function useDay() {
  const { now } = useStores()
  const locale = useLocale()
  return {
    today: (): CityDay => cityDayOf(now()),
    /** Yesterday, 1 January, 1 January 2027: a city day as people call it today. */
    day: (day: string): string => dayText(`${day}T00:00:00+08:00`, locale, now()),
    /** 2027年1月1日: a city day of a record, which does not lean on the day of reading. */
    recordDay: (day: string): string => recordDayText(day, locale),
    dayOf: (instant: string): string => dayText(instant, locale, now()),
    when: (instant: string): string => whenText(instant, locale, now()),
  }
}
