import { Text, View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { recordWords } from '../../../i18n/console/methodologies'
import { fieldOf, RECORD_FIELDS, useRecordText } from './use-record-text'

/** A record field by field; what is not written yet is said to be missing. */
export function RecordFields({ record }: { record: Readonly<Record<string, unknown>> }) {
  const say = useWords(recordWords)
  const textOf = useRecordText()
  return (
    <View>
      {RECORD_FIELDS.map((field) => {
        const lines = textOf(field, fieldOf(record, field))
        return (
          <View className="said" key={field}>
            <Text className="note">{say(field)}</Text>
            {lines.length === 0 && <View className="note">{say('none')}</View>}
            {lines.map((line, place) => (
              <View className="rec" key={place}>
                {line}
              </View>
            ))}
          </View>
        )
      })}
    </View>
  )
}
