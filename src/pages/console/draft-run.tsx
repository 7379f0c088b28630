import { addMonths, cityMonthOf, parseCityMonth } from '#domain/calendar'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { draftRunWords } from '../../i18n/console/methodologies'
import { useStores } from '../../stores'
import { useConsoleStores } from '../../stores/console'
import { halfWidth } from '../../stores/read-whole'
import { Button, Field } from '../../ui'
import { Loaded } from '../resident/parts'
import { StaffPage } from '../staff/parts'
import { DraftRunFigures } from './parts/draft-run-figures'

/** What a proposal would have come to over a past month, beside what is in force. It is run when she asks: it reads a city's rides. */
export default observer(function DraftRunPage() {
  const { now } = useStores()
  const { draftRun } = useConsoleStores()
  const { proposalId = '' } = useRouter().params
  const say = useWords(draftRunWords)
  const [month, setMonth] = useState<string>(() => addMonths(cityMonthOf(now()), -1))
  const [isFaulty, setFaulty] = useState(false)
  const run = async () => {
    const wanted = parseCityMonth(halfWidth(month).trim())
    setFaulty(wanted === undefined)
    if (wanted !== undefined) await draftRun.ask(proposalId, wanted)
  }
  return (
    <StaffPage title={say('title')} place="methodologies">
      <Text className="note">{say('how')}</Text>
      <View className="entry">
        <Field
          label={say('month')}
          hint={say('monthHint')}
          value={month}
          onChange={setMonth}
          lengthMax={7}
          {...(isFaulty ? { fault: say('monthFault') } : {})}
        />
        <Button onTap={run}>{say('run')}</Button>
      </View>
      {draftRun.asked?.proposalId === proposalId && (
        <Loaded remote={draftRun.run.remote} onRetry={run}>
          {(shown) => <DraftRunFigures run={shown} />}
        </Loaded>
      )}
    </StaffPage>
  )
})
