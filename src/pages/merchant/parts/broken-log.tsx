import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { offlineWords } from '../../../i18n/merchant/offline'
import { useStores } from '../../../stores'
import { useMerchantStores, type KeptLog } from '../../../stores/merchant'
import { Button, Tip } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'

/** Where the service stopped taking a log and why, what is left of it, and the two ways on. */
export const BrokenLog = observer(function BrokenLog({ log }: { log: KeptLog }) {
  const { ui } = useStores()
  const { offline, till } = useMerchantStores()
  const say = useWords(offlineWords)
  const tellFailure = useFailureNotice()
  // The host is asked in the very turn of the tap.
  const save = async () => {
    const given = await offline.handOver(log)
    if (given.ok) ui.say(say(given.value))
    else if (given.refusal !== 'cancelled') tellFailure(given)
  }
  const renew = async () => {
    await till.renew()
    if (till.till) ui.say(say('renewed'))
  }
  return (
    <View role="alert">
      <Tip kind="refuse">
        <View>{say('broken', { from: log.brokenFrom ?? 1 })}</View>
        <View>{say('brokenCount', { n: log.entries.length })}</View>
      </Tip>
      <Button kind="quiet" onTap={save}>
        {say('save')}
      </Button>
      {log.tillId === till.till?.tillId && <Button onTap={renew}>{say('renew')}</Button>}
    </View>
  )
})
