import type { Statement } from '#contract'
import { Text, View } from '@tarojs/components'
import { dayText, useLocale, useWords, whenText } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { signedYuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import { Button, Card, Tip } from '../../../ui'
import { StatementStamp } from './statement-stamp'

/** What the day came to, by when it is paid, and whether another version counts by now. */
export function StatementHead({ statement }: { statement: Statement }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(statementWords)
  const { addedFen, addedLines, counts, lines, madeAt, payableFen, state, version } = statement
  return (
    <>
      {state === 'superseded' && <Superseded latestId={statement.latestId} />}
      <Card>
        <View className="split">
          <Text className="note">{say('payable')}</Text>
          {lines > 0 && <StatementStamp state={state} />}
        </View>
        <View className="qty qty-6">
          <Text className="qty-n">{signedYuanText(payableFen)}</Text>
          <Text className="qty-u">{say('yuan')}</Text>
        </View>
        {lines === 0 ? (
          <View className="note">{say('none')}</View>
        ) : (
          <>
            <PaidOrDue statement={statement} />
            <View className="note">{say('counts', counts)}</View>
          </>
        )}
        <View className="note">{say('version', { version, when: whenText(madeAt, locale, now()) })}</View>
        {version > 1 && (
          <View className="note">{say('added', { n: addedLines, yuan: signedYuanText(addedFen) })}</View>
        )}
      </Card>
    </>
  )
}

function PaidOrDue({ statement: { dueOn, isPaid, paidFen } }: { statement: Statement }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(statementWords)
  const due = say('due', { day: dayText(dueOn, locale, now()) })
  const partly = paidFen === 0 ? '' : ` · ${say('partly', { yuan: signedYuanText(paidFen) })}`
  return <View className="strong">{isPaid ? say('isPaid') : `${due}${partly}`}</View>
}

function Superseded({ latestId }: { latestId: string }) {
  const { navigation } = useStores()
  const say = useWords(statementWords)
  return (
    <>
      <Tip kind="wait">{say('superseded')}</Tip>
      <Button onTap={() => navigation.replace('statement', { statementId: latestId })}>
        {say('toLatest')}
      </Button>
    </>
  )
}
