import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { applicantDoorWords } from '../../../i18n/applicant/door'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { useMember } from '../../../stores/member'
import { InWhoseName } from '../../member/in-whose-name'
import { suits } from './suits'

/** In whose name she applies. */
export const WhoApplies = observer(function WhoApplies() {
  const { session: own } = useStores()
  const { as, navigation } = useApplicantStores()
  const { session } = useMember()
  useEffect(() => {
    if (own.tokens) void session.memberships.load()
  }, [own, session])
  return <InWhoseName as={as} suits={suits} words={applicantDoorWords} onChange={navigation.actAs} />
})
