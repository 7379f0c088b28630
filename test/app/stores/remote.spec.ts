import type { ApiResult } from '../../../src/api'
import { LastKnown } from '../../../src/stores/last-known'
import { loadTogether, RemoteValue } from '../../../src/stores/remote'
import { deviceStore } from './device-store'

const ok = <T>(value: T): ApiResult<T> => ({ ok: true, value })
const offline: ApiResult<never> = { ok: false, failure: { kind: 'offline' } }

describe('a remote value', () => {
  test('keeps what was last known on show when the next load fails', async () => {
    const answers: ApiResult<number>[] = [ok(7), offline]
    const value = new RemoteValue(() => Promise.resolve(answers.shift() ?? offline))
    expect(value.remote).toEqual({ state: 'loading' })
    await value.load()
    expect(await value.load()).toBe(false)
    expect(value.remote).toEqual({ state: 'failed', failure: { kind: 'offline' }, last: 7 })
    expect(value.shown).toBe(7)
  })

  test('drops an answer that a later load has overtaken', async () => {
    const pending: ((result: ApiResult<string>) => void)[] = []
    const value = new RemoteValue<string>(() => new Promise((resolve) => pending.push(resolve)))
    const [first, second] = [value.load(), value.load()]
    pending[1]?.(ok('new'))
    await second
    pending[0]?.(ok('old'))
    await first
    expect(value.shown).toBe('new')
  })

  test('that is loaded with another is shown with it', async () => {
    const one = new RemoteValue(() => Promise.resolve(ok(1)))
    const other = new RemoteValue(() => Promise.resolve(ok(2)))
    await loadTogether(one, other)
    expect([one.shown, other.shown]).toEqual([1, 2])
  })
})

describe('last known data', () => {
  test('comes back to its owner and to nobody else', () => {
    const device = deviceStore()
    let owner: string | null = 'acc_wang'
    const kept = new LastKnown(device, () => owner).of<number>('home')
    kept.keep(42)
    expect(kept.recall()).toBe(42)
    owner = 'acc_li'
    expect(kept.recall()).toBeUndefined()
    owner = null
    expect(kept.recall()).toBeUndefined()
  })
})
