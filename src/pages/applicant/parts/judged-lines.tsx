import { View } from '@tarojs/components'
import type { ReadingVerdict } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { lineFaultWords, readingsWords } from '../../../i18n/applicant/readings'
import { useApplicantStores } from '../../../stores/applicant'
import { Heading, List, Row, Stamp, Tip, type StampKind } from '../../../ui'
import { Terms } from './terms'
import { useMeasured } from './use-measured'

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
export const JudgedLines = observer(function JudgedLines({ kind }: { kind: string }) {
  const { readings } = useApplicantStores()
  const say = useWords(readingsWords)
  const faultText = useFaultText()
  const lineText = useLineText(kind)
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
                <View className="nums words">{lineText(text)}</View>
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

/** A line as people read it; what is no reading stands as it was sent. */
function useLineText(kind: string): (json: string) => string {
  const { methodologyFor, quantityText } = useMeasured()
  const measures = methodologyFor(kind)?.measures ?? []
  return (json) => {
    const { meterNo, measure, day, quantity } = JSON.parse(json) as Readonly<Record<string, unknown>>
    const isPlain = typeof meterNo === 'string' && typeof day === 'string' && Number.isSafeInteger(quantity)
    if (!isPlain) return json
    const counted = quantityText(
      measures.find((one) => one.measure === measure),
      String(quantity),
    )
    return `${day} · ${counted} · ${meterNo}`
  }
}

function useFaultText(): (verdict: ReadingVerdict) => string {
  const say = useWords(lineFaultWords)
  return ({ code = '', field = '' }) => {
    if (code === 'row.field-invalid') return say(code, { field: field.replace('/', '') })
    if (code in lineFaultWords) return say(code as Exclude<keyof typeof lineFaultWords, 'row.field-invalid'>)
    return say('other')
  }
}
