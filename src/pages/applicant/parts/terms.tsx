import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card } from '../../../ui'

export type Term = readonly [name: string, value: string]

/** What was written, name beside value; a way to change it below. */
export function Terms({ terms, children }: { terms: readonly Term[]; children?: ReactNode }) {
  return (
    <Card>
      {terms.map(([name, value]) => (
        <View className="apply-term" key={name}>
          <View className="note">{name}</View>
          <View className="nums">{value}</View>
        </View>
      ))}
      {children}
    </Card>
  )
}
