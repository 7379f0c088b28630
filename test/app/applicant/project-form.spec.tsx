import type { Project, ProjectOutlook, ProjectRecord, ProjectRequest } from '#contract'
import { act, fireEvent, screen } from '@testing-library/react'
import pv from '../../../domain/project/data/shanghai/distributed-pv.json'
import ProjectPage from '../../../src/pages/applicant/project'
import ProjectDraftPage from '../../../src/pages/applicant/project-draft'
import { answer, startService, type Service } from '../api/service'
import { HER, herStores, openPage } from '../mall/her-phone'
import { openWith, resetTaro } from '../taro'

const projectId = `prj_${'1'.repeat(26)}`
const RECORD: ProjectRecord = {
  ...{ kind: 'distributed-pv', name: '老王家屋顶光伏', address: '闵行区莘松路 1 号', size: 9_600 },
  ...{ startDay: '2025-06-01', siteKeys: [{ kind: 'gridAccount', value: '310100010001' }] },
  ...{ meters: [{ meterNo: 'PV-METER-1', measure: 'generated' }], otherScheme: null },
  ...{ entrustmentIds: [], pusherId: null, period: { from: '2026-10-01', to: '2026-11-01' } },
}

let service: Service
let record: ProjectRecord
let refusal: ProjectOutlook['refusal']
let kept: unknown[]
beforeEach(async () => {
  record = RECORD
  refusal = null
  kept = []
  service = await startService(({ url = '', method }, response, body) => {
    if (url.startsWith('/v1/project-methodologies')) return answer(response, 200, { items: [pv] })
    if (url.includes('entrustments')) return answer(response, 200, { items: [] })
    if (url.endsWith('/outlook') || url.includes('/outlook?')) return answer(response, 200, outlook())
    if (!url.includes('/projects')) return answer(response, 200, HER)
    if (method !== 'GET') kept.push((JSON.parse(body) as ProjectRequest).record)
    return answer(response, 200, project())
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

const project = (): Project => ({
  ...{ projectId, kind: record.kind, name: record.name, applicant: 'person', state: 'draft' },
  ...{ openedAt: '2026-11-02T09:00:00+08:00', dueAt: null, round: 0, record, reports: [], findings: [] },
  closedReasons: null,
})
const outlook = (): ProjectOutlook => ({
  ...{ period: record.period, readings: 0, totals: {}, reductionMilligrams: '0', months: [], refusal },
})

const tap = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(async () => button.click())
}
const write = async (label: RegExp, value: string) => {
  const field = await screen.findByRole('textbox', { name: label })
  fireEvent.change(field, { target: { value } })
}
const standsAt = async (step: number) =>
  expect(await screen.findByText(new RegExp(`第 ${step}\\s步`, 'u'))).toBeInTheDocument()

/** The form of the stored project, at one of its steps. */
async function openForm(step: number): Promise<void> {
  openWith({ projectId })
  await openPage(herStores(service), <ProjectDraftPage />)
  await standsAt(1)
  for (let next = 1; next < step; next += 1) await tap('下一步')
  await standsAt(step)
}

describe('the form of a project', () => {
  it('says at its field what is too large, and stays on the step like for any other fault', async () => {
    await openForm(3)
    expect(screen.getByText('看逆变器或并网验收单，不超过 1,000 千瓦')).toBeInTheDocument()
    await write(/^装机多少千瓦/u, '1200')
    const field = screen.getByRole('textbox', { name: /^装机多少千瓦/u })
    expect(field).toHaveAttribute('aria-invalid', 'true')
    expect(screen.getByText(/^超过了 1,000 千瓦，不能申报/u)).toBeInTheDocument()
    await tap('下一步')
    await standsAt(3)
    await write(/^装机多少千瓦/u, '1000')
    expect(field).toHaveAttribute('aria-invalid', 'false')
    await tap('下一步')
    await standsAt(4)
  })

  it('does not go on with a project of another scheme, which cannot be applied for', async () => {
    await openForm(2)
    fireEvent.click(screen.getByRole('switch', { name: /^已经参加/u }))
    await write(/^参加的是哪一个/u, 'CCER')
    expect(screen.getByText(/不能算两次，不能申报$/u)).toBeInTheDocument()
    await tap('下一步')
    await standsAt(2)
  })

  it('says nothing of a period before she has named one, and says it once she has', async () => {
    await openForm(3)
    await write(/^哪天接上电网/u, '2026-11-10')
    await tap('下一步')
    await standsAt(4)
    expect(screen.queryByText(/不在并网后的/u)).toBeNull()
    await write(/^从哪天/u, '2026-11-09')
    await write(/^到哪天/u, '2026-11-20')
    expect(screen.getByText(/不在并网后的 25 年以内/u)).toBeInTheDocument()
    await tap('下一步')
    await standsAt(4)
    await write(/^从哪天/u, '2026-11-10')
    expect(screen.queryByText(/不在并网后的/u)).toBeNull()
    await tap('下一步')
    await standsAt(5)
  })

  it('does not hand in what a rule refuses: it shows the step instead', async () => {
    record = { ...RECORD, otherScheme: 'CCER', size: 1_200_000 }
    await openForm(1)
    expect(kept).toEqual([])
    await tap('下一步')
    await tap('下一步')
    await standsAt(2)
  })
})

describe('a project', () => {
  it('names every rule it breaks, each with its figure, where the service names the first', async () => {
    record = { ...RECORD, otherScheme: 'CCER', size: 1_200_000 }
    refusal = {
      ...{ code: 'project.size-exceeded', message: '装机规模超过方法学的上限', messageEn: 'Too large' },
      ...{ next: '超过上限的项目不能申请', nextEn: 'Such a project cannot be credited' },
    }
    openWith({ projectId })
    await openPage(herStores(service), <ProjectPage />)
    expect(await screen.findByText(/^现在申报会被退回：超过了 1,000 千瓦/u)).toBeInTheDocument()
    expect(screen.getByText(/同一份减排量不能算两次，不能申报$/u)).toBeInTheDocument()
  })

  it('says what only the service can know beside the rules', async () => {
    record = { ...RECORD, size: 1_200_000 }
    refusal = {
      ...{ code: 'project.in-ets', message: '所在单位已纳入碳市场', messageEn: 'ETS' },
      ...{ next: '不能申请', nextEn: 'It cannot' },
    }
    openWith({ projectId })
    await openPage(herStores(service), <ProjectPage />)
    expect(await screen.findByText('现在申报会被退回：所在单位已纳入碳市场')).toBeInTheDocument()
    expect(screen.getByText(/^超过了 1,000 千瓦/u)).toBeInTheDocument()
  })
})
