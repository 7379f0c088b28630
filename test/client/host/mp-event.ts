import type { Dialect } from './mini-package'

interface EventNode {
  readonly id: string
  readonly dataset: Readonly<Record<string, unknown>> | null
}

interface EngineEvent {
  readonly type: string
  readonly timeStamp: number
  readonly detail: unknown
  readonly target: EventNode
  readonly currentTarget: EventNode
  readonly touches?: unknown
  readonly changedTouches?: unknown
}

/** An engine event as the plain object a page's handler receives; anything else passes as it is. */
export function mpEvent(event: unknown, dialect: Dialect): unknown {
  if (!isEngineEvent(event)) return event
  return {
    type: dialect === 'my' ? (ALIPAY_NAME[event.type] ?? event.type) : event.type,
    timeStamp: event.timeStamp,
    detail: event.detail ?? {},
    target: node(event.target),
    currentTarget: node(event.currentTarget),
    touches: event.touches ?? [],
    changedTouches: event.changedTouches ?? [],
  }
}

const node = ({ id, dataset }: EventNode) => ({ id, dataset: { ...dataset }, offsetLeft: 0, offsetTop: 0 })

const isEngineEvent = (event: unknown): event is EngineEvent =>
  typeof event === 'object' && event !== null && 'currentTarget' in event && 'timeStamp' in event

/** Alipay writes event types in camel case. */
const ALIPAY_NAME: Readonly<Record<string, string>> = {
  touchstart: 'touchStart',
  touchmove: 'touchMove',
  touchend: 'touchEnd',
  touchcancel: 'touchCancel',
  longtap: 'longTap',
  scrolltolower: 'scrollToLower',
  scrolltoupper: 'scrollToUpper',
  changeend: 'changeEnd',
}
