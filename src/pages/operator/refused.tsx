import type { RefusedRow, RefusedRowList } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords, whenText } from '../../i18n'
import { refusedWords } from '../../i18n/operator/intake'
import { useOperatorStores } from '../../stores/operator'
import { Card, Empty, Heading, List, Row } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { OperatorPage } from './parts/operator-page'

/** Rows refused for one reason: what was wrong, what to do, and where to look. */
export default observer(function RefusedPage() {
  const { refused } = useOperatorStores()
  const { code = '' } = useRouter().params
  const say = useWords(refusedWords)
  const load = () => refused.open(code)
  return (
    <OperatorPage title={say('title')} onShow={load}>
      <Loaded remote={refused.rows.remote} onRetry={load}>
        {(rows) => <Refused rows={rows} />}
      </Loaded>
    </OperatorPage>
  )
})

function Refused({ rows }: { rows: RefusedRowList }) {
  const named = useNamed()
  const say = useWords(refusedWords)
  return (
    <>
      <Heading level={1}>{named(rows.words)}</Heading>
      <View className="note op-key">{rows.code}</View>
      <Card>
        <View className="strong">{say('next')}</View>
        <View className="para">{named(rows.next)}</View>
      </Card>
      <Heading>{say('samples')}</Heading>
      {rows.items.length === 0 ? (
        <Empty title={say('empty')} detail={say('emptyDetail')} />
      ) : (
        <>
          <View className="note">{say('samplesHow')}</View>
          <List label={say('samples')}>
            {rows.items.map((row) => (
              <Sample key={`${row.pushId} ${row.line}`} row={row} />
            ))}
          </List>
        </>
      )}
    </>
  )
}

function Sample({ row: { line, field, pushId, refusedAt } }: { row: RefusedRow }) {
  const { now } = useOperatorStores()
  const locale = useLocale()
  const say = useWords(refusedWords)
  const where = [say('line', { n: line }), field !== null && say('field', { field })].filter(Boolean)
  return (
    <Row
      title={where.join(locale === 'zh' ? '，' : ', ')}
      detail={
        <View className="op-key">{`${say('push', { pushId })} · ${whenText(refusedAt, locale, now())}`}</View>
      }
    />
  )
}
