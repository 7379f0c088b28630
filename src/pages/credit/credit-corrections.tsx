import type { CreditCorrection } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, monthText, useLocale, useWords } from '../../i18n'
import { correctionWords } from '../../i18n/credit/corrections'
import { useStores } from '../../stores'
import { useCreditStores } from '../../stores/credit'
import { Button, Card, Empty, LinkButton, Stamp, type StampKind } from '../../ui'
import { Loaded, More, useNamed } from '../resident/parts'
import { CorrectionSheet, type Asking } from './parts/correction-sheet'
import { CreditPage } from './parts/credit-page'

/** What was asked to be corrected, and the answers. */
export default observer(function CreditCorrections() {
  const { credit } = useCreditStores()
  const say = useWords(correctionWords)
  const [asking, setAsking] = useState<Asking>()
  const load = () => credit.corrections.load(credit.record)
  return (
    <CreditPage title={say('title')} onShow={load}>
      <Loaded remote={credit.corrections.first.remote} onRetry={load}>
        {() => (
          <>
            <Button onTap={() => setAsking({})}>{say('ask')}</Button>
            {credit.corrections.items.length === 0 && (
              <Empty glyph="ask" title={say('empty')} detail={say('emptyDetail')} />
            )}
            {credit.corrections.items.map((correction) => (
              <Correction
                correction={correction}
                onAgain={() => setAsking(correction)}
                key={correction.correctionId}
              />
            ))}
          </>
        )}
      </Loaded>
      <More pages={credit.corrections} isLatestFirst />
      {asking && <CorrectionSheet about={asking} onClose={() => setAsking(undefined)} />}
    </CreditPage>
  )
})

const STAMPS: Readonly<Record<CreditCorrection['state'], StampKind>> = {
  open: 'wait',
  granted: 'done',
  refused: 'refused',
  lapsed: 'plain',
}

function Correction({ correction, onAgain }: { correction: CreditCorrection; onAgain: () => void }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(correctionWords)
  const named = useNamed()
  const { state, line, month, text, answer, dueAt, hearing, mayAskAgain, grantedUnits } = correction
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">
          {say('of', { month: monthText(month, locale), line: named(line) })}
        </View>
        <Stamp kind={STAMPS[state]}>{say(state)}</Stamp>
      </View>
      {hearing > 1 && <Text className="note">{say('review')}</Text>}
      <View className="para">{text}</View>
      {state === 'open' && (
        <Text className="note">{say('due', { when: dayText(dueAt, locale, now()) })}</Text>
      )}
      {grantedUnits !== null && (
        <View className="strong">
          {say(grantedUnits > 0 ? 'more' : 'less', { n: Math.abs(grantedUnits) })}
        </View>
      )}
      {answer !== null && <View className="para">{say('answer', { text: answer })}</View>}
      {mayAskAgain && <LinkButton onTap={onAgain}>{say('again')}</LinkButton>}
    </Card>
  )
}
