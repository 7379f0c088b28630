import { observer } from 'mobx-react-lite'
import { creditDoorWords } from '../../../i18n/credit/door'
import { useCreditStores } from '../../../stores/credit'
import { InWhoseName } from '../../member/in-whose-name'
import { suits } from './suits'

/** Whose record it is. */
export const WhoseRecord = observer(function WhoseRecord() {
  const { as, navigation } = useCreditStores()
  return <InWhoseName as={as} suits={suits} words={creditDoorWords} onChange={navigation.actAs} />
})
