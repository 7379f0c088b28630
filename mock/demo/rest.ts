/** Rests this long, or until everything stops. */
export type Rest = (milliseconds: number) => Promise<void>

/** One listener on `stop` for all who rest, however many there are: a city has more rides under way than a signal likes listeners. */
export const createRest = (stop: AbortSignal): Rest => {
  const sleepers = new Set<() => void>()
  stop.addEventListener('abort', () => sleepers.forEach((wake) => wake()), { once: true })
  return (milliseconds) =>
    new Promise((resolve) => {
      if (stop.aborted) return resolve()
      const wake = (): void => {
        clearTimeout(timer)
        sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      sleepers.add(wake)
    })
}
