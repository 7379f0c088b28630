import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Stamp, type StampKind } from '../../../ui'

interface ThingRowProps {
  /** Its sign; silent. */
  glyph: ReactNode
  title: string
  detail: string
  /** What the row is looked at for: a deadline. */
  figure: string
  stamp?: { readonly kind: StampKind; readonly words: string } | undefined
  onTap: () => void
}

/** A thing in a queue of the console, of few nodes and one height; the figure stands below the words on a phone, beside them on a desk. */
export function ThingRow({ glyph, title, detail, figure, stamp, onTap }: ThingRowProps) {
  return (
    <View className="row ride" hoverClass="hover" role="button" onClick={onTap}>
      {glyph}
      <View className="row-b q">
        <View className="q-b">
          <View className="ride-t ride-n">{title}</View>
          <View className="ride-d">{detail}</View>
        </View>
        <View className="q-e">
          <View className="ride-d nums">{figure}</View>
          {stamp && <Stamp kind={stamp.kind}>{stamp.words}</Stamp>}
        </View>
      </View>
    </View>
  )
}
