import { afterAttempt, type AttemptOutcome } from '#domain/message'

const now = new Date('2026-05-04T09:00:00+08:00')
const after = (outcome: AttemptOutcome, attempts: number, spread = 0) =>
  afterAttempt({ outcome, attempts, spread, now })

describe('a message to a host', () => {
  it('is sent once it is taken, and dead once it is refused', () => {
    expect(after('taken', 14)).toEqual({ state: 'sent' })
    expect(after('refused', 1)).toEqual({ state: 'dead', reason: 'refused' })
  })

  it('is tried again after half a minute, then after twice as long each time, at most six hours', () => {
    const waits = Array.from({ length: 13 }, (_, index) => {
      const delivery = after('unreachable', index + 1)
      return delivery.state === 'again' ? (delivery.after.getTime() - now.getTime()) / 1_000 : -1
    })
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240])
    expect(Math.max(...waits)).toBe(6 * 3_600)
    const hours = waits.reduce((sum, seconds) => sum + seconds, 0) / 3_600
    expect(hours).toBeGreaterThan(24)
    expect(after('unreachable', 14)).toEqual({ state: 'dead', reason: 'unreachable' })
  })

  it('does not come back together with all the others', () => {
    expect(after('unreachable', 1, 1)).toEqual({ state: 'again', after: new Date(now.getTime() + 37_500) })
  })
})
