import type { Module } from '../journey'

/** What the hosts bear and we allow ourselves: bytes are UTF-8 bytes of the JSON sent to the render thread. */
export const LIMITS = {
  firstScreenBytes: 20_000,
  firstScreenCalls: 3,
  tapBytes: 4_000,
  nodes: 1_000,
  depth: 30,
} as const

/** Whether a page has more nodes, or deeper ones, than a host bears. */
export async function sizeFindings(app: Module): Promise<string[]> {
  const path = await app.path()
  const { count, depth } = await app.nodes()
  return [
    ...(count >= LIMITS.nodes ? [`${path} has ${count} nodes, limit ${LIMITS.nodes}`] : []),
    ...(depth >= LIMITS.depth ? [`${path} is ${depth} nodes deep, limit ${LIMITS.depth}`] : []),
  ]
}

/** What a page just opened has over its budgets, in sentences; none when all is well. */
export async function pageFindings(app: Module): Promise<string[]> {
  const path = await app.path()
  const cost = await app.setData()
  const unspoken = await app.unspoken()
  return [
    ...(await sizeFindings(app)),
    ...(cost && cost.bytes > LIMITS.firstScreenBytes
      ? [`${path} opens with ${cost.bytes} bytes, limit ${LIMITS.firstScreenBytes}`]
      : []),
    ...(cost && cost.calls > LIMITS.firstScreenCalls
      ? [`${path} opens in ${cost.calls} calls, limit ${LIMITS.firstScreenCalls}`]
      : []),
    ...unspoken.map((element) => `${path}: ${element}`),
  ]
}

/** What one interaction has over its budget. */
export async function tapFindings(app: Module, action: () => Promise<void>): Promise<string[]> {
  const cost = await app.costOf(action)
  return cost && cost.bytes > LIMITS.tapBytes
    ? [`a tap sends ${cost.bytes} bytes, limit ${LIMITS.tapBytes}`]
    : []
}
