import { Text, View } from '@tarojs/components'

export interface SumLine {
  readonly label: string
  /** Before the amount; '=' is an intermediate result, with a rule above it. */
  readonly sign: '' | '×' | '−' | '='
  readonly amount: string
}

interface SumSheetProps {
  lines: readonly SumLine[]
  result: Omit<SumLine, 'sign'>
  /** What explains a figure without being part of the sum. */
  note?: string | undefined
}

/** A sum as on a till slip: lines, a rule, the result. */
export function SumSheet({ lines, result, note }: SumSheetProps) {
  return (
    <View className="sum">
      {lines.map((line) => (
        <View className={line.sign === '=' ? 'sum-l sum-h' : 'sum-l'} key={line.label}>
          <Text className="row-d">{line.label}</Text>
          <Text className="sum-a">
            {line.sign} {line.amount}
          </Text>
        </View>
      ))}
      <View className="sum-l sum-r">
        <Text>{result.label}</Text>
        <Text className="sum-a">= {result.amount}</Text>
      </View>
      {note && <Text className="note sum-n">{note}</Text>}
    </View>
  )
}
