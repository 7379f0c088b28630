import type { Membership } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { institutionDoorWords, memberRoleWords } from '../../../i18n/institution/door'
import { useInstitutionStores, type InstitutionPageName } from '../../../stores/institution'
import { LinkButton } from '../../../ui'

interface WhoActsProps {
  /** Whom the page is for, where not only mall operators and sponsors. */
  suits?: (membership: Membership) => boolean
  /** Where she chooses another, and then is. */
  page?: InstitutionPageName
}

/** For which institution she acts and as what; whoever has several can change. */
export const WhoActs = observer(function WhoActs({ suits: given, page = 'own-goods' }: WhoActsProps) {
  const { session, suits: usual, navigation } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(institutionDoorWords)
  const sayRole = useWords(memberRoleWords)
  const { membership } = session
  if (!membership) return null
  const { institution, displayName: name, role } = membership
  const hasOthers = (session.memberships.shown?.items ?? []).filter(given ?? usual).length > 1
  // Nothing of the one she leaves stays on the way back.
  const change = () => {
    session.leave()
    void navigation.restart(page)
  }
  return (
    <View className="split who">
      <View className="row-b">
        <View className="strong">{institution[locale]}</View>
        <View className="note">{say('who', { name, role: sayRole(role) })}</View>
      </View>
      {hasOthers && <LinkButton onTap={change}>{say('change')}</LinkButton>}
    </View>
  )
})
