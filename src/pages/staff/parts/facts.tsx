import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** What is known about a thing, each by its name; what is not known is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <View className="facts">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <View className="fact" key={name}>
            <Text className="note">{name}</Text>
            <View className="fact-v">{value}</View>
          </View>
        ))}
    </View>
  )
}
