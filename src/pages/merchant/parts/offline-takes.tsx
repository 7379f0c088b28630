import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { timeText, useWords } from '../../../i18n'
import { offlineWords } from '../../../i18n/merchant/offline'
import { yuanText } from '../../../i18n/yuan'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Heading, List, Row, Stamp, type StampKind } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { BrokenLog } from './broken-log'

const STAMPS = { redeemed: 'done', clash: 'wait', refused: 'refused' } as const satisfies Record<
  string,
  StampKind
>

/** What was taken without network: what waits to be told, and what became of the rest, none left out. */
export const OfflineTakes = observer(function OfflineTakes() {
  const { offline } = useMerchantStores()
  const say = useWords(offlineWords)
  const named = useNamed()
  const { told, untold, untoldOfOthers, broken } = offline
  if (told.length === 0 && untold === 0) return null
  return (
    <>
      <Heading>{say('title')}</Heading>
      {broken.map((log) => (
        <BrokenLog key={log.tillId} log={log} />
      ))}
      {untold > 0 && broken.length === 0 && (
        <>
          <View className="row-t wait">{say('untold', { n: untold })}</View>
          <View className="note">
            {untoldOfOthers > 0 ? say('untoldOfOthers', { n: untoldOfOthers }) : say('untoldHint')}
          </View>
          <Button kind="quiet" onTap={() => offline.sync()}>
            {say('tellNow')}
          </Button>
        </>
      )}
      <List label={say('title')}>
        {offline.untoldTakes.map(({ tillId, sequence, occurredAt, goods, payableFen }) => (
          <Row
            key={`untold ${tillId} ${sequence}`}
            title={goods ? named(goods) : say('voucher')}
            detail={say('row', { time: timeText(occurredAt), yuan: yuanText(payableFen) })}
            end={<Stamp kind="wait">{say('waiting')}</Stamp>}
          />
        ))}
        {told.map(({ tillId, sequence, occurredAt, outcome, say: sentence, goods, paidFen }) => (
          <Row
            key={`${tillId} ${sequence}`}
            title={goods ? named(goods) : say('voucher')}
            detail={say(outcome === 'redeemed' ? 'row' : 'rowSaid', {
              time: timeText(occurredAt),
              yuan: yuanText(paidFen),
              sentence: named(sentence),
            })}
            end={<Stamp kind={STAMPS[outcome]}>{say(outcome)}</Stamp>}
          />
        ))}
      </List>
    </>
  )
})
