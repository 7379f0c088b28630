import type { CreditMedal } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, monthText, numberText, useLocale, useWords } from '../../i18n'
import { creditWords } from '../../i18n/credit/record'
import { useStores } from '../../stores'
import { useCreditStores } from '../../stores/credit'
import { Glyph, Meter } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import './credit.scss'
import { startOfDay } from './parts/start-of-day'

/** Medals she has, and how far she is with the others. */
export default observer(function Medals() {
  const { credit } = useCreditStores()
  const say = useWords(creditWords)
  useShown(() => credit.record.load())
  return (
    <ResidentPage title={say('medals')}>
      <Loaded remote={credit.record.remote} onRetry={() => credit.record.load()}>
        {({ medals }) => (
          <View className="medals" role="list" aria-label={say('medals')}>
            {[...medals].sort(earnedFirst).map((medal) => (
              <Medal medal={medal} key={medal.medalId} />
            ))}
          </View>
        )}
      </Loaded>
    </ResidentPage>
  )
})

const earnedFirst = (left: CreditMedal, right: CreditMedal): number =>
  Number(left.earnedIn === null) - Number(right.earnedIn === null)

function Medal({ medal: { name, words, earnedIn, reached, min, validTo } }: { medal: CreditMedal }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(creditWords)
  const named = useNamed()
  const isHers = earnedIn !== null
  return (
    <View className="medal" role="listitem">
      <View className={isHers ? 'medal-f medal-on' : 'medal-f'}>
        <Glyph name={isHers ? 'done' : 'wait'} />
      </View>
      <Text className="strong">{named(name)}</Text>
      <Text className="row-d">{named(words)}</Text>
      {isHers ? (
        <Text className="row-d">{say('earned', { when: monthText(earnedIn, locale) })}</Text>
      ) : (
        <Progress reached={reached} min={min} />
      )}
      {validTo !== null && (
        <Text className="row-d">{say('until', { when: dayText(startOfDay(validTo), locale, now()) })}</Text>
      )}
    </View>
  )
}

/** Milligrams are told in kilograms, everything else as it is counted. */
function Progress({ reached, min }: { reached: number; min: number }) {
  const say = useWords(creditWords)
  const unit = min >= MILLIGRAMS_PER_KILOGRAM ? MILLIGRAMS_PER_KILOGRAM : 1
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

const MILLIGRAMS_PER_KILOGRAM = 1_000_000
