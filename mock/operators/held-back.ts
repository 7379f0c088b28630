/** Rows that reach the platform later than they happened: kept by the minute of their release, oldest first. */
export interface HeldBack<T> {
  hold(item: T, untilMinute: number): void
  /** What is due up to and including this minute, in the order of minutes, then of holding. */
  release(minute: number): T[]
  /** Everything that is left. */
  rest(): T[]
}

export const createHeldBack = <T>(): HeldBack<T> => {
  const byMinute = new Map<number, T[]>()
  const take = (isDue: (minute: number) => boolean): T[] => {
    const due = [...byMinute.keys()].filter(isDue).sort((a, b) => a - b)
    return due.flatMap((minute) => {
      const items = byMinute.get(minute) ?? []
      byMinute.delete(minute)
      return items
    })
  }
  return {
    hold: (item, untilMinute) => {
      const items = byMinute.get(untilMinute)
      if (items) items.push(item)
      else byMinute.set(untilMinute, [item])
    },
    release: (minute) => take((held) => held <= minute),
    rest: () => take(() => true),
  }
}
