import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Glyph } from './glyph'

export function Card({ children }: { children: ReactNode }) {
  return <View className="card">{children}</View>
}

/** A heading that a screen reader can jump to. */
export function Heading({ children, level = 2 }: { children: ReactNode; level?: 1 | 2 }) {
  return (
    <View className={`h${level}`} role="heading" aria-level={level}>
      {children}
    </View>
  )
}

/** Rows between hairlines. A label names the group where no heading stands above it. */
export function List({ children, label }: { children: ReactNode; label?: string }) {
  if (label === undefined) return <View className="list">{children}</View>
  return (
    <View className="list" role="group" aria-label={label}>
      {children}
    </View>
  )
}

interface RowProps {
  title: ReactNode
  detail?: ReactNode
  glyph?: ReactNode
  end?: ReactNode
  onTap?: () => void
}

/** One line of a list. A row that leads somewhere is a button and shows it by an arrow. */
export function Row({ title, detail, glyph, end, onTap }: RowProps) {
  const body = (
    <>
      {glyph && <View className="row-g">{glyph}</View>}
      <View className="row-b">
        <View className="row-t">{title}</View>
        {detail && <View className="row-d">{detail}</View>}
      </View>
      {end && <View className="row-e">{end}</View>}
    </>
  )
  if (!onTap) return <View className="row">{body}</View>
  return (
    <View className="row row-tap" hoverClass="hover" role="button" onClick={onTap}>
      {body}
      <Glyph name="go" className="gi-s row-go" />
    </View>
  )
}
