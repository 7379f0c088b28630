import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { SceneGlyph, Stamp, type StampKind } from '../../../ui'

interface StaffRowProps {
  scene: string
  title: string
  detail: string
  /** What the row is looked at for: a mass, a deadline. */
  figure: string
  stamp?: { readonly kind: StampKind; readonly words: ReactNode } | undefined
  onTap: () => void
}

/**
 * A thing in a queue, of few nodes and one height: a queue holds hundreds, and the list reckons with their height. The figure stands
 * below the words on a phone, where both would be cut, and beside them on a wide screen.
 */
export function StaffRow({ scene, title, detail, figure, stamp, onTap }: StaffRowProps) {
  return (
    <View className="row ride" hoverClass="hover" role="button" onClick={onTap}>
      <SceneGlyph scene={scene} />
      <View className="row-b q">
        <View className="q-b">
          <View className="ride-t">{title}</View>
          <View className="ride-d">{detail}</View>
        </View>
        <View className="q-e">
          <View className="ride-m">{figure}</View>
          {stamp && <Stamp kind={stamp.kind}>{stamp.words}</Stamp>}
        </View>
      </View>
    </View>
  )
}
