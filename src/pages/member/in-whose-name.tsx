import type { Membership } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../i18n'
import { memberDoorWords, type DoorWords } from '../../i18n/member/door'
import { useMember, type As } from '../../stores/member'
import { LinkButton, SegmentedControl } from '../../ui'

interface InWhoseNameProps {
  as: As
  /** For whom she may do what the page does. */
  suits: (membership: Membership) => boolean
  words: DoorWords
  onChange: (other: As) => unknown
}

/** In whose name the page is; only who may act so for an institution has a choice. For whom she may act is known from where she came. */
export const InWhoseName = observer(function InWhoseName({ as, suits, words, onChange }: InWhoseNameProps) {
  const { session } = useMember()
  const locale = useLocale()
  const say = useWords(memberDoorWords)
  const sayOf = useWords<DoorWords>(words)
  const offered = session.offered.filter(suits)
  if (offered.length === 0) return null
  const acting = offered.find(({ memberId }) => memberId === session.membership?.memberId)
  const only = offered.length === 1 ? offered[0] : undefined
  const name = (acting ?? only)?.institution[locale] ?? sayOf('choose')
  const change = () => {
    session.leave()
    void onChange('institution')
  }
  return (
    <>
      <SegmentedControl<As>
        label={sayOf('as')}
        options={[
          { value: 'me', name: say('me') },
          { value: 'institution', name },
        ]}
        chosen={as}
        onChoose={(other) => other !== as && void onChange(other)}
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
