import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { memberDoorWords } from '../../../i18n/member/door'
import { suits, useOperatorStores } from '../../../stores/operator'
import { LinkButton } from '../../../ui'

/** For which operator she looks; whoever has several can change. */
export const Whose = observer(function Whose() {
  const { session, navigation } = useOperatorStores()
  const locale = useLocale()
  const say = useWords(memberDoorWords)
  const { membership } = session
  if (!membership) return null
  const hasOthers = session.offered.filter(suits).length > 1
  // Nothing of the one she leaves stays on the way back.
  const change = () => {
    session.leave()
    void navigation.restart()
  }
  return (
    <View className="split">
      <View className="row-b strong">{membership.institution[locale]}</View>
      {hasOthers && <LinkButton onTap={change}>{say('change')}</LinkButton>}
    </View>
  )
})
