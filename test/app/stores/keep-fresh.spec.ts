import type { ApiResult } from '../../../src/api'
import { keepFresh } from '../../../src/stores/keep-fresh'
import { RemoteValue } from '../../../src/stores/remote'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

const MINUTE_MS = 60_000

function watched(answer: () => ApiResult<number>) {
  const fetch = jest.fn(() => Promise.resolve(answer()))
  const value = new RemoteValue(fetch)
  return { value, fetch }
}

test('an open page looks every three seconds, and no more once it is left', async () => {
  const { value, fetch } = watched(() => ({ ok: true, value: 1 }))
  const freshness = keepFresh(value)
  await freshness.start()
  await jest.advanceTimersByTimeAsync(9_000)
  expect(fetch).toHaveBeenCalledTimes(4)
  freshness.stop()
  await jest.advanceTimersByTimeAsync(MINUTE_MS)
  expect(fetch).toHaveBeenCalledTimes(4)
})

test('a service that does not answer is asked ever less often', async () => {
  const { value, fetch } = watched(() => ({ ok: false, failure: { kind: 'offline' } }))
  await keepFresh(value).start()
  await jest.advanceTimersByTimeAsync(MINUTE_MS)
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(5)
})

test('what can change no more is not asked again', async () => {
  const { value, fetch } = watched(() => ({ ok: true, value: 1 }))
  await keepFresh(value, () => value.shown === 1).start()
  await jest.advanceTimersByTimeAsync(MINUTE_MS)
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('where little is to be expected it looks every quarter of a minute, and on', async () => {
  const { value, fetch } = watched(() => ({ ok: true, value: 1 }))
  const freshness = keepFresh(
    value,
    () => false,
    () => value.shown === 1,
  )
  await freshness.start()
  await jest.advanceTimersByTimeAsync(MINUTE_MS)
  expect(fetch).toHaveBeenCalledTimes(5)
  freshness.stop()
})
