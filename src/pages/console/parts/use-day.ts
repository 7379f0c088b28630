import { cityDayOf, type CityDay } from '#domain/calendar'
import { dayText, recordDayText, useLocale, whenText } from '../../../i18n'
import { useStores } from '../../../stores'

/** City days and moments as they are read, and the day of today. */
export function useDay() {
  const { now } = useStores()
  const locale = useLocale()
  return {
    today: (): CityDay => cityDayOf(now()),
    /** Yesterday, 1 January, 1 January 2027: a moment or a city day as people call it today. */
    day: (instantOrDay: string): string => dayText(instantOrDay, locale, now()),
    /** 2027年1月1日: a city day of a record, which does not lean on the day of reading. */
    recordDay: (instantOrDay: string): string => recordDayText(instantOrDay, locale),
    when: (instant: string): string => whenText(instant, locale, now()),
  }
}
