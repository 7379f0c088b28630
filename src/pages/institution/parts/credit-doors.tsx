import { may } from '#domain/institution'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { ownGoodsWords } from '../../../i18n/institution/goods'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { LinkButton } from '../../../ui'

/** Her institution's own credit record, and statements of others' given to it. */
export const CreditDoors = observer(function CreditDoors() {
  const { navigation: residents } = useStores()
  const { session, navigation } = useInstitutionStores()
  const say = useWords(ownGoodsWords)
  if (!session.membership || !may(session.membership.role, 'shareCredit')) return null
  return (
    <>
      <LinkButton onTap={() => void residents.open('credit', { as: 'institution' })}>
        {say('credit')}
      </LinkButton>
      <LinkButton onTap={() => void navigation.open('given')}>{say('given')}</LinkButton>
    </>
  )
})
