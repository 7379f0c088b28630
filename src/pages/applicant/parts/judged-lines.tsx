import { View } from '@tarojs/components'
import type { ReadingVerdict } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { lineFaultWords, readingsWords } from '../../../i18n/applicant/readings'
import { useApplicantStores } from '../../../stores/applicant'
import { Heading, List, Row, Stamp, Tip, type StampKind } from '../../../ui'
import { Terms } from './terms'

/** A phone's page bears no more nodes; what was not taken stands before what was. */
const SHOWN_MAX = 40

const KIND: Readonly<Record<ReadingVerdict['verdict'], StampKind>> = {
  rejected: 'refused',
  conflict: 'wait',
  duplicate: 'plain',
  accepted: 'done',
}
const ORDER = ['rejected', 'conflict', 'duplicate', 'accepted'] as const

/** What was said to each line that was sent just now. */
export const JudgedLines = observer(function JudgedLines() {
  const { readings } = useApplicantStores()
  const say = useWords(readingsWords)
  const faultText = useFaultText()
  const { outcome, judged } = readings
  if (!outcome) return null
  const sorted = ORDER.flatMap((name) => judged.filter(({ verdict }) => verdict.verdict === name))
  const { counts } = outcome
  const told = ORDER.filter((name) => name === 'accepted' || counts[name] > 0)
  return (
    <>
      <Heading>{say('counts')}</Heading>
      <Terms terms={told.map((name) => [say(name), String(counts[name])] as const)} />
      {counts.conflict > 0 && <Tip kind="wait">{say('conflictHow')}</Tip>}
      <Heading>{say('lines')}</Heading>
      <List label={say('lines')}>
        {sorted.slice(0, SHOWN_MAX).map(({ text, verdict }) => (
          <Row
            key={verdict.line}
            title={say('line', { n: verdict.line })}
            detail={
              <>
                <View className="nums words">{plainText(text)}</View>
                {verdict.verdict === 'rejected' && <View className="refuse">{faultText(verdict)}</View>}
              </>
            }
            end={<Stamp kind={KIND[verdict.verdict]}>{say(verdict.verdict)}</Stamp>}
          />
        ))}
      </List>
      {sorted.length > SHOWN_MAX && (
        <View className="note">{say('more', { n: sorted.length - SHOWN_MAX })}</View>
      )}
    </>
  )
})

/** A line as it was sent without what only a machine reads. */
const plainText = (json: string): string =>
  json
    .replace(/^\{|\}$/g, '')
    .replace(/"/g, '')
    .replace(/,/g, ', ')

function useFaultText(): (verdict: ReadingVerdict) => string {
  const say = useWords(lineFaultWords)
  return ({ code = '', field = '' }) => {
    if (code === 'row.field-invalid') return say(code, { field: field.replace('/', '') })
    if (code in lineFaultWords) return say(code as Exclude<keyof typeof lineFaultWords, 'row.field-invalid'>)
    return say('other')
  }
}
