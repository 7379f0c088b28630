import type { SearchHit, SearchKind } from '#contract'
import { massTextExact, milligrams } from '#domain/measure'
import { recordDayText, useLocale, useWords, whenText } from '../../../../i18n'
import { searchWords } from '../../../../i18n/staff/supervision'
import { useStores } from '../../../../stores'
import { useMassName } from '../../../../ui'
import { useNamed, useSceneName } from '../../../resident/parts'

export interface HitProps<K extends SearchKind = SearchKind> {
  hit: Extract<SearchHit, { kind: K }>
  onFollow: (kind: SearchKind, value: string) => void
}

type Run = HitProps<'run'>['hit']['run']

/** What every hit is said with. */
export function useHitFacts() {
  const { now } = useStores()
  const locale = useLocale()
  const massName = useMassName()
  const say = useWords(searchWords)
  return {
    say,
    named: useNamed(),
    sceneName: useSceneName(),
    runName: ({ operatorDay, runNo }: Run): string =>
      say('toRun', { day: recordDayText(operatorDay, locale), n: runNo }),
    when: (at: string | null) => (at === null ? '–' : whenText(at, locale, now())),
    // What one search shows is far below what a number holds.
    mass: (text: string) => massName(massTextExact(milligrams(Number(text)))),
  }
}

/** A range of serials as it is read. */
export const rangeText = ({ from, to }: { from: string; to: string }): string => `${from} – ${to}`
