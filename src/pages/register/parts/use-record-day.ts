import { cityDayOf } from '#domain/calendar'
import { recordDayText, useLocale } from '../../../i18n'

/** A city day, or the city day of an instant, always with its year. */
export function useRecordDay(): (dayOrInstant: string) => string {
  const locale = useLocale()
  return (text) => recordDayText(text.length > 10 ? cityDayOf(new Date(text)) : text, locale)
}
