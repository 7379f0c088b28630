import type { Project, ProjectList } from '#contract'
import { screen, waitFor } from '@testing-library/react'
import ProjectPage from '../../../src/pages/applicant/project'
import { answerForApplicant } from '../../screens/applicant-service'
import { answer, startService, type Service } from '../api/service'
import { HER, herStores, openPage } from '../mall/her-phone'
import { openWith, resetTaro } from '../taro'

const told = (path: string): unknown =>
  answerForApplicant({ isEmpty: false }, new URL(path, 'http://service.test'))
const { items } = told('/v1/me/projects') as ProjectList
const running = told(
  `/v1/me/projects/${items.find(({ state }) => state === 'tracking')?.projectId}`,
) as Project

let service: Service
let shown: Project
let asked: string[]
beforeEach(async () => {
  asked = []
  service = await startService(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://service.test')
    if (pathname === '/v1/me') return answer(response, 200, HER)
    if (pathname.endsWith('/outlook')) {
      asked.push(url.slice(url.indexOf('?')))
      return answer(response, 200, told(pathname))
    }
    if (pathname === `/v1/me/projects/${running.projectId}`) return answer(response, 200, shown)
    answer(response, 200, told(pathname))
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

/** A project whose last period, by this one, ended before `to`. */
async function open(to: string, now: string): Promise<void> {
  shown = {
    ...running,
    reports: running.reports.map((report) => ({ ...report, period: { from: '2026-11-01', to } })),
  }
  openWith({ projectId: running.projectId })
  await openPage(herStores(service, {}, new Date(now)), <ProjectPage />)
  await screen.findByText('报过的')
}
const drawn = () => document.body.textContent ?? ''

describe('a project that runs', () => {
  it('says from which day on its next period can be reported, and asks for nothing before', async () => {
    await open('2026-12-01', '2026-12-01T09:30:00+08:00')
    expect(screen.getByText('下一期从2026年12月1日算起')).toBeInTheDocument()
    expect(screen.getByText(/从2026年12月2日起可以报/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '提交这一期' })).toBeNull()
    expect(screen.queryByRole('button', { name: '换一段时间' })).toBeNull()
    expect(screen.queryByRole('button', { name: /重试|再试/ })).toBeNull()
    expect(asked).toEqual([])
  })

  it('offers what is over of its next period from that day on, with whole dates', async () => {
    await open('2026-12-01', '2026-12-03T09:30:00+08:00')
    expect(await screen.findByText('下一期：2026年12月1日 到 2026年12月2日')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '提交这一期' })).toBeInTheDocument()
    await waitFor(() => expect(asked).toEqual(['?from=2026-12-01&to=2026-12-03']))
  })

  it('names the periods that were reported by whole dates, on the day after too', async () => {
    await open('2026-11-30', '2026-11-30T09:30:00+08:00')
    expect(screen.getAllByText('2026年11月1日 到 2026年11月29日')).toHaveLength(2)
    expect(drawn()).not.toMatch(/到 (昨天|今天)/)
  })
})
