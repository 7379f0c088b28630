import { View } from '@tarojs/components'
import Taro, { usePageScroll, useReachBottom } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useFrame } from './frame'

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
/** Drawn beyond the screen once she scrolls. */
const AHEAD_PX = 400
/** Where a host does not tell the height of its window. */
const WINDOW_PX = 900
/** A page that is still being put up has no height yet; it is asked again this soon. */
const AGAIN_MS = 100
const ASK_MAX = 20
/** No row is lower: a host that measures nonsense must not have us draw a thousand of them. */
const ROW_PX_MIN = 68
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
  const measure = useCallback(
    async (aheadPx: number) => {
      if (isMeasuring.current || count === 0) return
      isMeasuring.current = true
      const box = await boxOfList()
      isMeasuring.current = false
      if (!box) return
      const chunkPx = Math.max(ROW_PX_MIN, box.height / count) * CHUNK_ROWS
      const lastChunk = Math.ceil(count / CHUNK_ROWS) - 1
      const chunkAt = (px: number) => Math.min(lastChunk, Math.max(0, Math.floor((px - box.top) / chunkPx)))
      const [first, last] = [chunkAt(-aheadPx), chunkAt(windowPx() + aheadPx)]
      setSight((seen) => (seen.first === first && seen.last === last ? seen : { first, last }))
      if (last === lastChunk) onNearEnd()
    },
    [count, onNearEnd],
  )
  usePageScroll(() => void measure(AHEAD_PX))
  // A fling may arrive at the end before any measure has.
  useReachBottom(() => {
    const lastChunk = Math.max(0, Math.ceil(count / CHUNK_ROWS) - 1)
    setSight({ first: Math.max(0, lastChunk - 1), last: lastChunk })
    onNearEnd()
  })
  const { isElder, fontScale } = useFrame()
  // Once the rows stand, the first measure draws as much as the screen holds; so it does when they became higher or lower.
  useEffect(() => {
    const soon = setTimeout(() => void measure(0))
    return () => clearTimeout(soon)
  }, [measure, isElder, fontScale])
  useEffect(() => {
    const again = () => void measure(AHEAD_PX)
    // A turned phone or a split screen shows other rows; a host without the call keeps its window.
    if (typeof Taro.onWindowResize !== 'function') return undefined
    Taro.onWindowResize(again)
    return () => Taro.offWindowResize(again)
  }, [measure])
  return sight
}

function windowPx(): number {
  // WeChat's newer call; Alipay and H5 know the older one.
  const window = typeof Taro.getWindowInfo === 'function' ? Taro.getWindowInfo() : Taro.getSystemInfoSync()
  return window?.windowHeight || WINDOW_PX
}

interface Box {
  readonly top: number
  readonly height: number
}

/** Where the list stands on the screen, in px; undefined for one that never came to stand. */
async function boxOfList(): Promise<Box | undefined> {
  for (let asked = 0; asked < ASK_MAX; asked += 1) {
    const box = await new Promise<Box | undefined>((resolve) => {
      Taro.createSelectorQuery()
        .select(`#${ID}`)
        .boundingClientRect((found) => resolve(Array.isArray(found) ? found[0] : (found ?? undefined)))
        .exec()
    })
    if (box?.height) return box
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
  return undefined
}
