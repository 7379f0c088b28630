import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { disputesWords } from '../../../i18n/institution/disputes'
import { useInstitutionStores } from '../../../stores/institution'
import { LinkButton, Tip } from '../../../ui'

/** Merchants that wait for this institution's answer; once it has answered, the way to what was said. */
export const DisputesWaiting = observer(function DisputesWaiting() {
  const { disputes, navigation } = useInstitutionStores()
  const say = useWords(disputesWords)
  const open = () => void navigation.open('disputes')
  if ((disputes.list.shown?.items ?? []).length === 0) return null
  if (disputes.waiting === 0) return <LinkButton onTap={open}>{say('title')}</LinkButton>
  return (
    <Tip kind="wait">
      {say('waitingSome', { n: disputes.waiting })}
      <LinkButton onTap={open}>{say('look')}</LinkButton>
    </Tip>
  )
})
