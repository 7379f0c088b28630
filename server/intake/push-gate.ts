export interface PushGate {
  /** Resolves with the way out when there is a place inside, or at once with null when too many of this operator wait already. */
  enter(operatorNo: number): Promise<(() => void) | null>
}

export interface GateLimits {
  /** Of one operator. Its first place is its own: no other operator, nor all of them together, can hold it. */
  readonly insideEachMax: number
  /** Places beyond the first of each, for whoever comes. */
  readonly sharedMax: number
  readonly waitingEachMax: number
}

interface Waiting {
  readonly operatorNo: number
  readonly go: () => void
}

/**
 * Bounds the pushes one process works on: one of each operator – few, and let in by the scheme – and a few more. Whoever waits here has
 * not read its body, so the sender feels it as back-pressure on its socket and memory does not grow with the number of senders. A free
 * place goes to the operator with the fewest pushes inside, among those to the one that came first.
 */
export function createPushGate(limits: GateLimits): PushGate {
  const inside = new Map<number, number>()
  const waiting: Waiting[] = []
  const insideOf = (operatorNo: number): number => inside.get(operatorNo) ?? 0
  const shared = (): number => [...inside.values()].reduce((sum, count) => sum + Math.max(0, count - 1), 0)
  const mayEnter = (operatorNo: number): boolean => {
    const own = insideOf(operatorNo)
    return own === 0 || (own < limits.insideEachMax && shared() < limits.sharedMax)
  }
  const count = (operatorNo: number, change: 1 | -1): void =>
    void inside.set(operatorNo, insideOf(operatorNo) + change)
  const letIn = (): void => {
    const [next] = waiting
      .filter(({ operatorNo }) => mayEnter(operatorNo))
      .sort((left, right) => insideOf(left.operatorNo) - insideOf(right.operatorNo))
    if (next === undefined) return
    waiting.splice(waiting.indexOf(next), 1)
    count(next.operatorNo, 1)
    next.go()
  }
  const wayOut = (operatorNo: number): (() => void) => {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      count(operatorNo, -1)
      letIn()
    }
  }
  const isFull = (operatorNo: number): boolean =>
    waiting.filter((one) => one.operatorNo === operatorNo).length >= limits.waitingEachMax
  return {
    async enter(operatorNo) {
      if (mayEnter(operatorNo)) count(operatorNo, 1)
      else if (isFull(operatorNo)) return null
      else await new Promise<void>((go) => waiting.push({ operatorNo, go }))
      return wayOut(operatorNo)
    },
  }
}
