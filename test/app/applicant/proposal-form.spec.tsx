import type { MethodologyRegister, Proposal, ProposalRecordRequest, ProposalRequest } from '#contract'
import { readProposed } from '#domain/methodology'
import { parseCityDay, type CityDay } from '#domain/calendar'
import { act, screen, waitFor, within } from '@testing-library/react'
import { inventedFerry } from '../../../mock/applicants/invented-ferry'
import ProposalPage from '../../../src/pages/applicant/proposal'
import ProposalDraftPage from '../../../src/pages/applicant/proposal-draft'
import { answer, startService, type Service } from '../api/service'
import { HER, herStores, openPage } from '../mall/her-phone'
import { openWith, resetTaro } from '../taro'

const PROPOSAL_ID = `mpr_${'1'.repeat(26)}`
const REGISTER: MethodologyRegister = {
  classes: [
    { class: 'II', uses: ['points', 'sale', 'offset', 'donation'] },
    { class: 'behaviour', uses: ['points'] },
  ],
  items: [],
}
const scene = (sceneId: string, zh: string, kind: 'reduction' | 'behaviour') => ({
  ...{ sceneId, kind, name: { zh, en: sceneId }, state: 'disabled', reason: null, methodology: null },
  ...{ summary: null, providers: [], evidence: [] },
})
const SCENES = { items: [scene('ferry', '轮渡', 'reduction'), scene('no-cutlery', '不要餐具', 'behaviour')] }
const GIVEN = {
  ...{ code: 'T-1', version: 1, schemeId: 'shanghai' },
  validFrom: parseCityDay('2027-01-01') as CityDay,
}

let service: Service
let stored: Record<string, unknown>
let handedIn: number
let visited: string[]
const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
  visited.push(url)
  success({ errMsg: 'ok' })
}
const router = { navigateTo: go, redirectTo: go }
beforeEach(async () => {
  stored = JSON.parse(JSON.stringify(inventedFerry)) as Record<string, unknown>
  handedIn = 0
  visited = []
  service = await startService((request, response, body) => {
    const { url = '', method } = request
    if (url.startsWith('/v1/methodology-register')) return answer(response, 200, REGISTER)
    if (url.startsWith('/v1/scenes')) return answer(response, 200, SCENES)
    if (!url.includes('/methodology-proposals')) return answer(response, 200, HER)
    if (url.endsWith('/submission')) handedIn += 1
    else if (method !== 'GET')
      stored = (JSON.parse(body) as ProposalRequest | ProposalRecordRequest).record ?? {}
    return answer(response, 200, proposal())
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

function proposal(): Proposal {
  const read = readProposed(stored, GIVEN)
  return {
    ...{ proposalId: PROPOSAL_ID, state: 'draft', round: 0, name: null, revises: null, code: null },
    ...{ version: null, openedAt: '2026-11-02T09:00:00+08:00', checkDueAt: null, returns: [] },
    ...{
      closedReasons: null,
      opinions: [],
      record: stored,
      faults: 'faults' in read ? [...read.faults] : [],
    },
  }
}

const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(async () => button.click())
}
const goOn = async (steps: number) => {
  for (let step = 0; step < steps; step += 1) {
    await tap('下一步')
    await screen.findByText(new RegExp(`第 ${step + 2}\\s步`, 'u'))
  }
}

describe('the form of a methodology', () => {
  it('leaves a stored record as it was when she goes through every step', async () => {
    openWith({ proposalId: PROPOSAL_ID })
    await openPage(herStores(service, router), <ProposalDraftPage />)
    expect(await screen.findByText(/属于Ⅱ类，可以用来：换积分。/u)).toBeInTheDocument()
    await goOn(2)
    expect(screen.getByText('现在存的是一个净值：123 克/次')).toBeInTheDocument()
    expect(screen.getByText('每次少排 123 克')).toBeInTheDocument()
    await tap('下一步')
    await screen.findByText(/第 4/u)
    await tap('下一步')
    await screen.findByText(/第 5/u)
    await tap('下一步')
    expect(await screen.findByText('都齐了，可以提交')).toBeInTheDocument()
    await tap('存成草稿')
    expect(stored).toEqual(JSON.parse(JSON.stringify(inventedFerry)))
    await waitFor(() => expect(visited.at(-1)).toContain('/pages/applicant/proposal?'))
  })

  it('shows with the scene what class it is of and what that may be used for', async () => {
    openWith({})
    await openPage(herStores(service, router), <ProposalDraftPage />)
    const ferry = await screen.findByRole('radio', { name: '轮渡' })
    act(() => ferry.click())
    expect(screen.getByText(/属于Ⅱ类，可以用来：换积分、出售、抵消、捐赠。/u)).toBeInTheDocument()
    act(() => screen.getByRole('radio', { name: '不要餐具' }).click())
    expect(screen.getByText(/属于行为类，可以用来：换积分。/u)).toBeInTheDocument()
  })

  it('leads from each thing that is missing to the step it is written in, and names none without a field', async () => {
    openWith({})
    await openPage(herStores(service, router), <ProposalDraftPage />)
    await screen.findByRole('radio', { name: '轮渡' })
    await goOn(5)
    const list = within(await screen.findByRole('group', { name: /^还缺这些/u }))
    const names = list.getAllByRole('button').map(({ textContent }) => textContent)
    expect(names).toEqual([
      ...['算哪个场景在第 1 步写', '方法学的名字在第 1 步写', '什么情况可以用在第 2 步写'],
      ...['算到哪里为止在第 2 步写', '为什么不做就不会少排在第 2 步写'],
      ...['不这样做，人们会怎么做在第 3 步写', '两个数和出处在第 3 步写'],
      ...[
        '怎么知道真的发生了在第 4 步写',
        '整套算法的依据在第 4 步写',
        '公布时怎么称呼你（或你们）在第 5 步写',
      ],
    ])
    act(() => list.getByRole('button', { name: /^怎么知道/u }).click())
    expect(await screen.findByText(/第 4\s步/u)).toBeInTheDocument()
  })
})

describe('a proposal that is hers', () => {
  it('leads from what is missing to its step of the form', async () => {
    stored = { ...stored, monitoring: undefined }
    openWith({ proposalId: PROPOSAL_ID })
    await openPage(herStores(service, router), <ProposalPage />)
    await tap(/^怎么知道/u)
    await waitFor(() => expect(visited.at(-1)).toMatch(/proposal-draft\?.*step=3/u))
    openWith({ proposalId: PROPOSAL_ID, step: '3' })
    await openPage(herStores(service, router), <ProposalDraftPage />)
    expect(await screen.findByText(/第 4\s步/u)).toBeInTheDocument()
  })

  it('is handed in when she has said so twice', async () => {
    openWith({ proposalId: PROPOSAL_ID })
    await openPage(herStores(service, router), <ProposalPage />)
    await tap('提交')
    expect(handedIn).toBe(0)
    await tap('先不了')
    expect(screen.queryByRole('dialog')).toBeNull()
    await tap('提交')
    await tap('是，交上去')
    expect(await screen.findByText('交上去了')).toBeInTheDocument()
    expect(handedIn).toBe(1)
  })
})
