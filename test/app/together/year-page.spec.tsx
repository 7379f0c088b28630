import type { YearReport } from '#contract'
import { screen } from '@testing-library/react'
import YearPage from '../../../src/pages/together/year'
import { togetherAnswerFor } from '../../screens/together-service'
import { answer, startService, type Service } from '../api/service'
import { HER, herStores, openPage } from '../mall/her-phone'
import { resetTaro } from '../taro'

const told = (path: string): unknown =>
  togetherAnswerFor(false, 'GET', path, new URL(path, 'http://service.test'))
const ridden = told('/me/year-reports/2026') as YearReport

let service: Service
let report: YearReport
beforeEach(async () => {
  report = ridden
  service = await startService(({ url = '' }, response) => {
    const path = url.replace('/v1', '')
    if (path === '/me') return answer(response, 200, HER)
    answer(response, 200, path.startsWith('/me/year-reports/') ? report : told(path))
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

async function open() {
  await openPage(herStores(service), <YearPage />)
  await screen.findByText(report.issuedMilligrams > 0 ? '已经签发的减排量' : '这一年还没有签发的减排量')
  return {
    drawn: () => document.body.textContent ?? '',
    poster: () => screen.getByRole('img', { name: /年度报告的图/ }).textContent ?? '',
  }
}

describe('a year', () => {
  it('names what projects brought as a part of its sum, on the page and on the picture', async () => {
    report = { ...ridden, issuedMilligrams: 296_503_000, projectMilligrams: 294_840_000 }
    const { drawn, poster } = await open()
    expect(drawn()).toMatch(/已经签发的减排量\s*296.503\s*千克/)
    expect(drawn()).toMatch(/减排项目\s*这一年的监测期签发的\s*294.840\s*千克/)
    expect(poster()).toContain('296.503\u00a0千克')
    expect(poster()).toContain('其中减排项目 294.840\u00a0千克')
    expect(poster()).toContain('截至2026年11月23日')
  })

  it('says nothing of projects where there was none', async () => {
    const { drawn, poster } = await open()
    expect(drawn() + poster()).not.toContain('项目')
  })

  it('before she had an account is whole, and its picture speaks of no ride where projects brought all of it', async () => {
    report = {
      ...{ ...ridden, year: 2024, from: '2024-01-01', to: '2024-12-31', isRunning: false },
      ...{ issuedMilligrams: 294_840_000, projectMilligrams: 294_840_000, byScene: [] },
      ...{ rides: 0, days: 0, distanceMeters: 0, titles: [], points: { converted: 0, spent: 0 } },
    }
    const { drawn, poster } = await open()
    expect(drawn()).not.toMatch(/开通算起|到今天为止/)
    expect(
      screen.getByRole('img', { name: /^2024年度报告的图：减排项目减排 294.840\s千克$/ }),
    ).toBeInTheDocument()
    expect(poster()).toContain('来自减排项目')
    expect(poster()).not.toContain('出行')
  })

  it('that is over and brought nothing promises no figures to come', async () => {
    report = { ...ridden, year: 2025, isRunning: false, issuedMilligrams: 0, projectMilligrams: 0 }
    expect((await open()).drawn()).not.toContain('到时这里就有数字')
  })
})
