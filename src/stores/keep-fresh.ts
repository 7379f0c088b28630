import type { RemoteValue } from './remote'

const POLL_MS = 3_000
/** Nothing new for this long: she is looking at something else. */
const QUIET_AFTER_MS = 10 * 60_000
const POLL_QUIET_MS = 15_000
const POLL_FAILING_MS_MAX = 60_000

export interface Freshness {
  /** Loads now and goes on looking; settles with the first answer. */
  start(): Promise<void>
  stop(): void
}

/**
 * Looks again and again while a page is shown: every 3 s, so that what an operator pushes is seen within five; less often when
 * nothing has changed for long or `isSlow`, and ever less while the service does not answer. `isFinal` ends it.
 */
export function keepFresh(
  value: RemoteValue<unknown>,
  isFinal: () => boolean = () => false,
  isSlow: () => boolean = () => false,
): Freshness {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOn = false
  let waitMs = POLL_MS
  let unchangedMs = 0
  const look = async (): Promise<void> => {
    clearTimeout(timer)
    const before = value.shown
    const isAnswered = await value.load()
    if (!isOn || isFinal()) return
    unchangedMs = value.shown === before ? unchangedMs + waitMs : 0
    if (!isAnswered) waitMs = Math.min(waitMs * 2, POLL_FAILING_MS_MAX)
    else waitMs = isSlow() || unchangedMs > QUIET_AFTER_MS ? POLL_QUIET_MS : POLL_MS
    timer = setTimeout(() => void look(), waitMs)
  }
  return {
    start() {
      isOn = true
      waitMs = POLL_MS
      unchangedMs = 0
      return look()
    },
    stop() {
      isOn = false
      clearTimeout(timer)
    },
  }
}
