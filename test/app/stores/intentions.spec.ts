import { Intentions } from '../../../src/stores/intentions'
import type { ApiResult } from '../../../src/api'

/** Sends one act as often as there are answers, and says under which keys. */
async function keysUnder(answers: readonly ApiResult<null>[]): Promise<(string | undefined)[]> {
  const intentions = new Intentions()
  const keys: (string | undefined)[] = []
  for (const answer of answers)
    await intentions.carryOut(['scan', '481'], async ({ idempotencyKey }) => {
      keys.push(idempotencyKey)
      return answer
    })
  return keys
}

const refused = (status: number): ApiResult<null> => ({
  ok: false,
  failure: { kind: 'refused', status, code: 'x', body: null },
})

describe('an act that is asked for again', () => {
  it.each<[string, ApiResult<null>]>([
    ['no answer', { ok: false, failure: { kind: 'offline' } }],
    ['a fault of the service', refused(503)],
    ['not now, too often', refused(429)],
  ])('keeps its key after %s', async (_name, answer) => {
    const [first, second] = await keysUnder([answer, { ok: true, value: null }])
    expect(second).toBe(first)
  })

  it.each<[string, ApiResult<null>]>([
    ['a yes', { ok: true, value: null }],
    ['a no', refused(409)],
  ])('is a new one after %s', async (_name, answer) => {
    const [first, second] = await keysUnder([answer, answer])
    expect(second).not.toBe(first)
  })
})
