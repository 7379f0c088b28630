import type { Statement } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { useStores } from '../../../stores'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { DisputeSheet } from './dispute-sheet'

/** The merchant's word: that it is right, or what is not. Nothing of either once it is confirmed or a newer version counts. */
export function StatementActs({ statement: { lines, state } }: { statement: Statement }) {
  const say = useWords(statementWords)
  const [asking, setAsking] = useState<'confirm' | 'dispute'>()
  const close = () => setAsking(undefined)
  if (state === 'superseded' || state === 'confirmed') return null
  return (
    <>
      {lines > 0 && <Button onTap={() => setAsking('confirm')}>{say('confirm')}</Button>}
      {state !== 'disputed' && (
        <Button kind="quiet" onTap={() => setAsking('dispute')}>
          {say('dispute')}
        </Button>
      )}
      {asking === 'confirm' && <ConfirmSheet onClose={close} />}
      {asking === 'dispute' && <DisputeSheet onClose={close} />}
    </>
  )
}

function ConfirmSheet({ onClose }: { onClose: () => void }) {
  const { ui } = useStores()
  const { statement } = useMerchantStores()
  const say = useWords(statementWords)
  const { perform, fault } = useAct(
    () => statement.confirm(),
    () => {
      ui.say(say('confirmed'))
      onClose()
    },
  )
  return (
    <Sheet title={say('confirmAsk')} onClose={onClose}>
      <View className="para">{say('confirmEffect')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('confirmYes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
