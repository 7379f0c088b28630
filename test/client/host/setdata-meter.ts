/** One `setData` as it would cross a real host's bridge. */
export interface SetDataCall {
  /** Path of the page it belongs to, or of the component when it is not a page's own. */
  readonly owner: string
  /** UTF-8 bytes of the JSON sent. */
  readonly bytes: number
}

export interface SetDataCost {
  readonly calls: number
  readonly bytes: number
  readonly bytesMax: number
}

export interface SetDataMeter {
  record(call: SetDataCall): void
  /** How many calls there were up to now: a mark to measure from. */
  readonly mark: number
  costSince(mark: number): SetDataCost
}

/** Counts what the logic thread sends to the render thread: counts and bytes repeat exactly, milliseconds do not. */
export function createSetDataMeter(): SetDataMeter {
  const calls: SetDataCall[] = []
  return {
    record: (call) => void calls.push(call),
    get mark() {
      return calls.length
    },
    costSince(mark) {
      const sizes = calls.slice(mark).map(({ bytes }) => bytes)
      return {
        calls: sizes.length,
        bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
        bytesMax: Math.max(0, ...sizes),
      }
    },
  }
}
