import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { creditDoorWords } from '../../../i18n/credit/door'
import { useCreditStores, type As } from '../../../stores/credit'
import { useMember } from '../../../stores/member'
import { LinkButton, SegmentedControl } from '../../../ui'
import { suits } from './suits'

/** Whose record it is; only who may see an institution's has a choice. For whom she may act is known from where she came. */
export const WhoseRecord = observer(function WhoseRecord() {
  const { as, navigation } = useCreditStores()
  const { session } = useMember()
  const locale = useLocale()
  const say = useWords(creditDoorWords)
  const offered = session.offered.filter(suits)
  if (offered.length === 0) return null
  const acting = offered.find(({ memberId }) => memberId === session.membership?.memberId)
  const only = offered.length === 1 ? offered[0] : undefined
  const name = (acting ?? only)?.institution[locale] ?? say('choose')
  const change = () => {
    session.leave()
    void navigation.actAs('institution')
  }
  return (
    <>
      <SegmentedControl<As>
        label={say('as')}
        options={[
          { value: 'me', name: say('me') },
          { value: 'institution', name },
        ]}
        chosen={as}
        onChoose={(other) => other !== as && void navigation.actAs(other)}
      />
      {as === 'institution' && offered.length > 1 && (
        <View className="split">
          <View className="row-b note">{say('who', { institution: name })}</View>
          <LinkButton onTap={change}>{say('change')}</LinkButton>
        </View>
      )}
    </>
  )
})
