export interface PushGate {
  /** Resolves with the way out when there is a place inside, or at once with null when too many wait already. */
  enter(operatorNo: number): Promise<(() => void) | null>
}

export interface GateLimits {
  readonly insideMax: number
  /** Of one operator; below `insideMax`, so that no operator alone ever stops the others. */
  readonly insideEachMax: number
  readonly waitingMax: number
  readonly waitingEachMax: number
}

interface Waiting {
  readonly operatorNo: number
  readonly go: () => void
}

/**
 * Bounds the pushes one process works on. Whoever waits here has not read its body, so the sender feels it as
 * back-pressure on its socket and memory does not grow with the number of senders. A free place goes to the operator with the
 * fewest pushes inside, among those to the one that came first.
 */
export function createPushGate(limits: GateLimits): PushGate {
  const inside: number[] = []
  const waiting: Waiting[] = []
  const insideOf = (operatorNo: number): number => inside.filter((one) => one === operatorNo).length
  const mayEnter = (operatorNo: number): boolean =>
    inside.length < limits.insideMax && insideOf(operatorNo) < limits.insideEachMax
  const letIn = (): void => {
    const [next] = waiting
      .filter(({ operatorNo }) => mayEnter(operatorNo))
      .sort((left, right) => insideOf(left.operatorNo) - insideOf(right.operatorNo))
    if (next === undefined) return
    waiting.splice(waiting.indexOf(next), 1)
    inside.push(next.operatorNo)
    next.go()
  }
  const wayOut = (operatorNo: number): (() => void) => {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      inside.splice(inside.indexOf(operatorNo), 1)
      letIn()
    }
  }
  const isFull = (operatorNo: number): boolean =>
    waiting.length >= limits.waitingMax ||
    waiting.filter((one) => one.operatorNo === operatorNo).length >= limits.waitingEachMax
  return {
    async enter(operatorNo) {
      if (mayEnter(operatorNo)) inside.push(operatorNo)
      else if (isFull(operatorNo)) return null
      else await new Promise<void>((go) => waiting.push({ operatorNo, go }))
      return wayOut(operatorNo)
    },
  }
}
