import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords, whenText } from '../../../i18n'
import { collectedWords } from '../../../i18n/institution/figures'
import { useInstitutionStores } from '../../../stores/institution'
import { Heading, List } from '../../../ui'
import { Loaded, More } from '../../resident/parts'
import { TurnedBack } from './turned-back'

/** What was turned back so far, the latest first. */
export const PastTurnBacks = observer(function PastTurnBacks() {
  const { collected } = useInstitutionStores()
  const say = useWords(collectedWords)
  if (collected.isUnread) return null
  return (
    <>
      <Heading>{say('past')}</Heading>
      <Loaded remote={collected.pages.first.remote} onRetry={() => collected.load()} isQuiet>
        {() => <Past />}
      </Loaded>
    </>
  )
})

const Past = observer(function Past() {
  const { collected, now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(collectedWords)
  if (collected.past.length === 0)
    return (
      <List>
        <View className="row">
          <View className="row-b">
            <View className="row-t">{say('pastEmpty')}</View>
            <View className="row-d">{say('pastEmptyDetail')}</View>
          </View>
        </View>
      </List>
    )
  return (
    <>
      <List label={say('past')}>
        {collected.past.map((turnBack) => (
          <View className="share" key={turnBack.turnBackId}>
            <View className="row-d">
              {say(turnBack.turnBackId === collected.latest?.turnBackId ? 'latestRow' : 'pastRow', {
                when: whenText(turnBack.turnedBackAt, locale, now()),
                n: numberText(turnBack.vouchers),
              })}
            </View>
            <TurnedBack turnBack={turnBack} />
          </View>
        ))}
      </List>
      <More pages={collected.pages} isLatestFirst />
    </>
  )
})
