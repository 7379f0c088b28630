import { View } from '@tarojs/components'
import Taro, { usePageScroll } from '@tarojs/taro'
import { useEffect, useRef, useState, type ReactNode } from 'react'

interface LongListProps<T> {
  label: string
  items: readonly T[]
  keyOf: (item: T) => string
  /** Draws one item, exactly --row high. */
  draw: (item: T) => ReactNode
  /** The last of the items is near: fetch more. */
  onNearEnd: () => void
}

/** Rows that come and go together: one of them is one message to the host, of about 10 kB. */
const CHUNK_ROWS = 12
/** Taller than the phones there are; what lies beyond is drawn in advance. */
const SCREEN_PX = 1_200
/** A page that is still being put up has no height yet; it is asked again this soon. */
const AGAIN_MS = 100
const ID = 'long-list'

/**
 * A list of any length in a bounded number of nodes. Chunks out of sight keep their height and lose their rows, so the
 * scroll bar stays true and nothing jumps.
 */
export function LongList<T>({ label, items, keyOf, draw, onNearEnd }: LongListProps<T>) {
  const chunkCount = Math.ceil(items.length / CHUNK_ROWS)
  const { first, last } = useChunksInSight(items.length, onNearEnd)
  return (
    <View className="list" id={ID} role="group" aria-label={label}>
      {Array.from({ length: chunkCount }, (_, chunk) => {
        const rows = items.slice(chunk * CHUNK_ROWS, (chunk + 1) * CHUNK_ROWS)
        const isDrawn = chunk >= first && chunk <= last
        return (
          <View className="chunk" key={chunk} style={{ height: `calc(${rows.length} * var(--row))` }}>
            {isDrawn && rows.map((item) => <Keyed key={keyOf(item)}>{draw(item)}</Keyed>)}
          </View>
        )
      })}
    </View>
  )
}

/** Carries a key and no node. */
const Keyed = ({ children }: { children: ReactNode }) => <>{children}</>

function useChunksInSight(count: number, onNearEnd: () => void) {
  const [sight, setSight] = useState({ first: 0, last: 0 })
  const isMeasuring = useRef(false)
  const again = useRef<ReturnType<typeof setTimeout>>()
  const measure = () => {
    if (isMeasuring.current || count === 0) return
    isMeasuring.current = true
    Taro.createSelectorQuery()
      .select(`#${ID}`)
      .boundingClientRect((found) => {
        isMeasuring.current = false
        const box = Array.isArray(found) ? found[0] : found
        if (!box?.height) {
          clearTimeout(again.current)
          again.current = setTimeout(measure, AGAIN_MS)
          return
        }
        const chunkPx = (box.height / count) * CHUNK_ROWS
        const lastChunk = Math.ceil(count / CHUNK_ROWS) - 1
        const first = Math.min(lastChunk, Math.max(0, Math.floor((-box.top - SCREEN_PX / 3) / chunkPx)))
        const last = Math.min(lastChunk, Math.max(0, Math.floor((-box.top + SCREEN_PX) / chunkPx)))
        setSight((seen) => (seen.first === first && seen.last === last ? seen : { first, last }))
        if (last === lastChunk) onNearEnd()
      })
      .exec()
  }
  usePageScroll(measure)
  // Once the rows stand, the first measure draws as much as the screen holds.
  useEffect(() => {
    measure()
    return () => clearTimeout(again.current)
  }, [count])
  return sight
}
