import type { CreditStatementDetail } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, numberText, useLocale, useWords } from '../../i18n'
import { statementWords } from '../../i18n/credit/statements'
import { useStores } from '../../stores'
import { useCreditStores } from '../../stores/credit'
import { Button, Heading, Stamp, Ticket } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { CreditPage } from './parts/credit-page'
import { ReadingLog } from './parts/reading-log'
import { RevokeSheet } from './parts/revoke-sheet'
import { ShownCode } from './parts/shown-code'
import { STATEMENT_STAMPS } from './parts/statement-stamps'

/** One statement: for whom, what for, until when; how it is shown, who read it, and its end. */
export default observer(function CreditStatementPage() {
  const { statements } = useCreditStores()
  const { statementId = '' } = useRouter().params
  const say = useWords(statementWords)
  const load = () => statements.open(statementId)
  const isIt = statements.statementId === statementId || statements.statementId === ''
  return (
    <CreditPage title={say('one')} onShow={load}>
      {isIt && (
        <Loaded remote={statements.one.remote} onRetry={load}>
          {(statement) => (
            <>
              <Face statement={statement} />
              <Acts statement={statement} />
              <Heading>{say('log')}</Heading>
              <ReadingLog log={statement.log} />
            </>
          )}
        </Loaded>
      )}
    </CreditPage>
  )
})

function Face({ statement }: { statement: CreditStatementDetail }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(statementWords)
  const named = useNamed()
  const { reader, purpose, from, to, state, level, sum } = statement
  const day = (one: string) => dayText(one, locale, now())
  const terms = [
    [say('for'), named(purpose.name)],
    [say('period'), from === to ? day(from) : say('days', { from: day(from), to: day(to) })],
    [say('says'), say('saysLevel', { level: named(level), n: numberText(sum) })],
  ] as const
  return (
    <Ticket
      stub={
        <View className="split">
          <Text className="note">{say('number')}</Text>
          <Text className="nums strong">{numberOf(statement)}</Text>
        </View>
      }
    >
      <View className="split">
        <View className="row-b lead strong">{reader === null ? say('bearer') : named(reader)}</View>
        <Stamp kind={STATEMENT_STAMPS[state]}>{say(state)}</Stamp>
      </View>
      {terms.map(([title, value]) => (
        <View className="credit-term" key={title}>
          <Text className="note">{title}</Text>
          <Text>{value}</Text>
        </View>
      ))}
    </Ticket>
  )
}

/** The end of its id tells it from the others, and can be read out. */
const numberOf = ({ statementId }: CreditStatementDetail): string =>
  statementId.slice(-NUMBER_LENGTH).toUpperCase()
const NUMBER_LENGTH = 6

function Acts({ statement }: { statement: CreditStatementDetail }) {
  const say = useWords(statementWords)
  const [isRevoking, setRevoking] = useState(false)
  const { reader, state } = statement
  if (state === 'ended' || state === 'revoked') return null
  return (
    <>
      {reader === null ? state === 'live' && <ShownCode /> : <View className="para">{say('toReader')}</View>}
      <Button kind="quiet" onTap={() => setRevoking(true)}>
        {say('revoke')}
      </Button>
      {isRevoking && <RevokeSheet onClose={() => setRevoking(false)} />}
    </>
  )
}
