import type { CreditStatement } from '#contract'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../i18n'
import { statementWords } from '../../i18n/credit/statements'
import { useStores } from '../../stores'
import { useCreditStores } from '../../stores/credit'
import { Button, Empty, List, Row, Stamp } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { CreditPage } from './parts/credit-page'
import { NotForChildren } from './parts/not-for-children'
import { STATEMENT_STAMPS } from './parts/statement-stamps'

/** Statements that were made, the latest first. */
export default observer(function CreditStatements() {
  const { as, statements, navigation } = useCreditStores()
  const say = useWords(statementWords)
  const load = () => statements.list.load()
  return (
    <CreditPage title={say('title')} onShow={load}>
      <Loaded remote={statements.list.remote} onRetry={load}>
        {({ items, mayMake }) => (
          <>
            {mayMake && <Button onTap={() => navigation.open('new-statement')}>{say('make')}</Button>}
            {!mayMake && <NotForChildren />}
            {items.length === 0 ? (
              mayMake && <Empty glyph="shield" title={say('empty')} detail={say(`${as}EmptyDetail`)} />
            ) : (
              <List label={say('title')}>
                {items.map((statement) => (
                  <StatementRow statement={statement} key={statement.statementId} />
                ))}
              </List>
            )}
          </>
        )}
      </Loaded>
    </CreditPage>
  )
})

function StatementRow({ statement }: { statement: CreditStatement }) {
  const { now } = useStores()
  const { navigation } = useCreditStores()
  const locale = useLocale()
  const say = useWords(statementWords)
  const named = useNamed()
  const { statementId, reader, purpose, to, state, readings } = statement
  const until = say('until', { when: dayText(to, locale, now()) })
  const read = readings === 0 ? say('unread') : say('readings', { n: readings })
  return (
    <Row
      title={reader === null ? say('bearer') : named(reader)}
      detail={`${named(purpose.name)} · ${until} · ${read}`}
      end={<Stamp kind={STATEMENT_STAMPS[state]}>{say(state)}</Stamp>}
      onTap={() => void navigation.open('credit-statement', { statementId })}
    />
  )
}
