import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** `plain`: nothing won, nothing lost, as with a record that was merged with another. */
export type StampKind = 'done' | 'wait' | 'refused' | 'plain'

/** The state of a ride or an appeal, as stamped on paper: by word, outline and colour together. */
export function Stamp({
  kind,
  children,
  isBig = false,
}: {
  kind: StampKind
  children: ReactNode
  isBig?: boolean
}) {
  return <View className={`stamp stamp-${kind}${isBig ? ' stamp-big' : ''}`}>{children}</View>
}

/** A ride: what it was above the perforation, what follows from it on the stub below. */
export function Ticket({ children, stub }: { children: ReactNode; stub: ReactNode }) {
  return (
    <View className="tkt">
      <View className="tkt-a">{children}</View>
      <View className="tkt-b">{stub}</View>
    </View>
  )
}
