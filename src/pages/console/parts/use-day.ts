import { cityDayOf, type CityDay } from '#domain/calendar'
import { dayText, useLocale, whenText } from '../../../i18n'
import { useStores } from '../../../stores'

/** City days and moments as they are read, and the day of today. */
export function useDay() {
  const { now } = useStores()
  const locale = useLocale()
  return {
    today: (): CityDay => cityDayOf(now()),
    /** 2027年1月1日, from a city day. */
    day: (day: string): string => dayText(`${day}T00:00:00+08:00`, locale, now()),
    dayOf: (instant: string): string => dayText(instant, locale, now()),
    when: (instant: string): string => whenText(instant, locale, now()),
  }
}
