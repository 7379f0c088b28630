import type { MethodologyRegister } from '#contract'
import { screen } from '@testing-library/react'
import ferry from '../../../domain/methodology/data/shanghai/ferry.json'
import metro from '../../../domain/methodology/data/shanghai/metro.json'
import pv from '../../../domain/project/data/shanghai/distributed-pv.json'
import RuleEntry from '../../../src/pages/register/rule-entry'
import { answer, startService, type Service } from '../api/service'
import { HER, herStores, openPage } from '../mall/her-phone'
import { openWith, resetTaro } from '../taro'

type Kept = MethodologyRegister['items'][number]['versions'][number]
const kept = (version: number, change: Partial<Kept> = {}): Kept => ({
  ...{ version, state: 'published', validFrom: '2024-03-01', validTo: null },
  ...{ publishedAt: null, author: null, opinions: [], ...change },
})
const entry = ({ code, sceneId, name }: typeof ferry | typeof metro, versions: Kept[]) => ({
  ...{ code, sceneId, name, versions },
})

let service: Service
let items: MethodologyRegister['items']
let records: unknown[]
let differing: readonly string[]
beforeEach(async () => {
  items = []
  records = []
  differing = []
  service = await startService(({ url = '' }, response) => {
    if (url.includes('/differences')) {
      const found = differing.map((field) => ({ field, before: null, after: null }))
      return answer(response, 200, { code: '', from: 1, to: 2, items: found })
    }
    if (url.startsWith('/v1/methodology-register')) return answer(response, 200, { classes: [], items })
    if (url.startsWith('/v1/project-methodologies')) return answer(response, 200, { items: [pv] })
    if (url.startsWith('/v1/methodologies')) return answer(response, 200, { items: records })
    return answer(response, 200, HER)
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

async function open(code: string): Promise<string> {
  openWith({ code })
  await openPage(herStores(service), <RuleEntry />)
  await screen.findByText('版本')
  return document.body.textContent ?? ''
}

it('a rule for projects names its kind, and tells figures in units people know', async () => {
  const text = await open(pv.code)
  expect(text).toContain('项目种类分布式光伏发电')
  expect(text).toContain('发电量：每度电（千瓦时）加 0.42 千克')
  expect(text).toContain('1,000 千瓦')
  expect(text).not.toMatch(/distributed-pv|微克|瓦时加 420,000/u)
})

it('what came with the city’s data was published when its source says, not the day it was loaded', async () => {
  items = [entry(metro, [kept(1)])]
  records = [metro]
  const text = await open(metro.code)
  expect(text).toContain(`出处：${metro.source.zh}`)
  expect(text).not.toMatch(/日 公布/u)
  expect(text).toContain('这一版是市里公布的')
})

it('what was published here says on which day', async () => {
  items = [entry(metro, [kept(1, { publishedAt: '2026-11-20T10:00:00+08:00' })])]
  records = [metro]
  expect(await open(metro.code)).toContain('2026年11月20日 公布')
})

it('a version that is not in use says why, and nobody says that it was published or its figures read', async () => {
  items = [entry(ferry, [kept(1, { state: 'disabled', validFrom: ferry.validFrom })])]
  records = [ferry]
  const text = await open(ferry.code)
  expect(text).toContain(ferry.disabledReason.zh)
  expect(text).toContain('这一版还没有公布，没有专家意见。')
  expect(text).not.toMatch(/日 公布|是市里公布的|读过正式文本/u)
})

describe('of two versions side by side', () => {
  beforeEach(() => {
    items = [entry(metro, [kept(2), kept(1)])]
    records = [{ ...metro, version: 2 }, metro]
  })

  it('no heading stands over nothing where all fields differ', async () => {
    differing = Object.keys(metro)
    await open(metro.code)
    expect((await screen.findAllByText('变了')).length).toBeGreaterThan(5)
    expect(screen.queryByText('没有变的')).toBeNull()
  })

  it('what did not change stands under its own', async () => {
    differing = ['formula']
    await open(metro.code)
    expect(await screen.findByText('没有变的')).toBeInTheDocument()
  })
})
