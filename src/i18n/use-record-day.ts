import { useLocale } from './locale'
import { recordDayText } from './when'

/** A moment or a city day of a record, written whole with its year. */
export function useRecordDay(): (instantOrDay: string) => string {
  const locale = useLocale()
  return (instantOrDay) => recordDayText(instantOrDay, locale)
}
