import type { TodayTake } from '#contract'
import { useWords } from '../../../i18n'
import { todayWords } from '../../../i18n/merchant/today'

/** Who took it: what colleagues call her, or the system where nobody stood there. */
export function useTakenBy(): (take: Pick<TodayTake, 'by' | 'cashier'>) => string {
  const say = useWords(todayWords)
  return ({ by, cashier }) => cashier ?? say(by === 'delivery' ? 'delivery' : 'partner')
}
