import type { CreditReadingEntry } from '#contract'
import { useLocale, useWords, whenText } from '../../../i18n'
import { statementWords } from '../../../i18n/credit/statements'
import { useStores } from '../../../stores'
import { Empty, List, Row } from '../../../ui'
import { useNamed } from '../../resident/parts'

const OUTCOMES = {
  read: 'read',
  revoked: 'refusedRevoked',
  outsidePeriod: 'refusedPeriod',
  otherPurpose: 'refusedPurpose',
} as const

/** Everybody who read it or tried to, the latest first. */
export function ReadingLog({ log }: { log: readonly CreditReadingEntry[] }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(statementWords)
  const named = useNamed()
  if (log.length === 0) return <Empty glyph="shield" title={say('logEmpty')} detail={say('logEmptyDetail')} />
  return (
    <List label={say('log')}>
      {log.map(({ readAt, reader, isSelfNamed, purpose, outcome }, place) => (
        <Row
          key={place}
          title={isSelfNamed ? say('selfNamed', { name: named(reader) }) : named(reader)}
          detail={`${named(purpose)} · ${whenText(readAt, locale, now())}`}
          end={say(OUTCOMES[outcome])}
        />
      ))}
    </List>
  )
}
