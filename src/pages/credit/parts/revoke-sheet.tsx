import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/credit/statements'
import { useStores } from '../../../stores'
import { useCreditStores } from '../../../stores/credit'
import { Button, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** Asks once more: what is revoked stays so. */
export function RevokeSheet({ onClose }: { onClose: () => void }) {
  const { ui } = useStores()
  const { statements } = useCreditStores()
  const say = useWords(statementWords)
  const { perform, fault } = useAct(
    () => statements.revoke(),
    () => {
      ui.say(say('revokedNow'))
      onClose()
    },
  )
  return (
    <Sheet title={say('revokeAsk')} onClose={onClose}>
      <View className="para">{say('revokeEffect')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={perform}>
        {say('revokeYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('keep')}
      </Button>
    </Sheet>
  )
}
