import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords, whenText } from '../../../i18n'
import { heldAccountWords } from '../../../i18n/resident/suspension'
import { useStores } from '../../../stores'
import { Tip } from '../../../ui'

/** While her account is suspended: what waits and what goes on, why, until when, and how to object. */
export const HeldAccount = observer(function HeldAccount() {
  const { session, now } = useStores()
  const locale = useLocale()
  const say = useWords(heldAccountWords)
  const suspension = session.me.shown?.suspension
  if (!suspension) return null
  const { reasons, since, until, suspensionId } = suspension
  return (
    <Tip kind="wait">
      <View className="strong">{say('title')}</View>
      <View className="para">{say('what')}</View>
      <View className="para">{say('why', { reasons })}</View>
      <View className="note">
        {say('since', { when: whenText(since, locale, now()) })}
        {until !== null && ` · ${say('until', { day: dayText(until, locale, now()) })}`}
      </View>
      <View className="note">
        {say('object')} {suspensionId}
      </View>
    </Tip>
  )
})
