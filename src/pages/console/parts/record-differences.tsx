import type { Methodology } from '#contract'
import { recordDifferences } from '#domain/methodology'
import { Text, View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { recordWords } from '../../../i18n/console/methodologies'
import { Card } from '../../../ui'
import { RECORD_FIELDS, useRecordText } from './use-record-text'

interface RecordDifferencesProps {
  before: Methodology
  record: Readonly<Record<string, unknown>>
}

/** Only what differs, the version before beside what is proposed. */
export function RecordDifferences({ before, record }: RecordDifferencesProps) {
  const say = useWords(recordWords)
  const textOf = useRecordText()
  const differences = recordDifferences({ ...before }, record)
  if (differences.length === 0) return <Text className="note">{say('noDifference')}</Text>
  return (
    <View>
      {differences.map(({ field: path, before: kept, after }) => {
        const field = RECORD_FIELDS.find((known) => path === known || path === `outline.${known}`)
        if (!field) return null
        return (
          <Card key={path}>
            <View className="strong">{say(field)}</View>
            <View className="versus">
              <Side name={say('before', { n: before.version })} lines={textOf(field, kept)} />
              <Side name={say('after')} lines={textOf(field, after)} />
            </View>
          </Card>
        )
      })}
    </View>
  )
}

function Side({ name, lines }: { name: string; lines: readonly string[] }) {
  return (
    <View className="versus-s">
      <Text className="note">{name}</Text>
      {lines.length === 0 && <View className="rec">–</View>}
      {lines.map((line, place) => (
        <View className="rec" key={place}>
          {line}
        </View>
      ))}
    </View>
  )
}
