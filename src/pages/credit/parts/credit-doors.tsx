import type { CreditRecord } from '#contract'
import { dayText, numberText, useLocale, useWords } from '../../../i18n'
import { creditWords } from '../../../i18n/credit/record'
import { useStores } from '../../../stores'
import { useCreditStores } from '../../../stores/credit'
import { Glyph, List, Row } from '../../../ui'

/** Where the rest of the record is, each with its first figure. */
export function CreditDoors({ record: { comingFalls, medals } }: { record: CreditRecord }) {
  const { now } = useStores()
  const { as, navigation } = useCreditStores()
  const locale = useLocale()
  const say = useWords(creditWords)
  const [next] = comingFalls
  const nextFall =
    next === undefined
      ? say('noFall')
      : say('nextFall', { when: dayText(next.day, locale, now()), n: numberText(next.part) })
  const had = medals.filter(({ earnedIn }) => earnedIn !== null).length
  return (
    <List label={say('title')}>
      <Row
        glyph={<Glyph name="wait" />}
        title={say('falls')}
        detail={nextFall}
        onTap={() => void navigation.open('credit-falls')}
      />
      <Row
        glyph={<Glyph name="done" />}
        title={say('medals')}
        detail={say('medalsHad', { n: had, all: medals.length })}
        onTap={() => void navigation.open('medals')}
      />
      <Row
        glyph={<Glyph name="shield" />}
        title={say('statements')}
        detail={say(`${as}StatementsDetail`)}
        onTap={() => void navigation.open('credit-statements')}
      />
      <Row
        glyph={<Glyph name="ask" />}
        title={say('corrections')}
        detail={say('correctionsDetail')}
        onTap={() => void navigation.open('credit-corrections')}
      />
    </List>
  )
}
