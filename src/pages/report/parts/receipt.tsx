import type { FraudReceipt } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../../i18n'
import { reportWords } from '../../../i18n/report/report'
import { useStores } from '../../../stores'
import { useReportStore } from '../../../stores/report'
import { Button, Card, Heading, LinkButton } from '../../../ui'
import { copyText } from '../../resident/parts/use-giving'

/** The number she follows her report by, large enough to be written down. */
export const Receipt = observer(function Receipt({ receipt }: { receipt: FraudReceipt }) {
  const { now, navigation, ui } = useStores()
  const report = useReportStore()
  const locale = useLocale()
  const say = useWords(reportWords)
  const copy = async () => ui.say(say((await copyText(receipt.number)) ? 'copied' : 'copyFailed'))
  return (
    <>
      <Heading>{say('sentTitle')}</Heading>
      <Card>
        <View className="note">{say('number')}</View>
        <View className="h1 nums">{receipt.number}</View>
        <View className="para">{say('numberHint')}</View>
        <View className="note">{say('dueBy', { when: dayText(receipt.answerDueAt, locale, now()) })}</View>
      </Card>
      <Button onTap={copy}>{say('copy')}</Button>
      <Button kind="quiet" onTap={() => navigation.open('progress')}>
        {say('toProgress')}
      </Button>
      <LinkButton onTap={() => report.startAnew()}>{say('another')}</LinkButton>
    </>
  )
})
