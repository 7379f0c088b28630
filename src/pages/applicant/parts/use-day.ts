import { dayText, recordDayText, useLocale } from '../../../i18n'
import { useStores } from '../../../stores'

/** An instant as the day people call it: today, 23 Nov. */
export function useDay(): (instant: string) => string {
  const { now } = useStores()
  const locale = useLocale()
  return (instant) => dayText(instant, locale, now())
}

/** A city day of a record, written whole: periods do not lean on the day of reading. */
export function useRecordDay(): (day: string) => string {
  const locale = useLocale()
  return (day) => recordDayText(day, locale)
}
