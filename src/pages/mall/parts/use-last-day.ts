import { dayText, useLocale, useWords } from '../../../i18n'
import { vouchersWords } from '../../../i18n/mall/vouchers'
import { useStores } from '../../../stores'

/** Until when it can be shown, as the last day on which it can: the service tells the midnight after it. */
export function useLastDay(): (validTo: string) => string {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(vouchersWords)
  return (validTo) => {
    const last = new Date(Date.parse(validTo) - 1).toISOString()
    return say('lastDay', { when: dayText(last, locale, now()) })
  }
}
