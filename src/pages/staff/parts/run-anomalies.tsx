import type { RunDetail } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../../i18n'
import { deskWords } from '../../../i18n/staff/desk'
import { runWords } from '../../../i18n/staff/run'
import { useStaffStores } from '../../../stores/staff'
import { Glyph, Heading, List, Row } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** What a verifier should look at, in words, with how many rides it concerns: counted of every run, or marked by a rule. */
export const RunAnomalies = observer(function RunAnomalies({ detail }: { detail: RunDetail }) {
  const { session } = useStaffStores()
  const say = useWords(runWords)
  const sayDesk = useWords(deskWords)
  const named = useNamed()
  if (session.staff?.role === 'district') return null
  const found = [
    ...detail.anomalies.map(({ kind, rides, note }) => ({ key: kind as string, rides, note })),
    ...detail.labels.map(({ ruleId, rides, reason }) => ({ key: ruleId, rides, note: reason })),
  ]
  return (
    <>
      <Heading>{say('anomalies')}</Heading>
      {found.length === 0 ? (
        <Text className="note">{say('noAnomalies')}</Text>
      ) : (
        <List label={say('anomalies')}>
          {found.map(({ key, rides, note }) => (
            <Row
              key={key}
              glyph={<Glyph name="wait" className="wait" />}
              title={named(note)}
              detail={sayDesk('rides', { n: numberText(rides) })}
            />
          ))}
        </List>
      )}
    </>
  )
})
