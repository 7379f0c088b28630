import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { CHUNK_ROWS, FIRST_CHUNK_ID, useChunksInSight } from './use-chunks-in-sight'

interface LongListProps<T> {
  label: string
  items: readonly T[]
  keyOf: (item: T) => string
  /** Draws one item, exactly --row high. */
  draw: (item: T) => ReactNode
  /** The last of the items is near: fetch more. Left out where they come whole. */
  onNearEnd?: () => void
}

/**
 * A list of any length in a bounded number of nodes. Chunks out of sight keep their height and lose their rows, so the
 * scroll bar stays true and nothing jumps.
 */
export function LongList<T>({ label, items, keyOf, draw, onNearEnd = nothing }: LongListProps<T>) {
  const chunkCount = Math.ceil(items.length / CHUNK_ROWS)
  const { first, last } = useChunksInSight(items.length, onNearEnd)
  return (
    <View className="list" role="group" aria-label={label}>
      {Array.from({ length: chunkCount }, (_, chunk) => {
        const rows = items.slice(chunk * CHUNK_ROWS, (chunk + 1) * CHUNK_ROWS)
        const isDrawn = chunk >= first && chunk <= last
        return (
          <View
            className="chunk"
            key={chunk}
            {...(chunk === 0 && { id: FIRST_CHUNK_ID })}
            style={{ height: `calc(${rows.length} * var(--row))` }}
          >
            {isDrawn && rows.map((item) => <Keyed key={keyOf(item)}>{draw(item)}</Keyed>)}
          </View>
        )
      })}
    </View>
  )
}

const nothing = () => {}

/** Carries a key and no node. */
const Keyed = ({ children }: { children: ReactNode }) => <>{children}</>
