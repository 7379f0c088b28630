import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { offlineWords } from '../../../i18n/merchant/offline'
import { tillReplyWords } from '../../../i18n/merchant/till'
import { useStores } from '../../../stores'
import { useMerchantStores } from '../../../stores/merchant'
import { Tip } from '../../../ui'

/** What the till can do without network now, said while it is needed; and what it cannot, said while there is time to ask for help. */
export const OfflineLine = observer(function OfflineLine() {
  const { ui } = useStores()
  const { offline } = useMerchantStores()
  const say = useWords(offlineWords)
  const sayOwn = useWords(tillReplyWords)
  const { obstacle, takesLeft } = offline
  if (ui.isOnline) return obstacle === 'logBroken' ? <Tip kind="refuse">{sayOwn(obstacle)}</Tip> : null
  return (
    <Tip kind="wait" glyph="offline">
      {obstacle ? sayOwn(obstacle) : say('left', { n: takesLeft })}
    </Tip>
  )
})
