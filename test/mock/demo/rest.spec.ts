import { getEventListeners } from 'node:events'
import { createRest } from '../../../mock/demo/rest'

describe('everybody of the city who rests', () => {
  it('wakes when the time is over', async () => {
    const begun = Date.now()
    await createRest(new AbortController().signal)(30)
    expect(Date.now() - begun).toBeGreaterThanOrEqual(25)
  })

  it('listens to the end by one ear, however many rest, and all wake at it', async () => {
    const stop = new AbortController()
    const rest = createRest(stop.signal)
    const rests = Array.from({ length: 60 }, () => rest(3_600_000))
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1)
    stop.abort()
    await Promise.all(rests)
  })

  it('does not lie down after the end', async () => {
    const stop = new AbortController()
    const rest = createRest(stop.signal)
    stop.abort()
    await rest(3_600_000)
  })
})
