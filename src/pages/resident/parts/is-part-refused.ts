import type { ActFailure } from './use-act'

/** Whether the service names this part of what was sent as wrong. */
export const isPartRefused = (failure: ActFailure | undefined, part: string): boolean => {
  if (failure?.kind !== 'refused') return false
  const { body } = failure
  const where = typeof body === 'object' && body !== null && 'where' in body ? String(body.where) : ''
  return where.split('/').includes(part)
}
