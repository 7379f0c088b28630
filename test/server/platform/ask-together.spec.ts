import { setTimeout as wait } from 'node:timers/promises'

import { askTogether } from '#server/platform/index'

const doubled = (asked: readonly number[]): Promise<number[]> =>
  wait(5).then(() => asked.map((one) => 2 * one))

describe('questions asked together', () => {
  it('are answered each with its own answer, those that came meanwhile in the next group', async () => {
    const groups: (readonly number[])[] = []
    const meanwhile: Promise<number>[] = []
    const answer = (group: readonly number[]) => {
      groups.push(group)
      if (groups.length === 1) meanwhile.push(ask(3), ask(4))
      return doubled(group)
    }
    const ask = askTogether({ groupMax: 10, groupsMax: 1, answer })
    const first = await Promise.all([ask(1), ask(2)])
    const answers = [...first, ...(await Promise.all(meanwhile))]
    expect(answers).toEqual([2, 4, 6, 8])
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(await ask(5)).toBe(10)
  })

  it('are at most so many in a group, and so many groups at a time', async () => {
    const seen = { groups: 0, most: 0, largest: 0 }
    const answer = async (group: readonly number[]) => {
      seen.groups += 1
      seen.most = Math.max(seen.most, seen.groups)
      seen.largest = Math.max(seen.largest, group.length)
      const answers = await doubled(group)
      seen.groups -= 1
      return answers
    }
    const ask = askTogether({ groupMax: 3, groupsMax: 2, answer })
    const asked: Promise<number>[] = []
    for (let n = 0; n < 20; n += 1) {
      asked.push(ask(n))
      if (n % 5 === 0) await wait(1)
    }
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, (_, n) => 2 * n))
    expect([seen.most, seen.largest]).toEqual([2, 3])
  })

  it('of one key are never under way beside each other', async () => {
    const busy = new Set<string>()
    const answer = async (group: readonly string[]) => {
      for (const one of group) {
        expect(busy.has(one)).toBe(false)
        busy.add(one)
      }
      await wait(3)
      for (const one of group) busy.delete(one)
      return group
    }
    const ask = askTogether({ groupMax: 4, groupsMax: 3, keyOf: (one: string) => one, answer })
    const asked = ['a', 'a', 'b', 'a', 'c', 'b', 'd', 'a']
    expect(await Promise.all(asked.map(ask))).toEqual(asked)
  })

  it('do not fail for one another; each hears of its own fault', async () => {
    const answer = (group: readonly number[]) =>
      group.includes(2) ? Promise.reject(new Error('two')) : doubled(group)
    const ask = askTogether({ groupMax: 10, groupsMax: 1, answer })
    const answers = await Promise.allSettled([ask(1), ask(2), ask(3)])
    expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      2,
      'Error: two',
      6,
    ])
    expect(await ask(4)).toBe(8)
  })

  it('that the loss of the database ended are not asked again', async () => {
    let asked = 0
    const answer = async (): Promise<number[]> => {
      asked += 1
      throw Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' })
    }
    const ask = askTogether({ groupMax: 10, groupsMax: 1, answer })
    const answers = await Promise.allSettled([ask(1), ask(2)])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(asked).toBe(1)
  })
})
