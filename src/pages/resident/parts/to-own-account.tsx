import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { ownAccountWords } from '../../../i18n/resident/own-account'
import { useStores } from '../../../stores'
import { LinkButton } from '../../../ui'

/** From her work back to what is her own; whoever has no carbon account comes to where she began. */
export const ToOwnAccount = observer(function ToOwnAccount() {
  const { navigation, session } = useStores()
  const say = useWords(ownAccountWords)
  const hasAccount = session.accountId !== null
  return (
    <LinkButton onTap={() => void navigation.restart(hasAccount ? 'home' : 'me')}>
      {say(hasAccount ? 'toAccount' : 'toMe')}
    </LinkButton>
  )
})
