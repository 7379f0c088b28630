import type { useAct } from '../../resident/parts/use-act'
import type { Asked } from './act'

type Failure = ReturnType<typeof useAct>['failure']

/** Which of what was asked the service names as wrong; undefined where it names none of them. */
export function refusedPart(failure: Failure, asks: readonly Asked[]): Asked | undefined {
  if (failure?.kind !== 'refused') return undefined
  const { body } = failure
  const where = typeof body === 'object' && body !== null && 'where' in body ? String(body.where) : ''
  const parts = where.split('/')
  return asks.find(({ name, wire = [name] }) => wire.some((part) => parts.includes(part)))
}
