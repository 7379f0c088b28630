import { View } from '@tarojs/components'
import { may } from '#domain/institution'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { applicantDoorWords } from '../../../i18n/applicant/door'
import { useStores } from '../../../stores'
import { useApplicantStores, type As } from '../../../stores/applicant'
import { useMember } from '../../../stores/member'
import { LinkButton, SegmentedControl } from '../../../ui'

/** In whose name she applies; only who may apply for an institution has a choice. */
export const WhoApplies = observer(function WhoApplies() {
  const { session: own } = useStores()
  const { as, navigation } = useApplicantStores()
  const { session } = useMember()
  const locale = useLocale()
  const say = useWords(applicantDoorWords)
  useEffect(() => {
    if (own.tokens) void session.memberships.load()
  }, [own, session])
  const offered = session.offered.filter(({ role }) => may(role, 'runProjects'))
  if (offered.length === 0) return null
  const acting = session.membership ?? (offered.length === 1 ? offered[0] : undefined)
  const name = acting ? acting.institution[locale] : say('choose')
  const isOneOfSeveral = as === 'institution' && offered.length > 1
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
      {isOneOfSeveral && (
        <View className="split">
          <View className="row-b note">{say('who', { institution: name })}</View>
          <LinkButton
            onTap={() => {
              session.leave()
              void navigation.actAs('institution')
            }}
          >
            {say('change')}
          </LinkButton>
        </View>
      )}
    </>
  )
})
