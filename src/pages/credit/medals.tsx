import type { CreditMedal } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, monthText, numberText, useLocale, useWords } from '../../i18n'
import { creditWords } from '../../i18n/credit/record'
import { useStores } from '../../stores'
import { useCreditStores } from '../../stores/credit'
import { Glyph, Meter } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { CreditPage } from './parts/credit-page'

/** Medals its holder has, and how far it is with the others. */
export default observer(function Medals() {
  const { credit } = useCreditStores()
  const say = useWords(creditWords)
  const load = () => credit.record.load()
  return (
    <CreditPage title={say('medals')} onShow={load}>
      <Loaded remote={credit.record.remote} onRetry={load}>
        {({ medals }) => (
          <View className="medals" role="list" aria-label={say('medals')}>
            {[...medals].sort(earnedFirst).map((medal) => (
              <Medal medal={medal} key={medal.medalId} />
            ))}
          </View>
        )}
      </Loaded>
    </CreditPage>
  )
})

const earnedFirst = (left: CreditMedal, right: CreditMedal): number =>
  Number(left.earnedIn === null) - Number(right.earnedIn === null)

function Medal({ medal: { name, words, earnedIn, reached, min, validTo } }: { medal: CreditMedal }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(creditWords)
  const named = useNamed()
  const isHad = earnedIn !== null
  return (
    <View className="medal" role="listitem">
      <View className={isHad ? 'medal-f medal-on' : 'medal-f'}>
        <Glyph name={isHad ? 'done' : 'wait'} />
      </View>
      <Text className="strong">{named(name)}</Text>
      <Text className="row-d">{named(words)}</Text>
      {isHad ? (
        <Text className="row-d">{say('earned', { when: monthText(earnedIn, locale) })}</Text>
      ) : (
        <Progress reached={reached} min={min} />
      )}
      {validTo !== null && (
        <Text className="row-d">{say('until', { when: dayText(validTo, locale, now()) })}</Text>
      )}
    </View>
  )
}

/** Milligrams are told in kilograms or tonnes, as the medal's words are; everything else as it is counted. */
function Progress({ reached, min }: { reached: number; min: number }) {
  const say = useWords(creditWords)
  const unit = UNITS.find((one) => min >= one) ?? 1
  const [n, all] = [Math.floor(reached / unit), Math.floor(min / unit)]
  return (
    <>
      <Meter part={reached} whole={min} />
      {all > 1 && (
        <Text className="row-d nums">{say('reached', { n: numberText(n), all: numberText(all) })}</Text>
      )}
    </>
  )
}

/** Milligrams of a tonne and of a kilogram: what is less than that is counted in itself. */
const UNITS = [1_000_000_000, 1_000_000] as const
