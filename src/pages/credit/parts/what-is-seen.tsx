import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { newStatementWords } from '../../../i18n/credit/statements'
import { useStores } from '../../../stores'
import { useCreditStores } from '../../../stores/credit'
import { useMember } from '../../../stores/member'
import { Tip } from '../../../ui'

/** What a reader of the statement will see, and what not; by which name its holder is called. */
export const WhatIsSeen = observer(function WhatIsSeen() {
  const { session: own } = useStores()
  const { session } = useMember()
  const { as } = useCreditStores()
  const locale = useLocale()
  const say = useWords(newStatementWords)
  const name = as === 'institution' ? session.membership?.institution[locale] : own.me.shown?.maskedName
  return (
    <Tip glyph="shield">
      <View className="strong">{say('what')}</View>
      {say(`${as}WhatText`, { name: name ?? '' })}
    </Tip>
  )
})
