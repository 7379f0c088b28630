import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { proposalDraftWords, recordFieldWords } from '../../../i18n/applicant/proposal'
import { Tip } from '../../../ui'

/** What the service says of a record, field by field, in words. */
export function MissingFields({ faults }: { faults: readonly string[] }) {
  const say = useWords(proposalDraftWords)
  const sayField = useWords(recordFieldWords)
  const named = faults.map((fault) => {
    const field = fault.split(' ')[0] ?? ''
    if (field in recordFieldWords) return sayField(field as keyof typeof recordFieldWords)
    if (fault.includes('needs its factors')) return sayField('factors')
    return fault.includes('formula') ? sayField('sum') : fault
  })
  return (
    <Tip kind="wait">
      <View>{say('missing')}</View>
      {[...new Set(named)].map((name) => (
        <View className="strong" key={name}>
          {name}
        </View>
      ))}
    </Tip>
  )
}
