import type { GroupPreview, Ranking, YearReport } from '#contract'
import type { TogetherApi } from '../../../src/api/resources/together'
import { RankingStore } from '../../../src/stores/together/ranking-store'
import { TogetherStore } from '../../../src/stores/together/together-store'
import { YearStore } from '../../../src/stores/together/year-store'

const NAME = { zh: '世界小学', en: 'World School' }
const PREVIEW: GroupPreview = {
  ...{ groupId: `grp_${'1'.repeat(26)}`, kind: 'school', name: NAME, openedBy: NAME, isJoined: false },
  consent: { version: '2026-11', paragraphs: [NAME] },
}
const lastKnown = { of: () => ({ recall: () => undefined, keep: () => undefined }) } as never
const host = { can: () => false, scan: () => Promise.reject(new Error('no scanner')) }
const said = <T>(value: T) => Promise.resolve({ ok: true as const, value })

/** A service that remembers what it was asked. */
const serviceOf = (bend: Partial<Record<keyof TogetherApi, unknown>> = {}) => {
  const asked: unknown[] = []
  const api = {
    preview: (request: unknown) => (asked.push(request), said(PREVIEW)),
    join: (request: unknown) => (asked.push(request), said({})),
    read: () => said({ groups: [] }),
    ranking: (board: string, query: object) => (asked.push([board, query]), said({ board } as Ranking)),
    years: () => said({ items: [{ year: 2026, issuedMilligrams: 0, rides: 0 }] }),
    year: (year: number) => (asked.push(year), said({ year } as YearReport)),
    ...bend,
  } as unknown as TogetherApi
  return { api, asked }
}

describe('the way into a group', () => {
  it.each([
    ['AB12CD34', 'as it is printed'],
    ['ab12 - cd34', 'as it is typed'],
    ['https://suitan.example/join?from=poster&code=ab12cd34#top', 'at the end of a link'],
  ])('reads %s, %s', async (text) => {
    const { api, asked } = serviceOf()
    await new TogetherStore(api, host, lastKnown).look(text)
    expect(asked).toEqual([{ code: 'AB12CD34' }])
  })

  it('asks nobody about what can be no code', async () => {
    const { api, asked } = serviceOf()
    expect(await new TogetherStore(api, host, lastKnown).look('你好')).toBeUndefined()
    expect(asked).toEqual([])
  })

  it('joins with the code and the very words she has read, and with none once she turned away', async () => {
    const { api, asked } = serviceOf()
    const store = new TogetherStore(api, host, lastKnown)
    await store.look('AB12CD34')
    await store.join()
    store.forgetPreview()
    await store.join()
    expect(asked.slice(1)).toEqual([
      { code: 'AB12CD34', consentVersion: '2026-11' },
      { code: '', consentVersion: '' },
    ])
  })
})

describe('a board', () => {
  it('keeps its order from board to board and its month on one board only', async () => {
    const { api, asked } = serviceOf()
    const store = new RankingStore(api)
    await store.open('school')
    await store.orderBy('sum')
    await store.turnTo('2026-10')
    await store.open('street')
    expect(asked).toEqual([
      ['school', { by: 'average' }],
      ['school', { by: 'sum' }],
      ['school', { by: 'sum', month: '2026-10' }],
      ['street', { by: 'sum' }],
    ])
  })
})

describe('the year', () => {
  it('opens on the running one, and on the one she came from when she is back', async () => {
    const { api, asked } = serviceOf()
    const store = new YearStore(
      api,
      { ...host, handOver: () => Promise.reject(new Error('no file')), share: () => said(undefined) },
      lastKnown,
      () => new Date('2026-12-31T23:00:00+08:00'),
    )
    await store.open()
    await store.turnTo(2025)
    await store.open()
    expect(asked).toEqual([2026, 2025, 2025])
  })
})
