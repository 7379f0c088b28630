import Taro, { usePageScroll, useReachBottom } from '@tarojs/taro'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { stepTowards, type Sight } from './step-towards'
import { useFrame } from './frame'

/** Rows that come and go together: one of them is one message to the host, of about 10 kB. */
export const CHUNK_ROWS = 12
/** The first chunk: it stands where the list begins, and its height stays true while rows are added behind it. */
export const FIRST_CHUNK_ID = 'long-list'
const PAGE = '.sui'
/** Drawn beyond the screen once she scrolls. */
const AHEAD_PX = 400
/** Where a host does not tell the height of its window. */
const WINDOW_PX = 900
/** A page that is still being put up has no height yet; it is asked again this soon. */
const AGAIN_MS = 100
const ASK_MAX = 20
/** No row is lower: a host that measures nonsense must not have us draw a thousand of them. */
const ROW_PX_MIN = 68

/** Which chunks of a list of `count` rows have to be drawn; asks for more rows near its end, and keeps her place when rows change height. */
export function useChunksInSight(count: number, onNearEnd: () => void) {
  const [sight, setSight] = useSteps()
  /** The row at the upper edge of the screen, with its fraction; not read from the screen while it is being brought back there. */
  const place = useRef({ row: 0, returns: 0 })
  const look = useCallback(
    async (aheadPx: number) => {
      const box = count > 0 ? await boxOfFirstChunk() : undefined
      if (!box || place.current.returns > 0) return
      const rowPx = rowPxOf(box, count)
      place.current.row = Math.max(0, -box.top / rowPx)
      const lastChunk = Math.ceil(count / CHUNK_ROWS) - 1
      const chunkAt = (px: number) =>
        Math.min(lastChunk, Math.max(0, Math.floor((px - box.top) / (rowPx * CHUNK_ROWS))))
      const [first, last] = [chunkAt(-aheadPx), chunkAt(windowPx() + aheadPx)]
      setSight({ first, last })
      if (last === lastChunk) onNearEnd()
    },
    [count, onNearEnd, setSight],
  )
  const measure = useLatest(look)
  usePlaceKept(count, place, measure)
  usePageScroll(() => void measure(AHEAD_PX))
  // A fling may arrive at the end before any measure has.
  useReachBottom(() => {
    const lastChunk = Math.max(0, Math.ceil(count / CHUNK_ROWS) - 1)
    setSight({ first: Math.max(0, lastChunk - 1), last: lastChunk })
    onNearEnd()
  })
  // Once the rows stand, the first measure draws as much as the screen holds; so it does for each lot of rows that is added.
  useEffect(() => {
    const soon = setTimeout(() => void measure(0))
    return () => clearTimeout(soon)
  }, [measure, count])
  return sight
}

/** What is drawn, and how to say what should be: it comes a chunk at a time, so that no message carries more, however far she flings. */
function useSteps() {
  const [drawn, setDrawn] = useState<Sight>({ first: 0, last: 0 })
  const [wanted, setWanted] = useState(drawn)
  useEffect(() => {
    if (drawn.first === wanted.first && drawn.last === wanted.last) return undefined
    const soon = setTimeout(() => setDrawn(stepTowards(drawn, wanted)))
    return () => clearTimeout(soon)
  }, [drawn, wanted])
  const want = useCallback(
    (sight: Sight) =>
      setWanted((seen) => (seen.first === sight.first && seen.last === sight.last ? seen : sight)),
    [],
  )
  return [drawn, want] as const
}

/**
 * Runs one at a time, and once more for whoever asked meanwhile: the last scroll of a fling is the one that counts, and it counts
 * with the rows there are by then.
 */
function useLatest(run: (aheadPx: number) => Promise<void>): (aheadPx: number) => Promise<void> {
  const latest = useRef(run)
  const due = useRef<number | undefined>(undefined)
  const isRunning = useRef(false)
  useLayoutEffect(() => {
    latest.current = run
  })
  return useCallback(async (aheadPx) => {
    due.current = aheadPx
    if (isRunning.current) return
    isRunning.current = true
    while (due.current !== undefined) {
      const asked = due.current
      due.current = undefined
      await latest.current(asked)
    }
    isRunning.current = false
  }, [])
}

/**
 * Large type, a turned phone and a split screen change the height of rows and of what stands above them: then the row that was at
 * the upper edge is brought back there.
 */
function usePlaceKept(
  count: number,
  place: { readonly current: { readonly row: number; returns: number } },
  measure: (aheadPx: number) => Promise<void>,
) {
  const { isElder, fontScale } = useFrame()
  const comeBack = useRef(() => Promise.resolve())
  useLayoutEffect(() => {
    comeBack.current = async () => {
      place.current.returns += 1
      await pause()
      try {
        await scrollToRow(place.current.row, count)
      } catch {
        // A host that does not scroll leaves her where she is.
      }
      place.current.returns -= 1
      await measure(0)
    }
  })
  const isFirst = useRef(true)
  useLayoutEffect(() => {
    if (!isFirst.current) void comeBack.current()
    isFirst.current = false
  }, [isElder, fontScale])
  useEffect(() => {
    // A host without the call keeps its window.
    if (typeof Taro.onWindowResize !== 'function') return undefined
    const onResize = () => void comeBack.current()
    Taro.onWindowResize(onResize)
    return () => Taro.offWindowResize(onResize)
  }, [])
}

async function scrollToRow(row: number, count: number): Promise<void> {
  const page = row > 0 ? await boxOf(PAGE) : undefined
  const list = page && (await boxOfFirstChunk())
  if (!list) return
  await Taro.pageScrollTo({ scrollTop: list.top - page.top + row * rowPxOf(list, count), duration: 0 })
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

const rowPxOf = ({ height }: Box, count: number): number =>
  Math.max(ROW_PX_MIN, height / Math.min(CHUNK_ROWS, count))

const pause = () => new Promise((resolve) => setTimeout(resolve, AGAIN_MS))

/** Where the list begins on the screen, in px; undefined for one that never came to stand. */
async function boxOfFirstChunk(): Promise<Box | undefined> {
  for (let asked = 0; asked < ASK_MAX; asked += 1) {
    const box = await boxOf(`#${FIRST_CHUNK_ID}`)
    if (box?.height) return box
    await pause()
  }
  return undefined
}

const boxOf = (selector: string) =>
  new Promise<Box | undefined>((resolve) => {
    Taro.createSelectorQuery()
      .select(selector)
      .boundingClientRect((found) => resolve(Array.isArray(found) ? found[0] : (found ?? undefined)))
      .exec()
  })
