/** A way from one node to a neighbour. */
export interface Hop {
  readonly to: number
  readonly meters: number
}

/**
 * Dijkstra over an adjacency list: metres from `start` to every node, Infinity where no way leads. A binary heap with stale
 * entries left in; weights are whole and ≥ 0.
 */
export const shortestMeters = (hops: readonly (readonly Hop[])[], start: number): Float64Array => {
  const best = new Float64Array(hops.length).fill(Infinity)
  best[start] = 0
  const heap: Hop[] = [{ to: start, meters: 0 }]
  for (let nearest = pop(heap); nearest; nearest = pop(heap)) {
    if (nearest.meters > (best[nearest.to] ?? 0)) continue
    for (const hop of hops[nearest.to] ?? []) {
      const meters = nearest.meters + hop.meters
      if (meters >= (best[hop.to] ?? 0)) continue
      best[hop.to] = meters
      push(heap, { to: hop.to, meters })
    }
  }
  return best
}

const metersAt = (heap: readonly Hop[], index: number): number => heap[index]?.meters ?? Infinity

const swap = (heap: Hop[], a: number, b: number): void => {
  const kept = heap[a] as Hop
  heap[a] = heap[b] as Hop
  heap[b] = kept
}

const push = (heap: Hop[], hop: Hop): void => {
  let index = heap.push(hop) - 1
  for (
    let parent = (index - 1) >> 1;
    index > 0 && metersAt(heap, parent) > hop.meters;
    parent = (index - 1) >> 1
  ) {
    swap(heap, index, parent)
    index = parent
  }
}

const pop = (heap: Hop[]): Hop | undefined => {
  const nearest = heap[0]
  const last = heap.pop()
  if (heap.length === 0 || last === undefined) return nearest
  heap[0] = last
  for (let index = 0; ;) {
    const left = 2 * index + 1
    const child = metersAt(heap, left + 1) < metersAt(heap, left) ? left + 1 : left
    if (metersAt(heap, child) >= metersAt(heap, index)) return nearest
    swap(heap, index, child)
    index = child
  }
}
