import { Text, View } from '@tarojs/components'

export interface SumLine {
  readonly label: string
  /** '×', '−' or '' before the amount. */
  readonly sign: string
  readonly amount: string
}

/** A sum as on a till slip: lines, a rule, the result. */
export function SumSheet({ lines, result }: { lines: readonly SumLine[]; result: Omit<SumLine, 'sign'> }) {
  return (
    <View className="sum">
      {lines.map((line) => (
        <View className="sum-l" key={line.label}>
          <Text className="row-d">{line.label}</Text>
          <Text>
            {line.sign} {line.amount}
          </Text>
        </View>
      ))}
      <View className="sum-l sum-r">
        <Text>{result.label}</Text>
        <Text>= {result.amount}</Text>
      </View>
    </View>
  )
}
