import { dayText, useLocale } from '../../../i18n'
import { useStores } from '../../../stores'

/** An instant as the day people call it: today, 23 Nov. */
export function useDay(): (instant: string) => string {
  const { now } = useStores()
  const locale = useLocale()
  return (instant) => dayText(instant, locale, now())
}
