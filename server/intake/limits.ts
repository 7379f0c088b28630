/** What one body of lines may be; `PUSH_LIMITS` says what each is for. */
export interface BodyLimits {
  readonly rowsMax: number
  /** What more rows than that are answered with. */
  readonly rowsRefused: 'push.too-many-rows' | 'request.too-large'
  readonly lineBytesMax: number
  readonly bodyBytesMax: number
  readonly inflatedBytesMax: number
  readonly compressionRatioMax: number
  readonly compressionRatioFreeBytes: number
  readonly bodySecondsMax: number
  readonly silenceSecondsMax: number
}

/** What one push may be, and how much of it the service takes on at a time. */
export const PUSH_LIMITS = {
  rowsMax: 100_000,
  rowsRefused: 'push.too-many-rows',
  lineBytesMax: 4_096,
  /** Nesting of one row: the row itself is 1, `board` inside it is 2. */
  depthMax: 3,
  /** Bytes as sent. */
  bodyBytesMax: 64 * 1024 * 1024,
  /** Bytes after inflating. */
  inflatedBytesMax: 128 * 1024 * 1024,
  /** Inflated by compressed bytes; honest rides reach 10 to 20. */
  compressionRatioMax: 100,
  /** Below this much inflated text a high ratio is harmless and says nothing. */
  compressionRatioFreeBytes: 1024 * 1024,
  /** A body that has not arrived by then is given up: a slow sender must not hold a place for ever. */
  bodySecondsMax: 120,
  /** Nor may one that sends less than this, on average over the time we waited for it and after the seconds it has to begin with. */
  bytesPerSecondMin: 16 * 1024,
  slowSecondsFree: 5,
  /** Nor one that has gone silent. */
  silenceSecondsMax: 10,
  /** Oldest operator day taken in, counted back from the day of receipt: a year, and the settling of its last day. */
  lateDaysMax: 400,
} as const

/** Pushes worked on at once and pushes that may wait their turn with their sockets unread. */
export const GATE_LIMITS = { insideEachMax: 2, sharedMax: 2, waitingEachMax: 32 } as const

/** Window of a run that opens when the day's own window is over already; never longer than the ordinary window. */
export const LATE_WINDOW_SECONDS = 3_600

export const REFUSAL_KEPT_DAYS = 90
