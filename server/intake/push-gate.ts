export interface PushGate {
  /** Resolves with the way out when there is a place inside, or at once with null when too many wait already. */
  enter(): Promise<(() => void) | null>
}

/**
 * Bounds the pushes one process works on. Whoever waits here has not read its body, so the sender feels it as
 * back-pressure on its socket and memory does not grow with the number of senders.
 */
export function createPushGate({
  insideMax,
  waitingMax,
}: {
  insideMax: number
  waitingMax: number
}): PushGate {
  let inside = 0
  const waiting: (() => void)[] = []
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) inside -= 1
    else next()
  }
  const once = (): (() => void) => {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      leave()
    }
  }
  return {
    async enter() {
      if (inside < insideMax) {
        inside += 1
        return once()
      }
      if (waiting.length >= waitingMax) return null
      await new Promise<void>((resolve) => waiting.push(resolve))
      return once()
    },
  }
}
