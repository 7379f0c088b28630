import type { RunDetail } from '#contract'
import { Text } from '@tarojs/components'
import { useLocale, useWords, whenText } from '../../../i18n'
import { roleWords } from '../../../i18n/staff/desk'
import { runWords } from '../../../i18n/staff/run'
import { useStores } from '../../../stores'
import { Glyph, Heading, List, Row } from '../../../ui'

/** Whose names stand under the run. */
export function RunConfirmations({ detail }: { detail: RunDetail }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(runWords)
  const sayRole = useWords(roleWords)
  const { confirmedBy, run } = detail
  return (
    <>
      <Heading>{say('confirmedBy')}</Heading>
      {confirmedBy.length > 0 && (
        <List label={say('confirmedBy')}>
          {confirmedBy.map(({ name, role, at }) => (
            <Row
              key={`${name} ${at}`}
              glyph={<Glyph name="done" />}
              title={name}
              detail={`${sayRole(role)} · ${whenText(at, locale, now())}`}
            />
          ))}
        </List>
      )}
      {run.state !== 'issued' && confirmedBy.length < 2 && (
        <Text className="note">{say(confirmedBy.length === 0 ? 'confirmedNone' : 'confirmedOne')}</Text>
      )}
    </>
  )
}
