import type { Statement } from '#contract'
import { useLocale, useWords, whenText } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { useStores } from '../../../stores'
import { Heading, List, Row } from '../../../ui'
import { useNamed } from '../../resident/parts'

const WORDS = { confirmed: 'saidConfirmed', disputed: 'saidDisputed', answered: 'saidAnswered' } as const

/** What merchant and mall operator said to it, in the order they said it. */
export function StatementSaid({ statement: { acts } }: { statement: Statement }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(statementWords)
  const named = useNamed()
  if (acts.length === 0) return null
  return (
    <>
      <Heading>{say('said')}</Heading>
      <List>
        {acts.map(({ act, actedAt, institution, text }, place) => (
          <Row
            key={place}
            title={say(WORDS[act], { text: text ?? '' })}
            detail={`${named(institution)} · ${whenText(actedAt, locale, now())}`}
          />
        ))}
      </List>
    </>
  )
}
