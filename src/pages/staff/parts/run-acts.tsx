import type { RunDetail } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { useStaffStores } from '../../../stores/staff'
import { Button, Tip } from '../../../ui'
import { ConfirmSheet } from './confirm-sheet'
import { ReturnSheet } from './return-sheet'

/** The two acts that cannot be taken back; each asks once more, with the count and the mass. */
export const RunActs = observer(function RunActs({ detail }: { detail: RunDetail }) {
  const { run, session } = useStaffStores()
  const say = useWords(runWords)
  const locale = useLocale()
  const [asking, setAsking] = useState<'confirm' | 'return'>()
  const close = () => setAsking(undefined)
  const { isWaiting, verify, confirm, giveBack } = run.acts
  const isIdle = !verify && !confirm && !giveBack
  return (
    <>
      {isIdle && (
        <Text className="note">{say(session.staff?.role === 'district' ? 'actsDistrict' : 'actsNone')}</Text>
      )}
      {detail.issueFault && <Tip kind="refuse">{detail.issueFault[locale]}</Tip>}
      {isWaiting && <Tip kind="wait">{say('waiting')}</Tip>}
      {confirm && <Button onTap={() => setAsking('confirm')}>{say('confirm')}</Button>}
      {giveBack && (
        <Button kind="danger" onTap={() => setAsking('return')}>
          {say('giveBack')}
        </Button>
      )}
      {asking === 'confirm' && <ConfirmSheet detail={detail} onClose={close} />}
      {asking === 'return' && <ReturnSheet run={detail.run} onClose={close} />}
    </>
  )
})
