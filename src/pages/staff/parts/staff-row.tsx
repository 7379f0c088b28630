import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { SceneGlyph, Stamp, type StampKind } from '../../../ui'

interface StaffRowProps {
  scene: string
  title: string
  detail: string
  /** A figure at the end. */
  figure?: string
  stamp?: { readonly kind: StampKind; readonly words: ReactNode } | undefined
  onTap: () => void
}

/** A thing in a queue as one line, of few nodes and one height: a queue holds hundreds, and the list reckons with their height. */
export function StaffRow({ scene, title, detail, figure, stamp, onTap }: StaffRowProps) {
  return (
    <View className="row ride" hoverClass="hover" role="button" onClick={onTap}>
      <SceneGlyph scene={scene} />
      <View className="row-b">
        <View className="ride-t">{title}</View>
        <View className="ride-d">{detail}</View>
      </View>
      <View className="ride-e">
        {figure && <View className="ride-m">{figure}</View>}
        {stamp && <Stamp kind={stamp.kind}>{stamp.words}</Stamp>}
      </View>
    </View>
  )
}
