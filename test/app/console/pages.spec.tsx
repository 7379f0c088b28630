import type { DraftRun, Methodology, StaffCreditCorrection } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { act, fireEvent, screen, within } from '@testing-library/react'
import Desk from '../../../src/pages/staff/desk'
import Experts from '../../../src/pages/lists/experts'
import MethodologyPage from '../../../src/pages/console/methodology'
import { DraftRunFigures } from '../../../src/pages/console/parts/draft-run-figures'
import { ProjectActButtons } from '../../../src/pages/console/parts/project-act-buttons'
import { ProjectReports } from '../../../src/pages/console/parts/project-reports'
import { SceneActButtons } from '../../../src/pages/console/parts/scene-act-buttons'
import { recordDayText } from '../../../src/i18n'
import RecordPage from '../../../src/pages/console/record'
import { StaffPage } from '../../../src/pages/staff/parts'
import { CreditCorrectionCard } from '../../../src/pages/staff/parts/credit-correction-card'
import { QualityCard } from '../../../src/pages/staff/parts/supervision/quality-card'
import { creditDeskAnswer } from '../../screens/credit-service'
import { startDeskService, type DeskService } from '../staff/desk-service'
import { memberOf } from '../staff/members'
import { signInAs } from '../staff/sign-in-as'
import { openWith, resetTaro } from '../taro'
import { application, project, proposal } from './things'

const CENTRE = memberOf('centre-zhang', '张敏', 'centre')
const BUREAU = memberOf('bureau-gu', '顾明', 'bureau')

let service: DeskService
beforeEach(async () => {
  service = await startDeskService([CENTRE, BUREAU])
  resetTaro()
})
afterEach(() => service.stop())

const openAs = (member: typeof CENTRE, page: JSX.Element) =>
  signInAs({ baseUrl: service.baseUrl, now: () => service.state.now }, member, page)
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('a project', () => {
  const [first] = project().reports
  const toIssue = project({ state: 'crediting', reports: [{ ...first!, state: 'verified' }] })

  it('says not that nothing waits for her where its period does', async () => {
    const { show } = await openAs(BUREAU, <ProjectActButtons project={toIssue} />)
    expect(screen.queryByText('现在没有要你办的事')).toBeNull()
    show(<ProjectActButtons project={project({ state: 'crediting', reports: [] })} />)
    expect(screen.getByText('现在没有要你办的事')).toBeInTheDocument()
  })

  it('is not offered to be resumed to whoever suspended it', async () => {
    const stopped = (staffId: string) =>
      project({ state: 'suspended', suspendedBy: { staffId, name: '张敏' } })
    const { show } = await openAs(CENTRE, <ProjectActButtons project={stopped('centre-zhang')} />)
    expect(screen.getByText('是你暂停的，要由另一个人恢复')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '恢复' })).toBeNull()
    show(<ProjectActButtons project={stopped('centre-shen')} />)
    expect(screen.getByRole('button', { name: '恢复' })).toBeInTheDocument()
  })

  it('names its periods by whole dates, on the day after their end too', async () => {
    const yesterday = addDays(cityDayOf(service.state.now), -1)
    const period = { from: yesterday, to: cityDayOf(service.state.now) }
    await openAs(CENTRE, <ProjectReports project={project({ reports: [{ ...first!, period }] })} />)
    const whole = recordDayText(yesterday, 'zh')
    expect(screen.getByText(`第 1 期 · ${whole}至${whole}`)).toBeInTheDocument()
  })

  it('asks for an opinion', async () => {
    const page = (
      <StaffPage title="项目" place="projects">
        <ProjectActButtons project={project()} />
      </StaffPage>
    )
    await openAs(CENTRE, page)
    tap('同意（双审合一）')
    expect(await screen.findByLabelText('意见（申请人看得到）')).toBeInTheDocument()
  })
})

describe('a scene', () => {
  it('says that two last days differ and that neither counts', async () => {
    const reviews = [
      ['centre', '2027-12-31'],
      ['exchange', '2027-06-30'],
    ].map(([office, until]) => ({
      ...{ act: 'approve' as const, round: 1, office: office as 'centre', staffId: `${office}-x`, name: 'x' },
      ...{ until: until ?? null, reasons: null, reviewedAt: '2026-11-20T01:00:00.000Z' },
    }))
    await openAs(CENTRE, <SceneActButtons application={application({ reviews })} />)
    expect(
      screen.getByText(/你们同意到 .*12月31日.*，另一机构同意到 .*6月30日.*都还不算数/),
    ).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '同意' })).toBeInTheDocument()
  })
})

describe('a proposal that is checked', () => {
  const ferry = (change: object) =>
    ({ code: 'SHANGHAI-FERRY', version: 1, status: 'disabled', sceneId: 'ferry', ...change }) as Methodology
  const checked = proposal({
    ...{ proposalId: 'mpr_9', state: 'formalCheck', code: null, version: null, seats: [] },
    record: { sceneId: 'ferry' },
  })

  beforeEach(() => {
    service.state.pages = {
      ...{ '/methodology-proposals/mpr_9': checked, '/experts': { items: [] } },
      '/v1/methodologies': { items: [ferry({}), ferry({ code: 'TAKEN-1', status: 'published' })] },
    }
    openWith({ proposalId: 'mpr_9' })
  })

  it('says before the yes that its code takes up what only said why the scene does not count', async () => {
    await openAs(CENTRE, <MethodologyPage />)
    fireEvent.click(await screen.findByRole('button', { name: '形式审查通过' }))
    write('方法学编号', 'NEW-1')
    expect(screen.getByText(/^编号给了就不能改/)).toBeInTheDocument()
    write('方法学编号', 'SHANGHAI-FERRY')
    expect(await screen.findByText(/SHANGHAI-FERRY 已有第 1 版.*这一份是它的第 2 版/)).toBeInTheDocument()
  })

  it('is not given a code another methodology has: the field is marked and nothing is sent', async () => {
    await openAs(CENTRE, <MethodologyPage />)
    fireEvent.click(await screen.findByRole('button', { name: '形式审查通过' }))
    // Which codes are in use is known by then.
    write('方法学编号', 'SHANGHAI-FERRY')
    await screen.findByText(/这一份是它的第 2 版/)
    write('方法学编号', 'TAKEN-1')
    tap('是，通过')
    expect(await screen.findByText('别的方法学已经用了这个编号，请换一个')).toBeInTheDocument()
    expect(service.writes).toEqual([])
  })

  it('is read beside version 1 once it is version 2 of it', async () => {
    service.state.pages = {
      ...service.state.pages,
      '/methodology-proposals/mpr_9': { ...checked, code: 'SHANGHAI-FERRY', version: 2 },
    }
    await openAs(CENTRE, <RecordPage />)
    expect(await screen.findByText(/SHANGHAI-FERRY 第 1 版只写着.*这一份是第 2 版/)).toBeInTheDocument()
    expect(screen.queryByText('这是一个新方法学，没有前一版')).toBeNull()
  })
})

describe('inviting an expert', () => {
  const fill = (creditCode: string) => {
    tap('邀请专家')
    const written = { 编号: 'zhou', 姓名: '周明远', 领域: '交通', 所在单位: '某研究院', 公钥: 'a'.repeat(43) }
    for (const [label, value] of Object.entries({ ...written, 单位信用代码: creditCode })) write(label, value)
    tap('邀请')
  }

  it('marks a credit code with a wrong check character, and sends nothing', async () => {
    service.state.pages = { '/experts': { items: [] } }
    await openAs(CENTRE, <Experts />)
    fill('91310000MA1K35X001')
    expect(await screen.findByText(/^不是正确的信用代码/)).toBeInTheDocument()
    expect(service.writes).toEqual([])
  })

  it('marks the field the service names', async () => {
    service.state.pages = { '/experts': { items: [] } }
    service.state.refused = { '/experts': { code: 'request.invalid', where: '/body/publicKey' } }
    await openAs(CENTRE, <Experts />)
    fill('91310000MA1K35X006')
    await screen.findByText(/提交的内容有误/)
    expect(screen.getByLabelText('公钥')).toHaveAttribute('aria-invalid', 'true')
    expect(screen.getByLabelText('姓名')).toHaveAttribute('aria-invalid', 'false')
  })
})

describe('a correction of a credit record', () => {
  const [waiting] = creditDeskAnswer(false, null).items
  const said = (...units: readonly (readonly ['centre' | 'bureau', number])[]): StaffCreditCorrection => ({
    ...waiting!,
    said: units.map(([body, named]) => ({
      ...{ staffId: body === 'centre' ? 'centre-zhang' : 'bureau-gu', name: body, body, units: named },
      ...{ words: '核对了', saidAt: '2026-11-22T01:30:00.000Z' },
    })),
  })

  it('says to whoever signed that another body is needed, and lets her change her word', async () => {
    const { show } = await openAs(CENTRE, <CreditCorrectionCard correction={said(['centre', 3])} />)
    expect(screen.getByText('你已签 3 份，等另一家')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '同意更正' })).toBeNull()
    expect(screen.getByRole('button', { name: '改写份数' })).toBeInTheDocument()
    show(<CreditCorrectionCard correction={said(['bureau', 3])} />)
    expect(screen.getByRole('button', { name: '同意更正' })).toBeInTheDocument()
  })

  it('says that two bodies differ', async () => {
    await openAs(CENTRE, <CreditCorrectionCard correction={said(['centre', 3], ['bureau', 5])} />)
    expect(screen.getByText(/写的份数不一样：市减污降碳中心 3 份，市生态环境局 5 份/)).toBeInTheDocument()
  })
})

describe('the desk', () => {
  it('stands first in its places, as where she is', async () => {
    await openAs(CENTRE, <Desk />)
    const places = within(await screen.findByRole('navigation'))
    const [first] = places.getAllByRole('link')
    expect(first).toHaveTextContent('今天')
    expect(first).toHaveAttribute('aria-current', 'page')
  })

  it('counts what waits at the places where it is answered', async () => {
    service.state.waiting = [
      { kind: 'fraudReports', count: 2, overdue: 0 },
      { kind: 'creditCorrections', count: 1, overdue: 1 },
    ]
    await openAs(CENTRE, <Desk />)
    expect(await screen.findByText('举报待答复')).toBeInTheDocument()
    expect(screen.getByText('碳信用更正待你们办')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: '举报，2 件待办' })).toBeInTheDocument()
    expect(screen.getByRole('link', { name: '信用更正，1 件待办' })).toBeInTheDocument()
  })

  it('names who owes an opinion that is late, and the seat of whoever has left hers', async () => {
    const late = { proposalId: 'mpr_1', round: 1, dueAt: '2026-05-01T00:00:00Z' }
    const items = [
      { ...late, kind: 'opinion', expertId: 'wu' },
      { ...late, kind: 'vacantSeat', expertId: 'zhou' },
    ]
    service.state.pages = { '/overdue-reviews': { items } }
    await openAs(CENTRE, <Desk />)
    expect(await screen.findByText('专家 wu 的意见')).toBeInTheDocument()
    expect(screen.getByText('专家 zhou 的评审席要改请别人')).toBeInTheDocument()
  })
})

describe('figures that are none', () => {
  const row = {
    ...{ operatorId: 'sptcc', operator: { zh: '卡', en: 'Card' }, sceneId: 'ferry', rows: 10, accepted: 0 },
    ...{ duplicate: 0, conflict: 0, unmatched: 0, rejected: 0, tested: 10, matchRatePerTenThousand: null },
    ...{ rejectedBy: [], breaks: 0, settledRides: 0, lateRides: 0, duplicateTrips: 0, anomalies: [] },
    ...{ appealsOpened: 0, appealsUpheld: 0, appealsDismissed: 0 },
  }

  it('are said in words: a match rate of tests, or of nobody who consented', async () => {
    const { show } = await openAs(CENTRE, <QualityCard row={row} />)
    expect(screen.getByText('没有匹配率：这个月只有测试。')).toBeInTheDocument()
    show(<QualityCard row={{ ...row, tested: 4, unmatched: 6, matchRatePerTenThousand: 0 }} />)
    expect(screen.getByText(/还没有一行是同意计入的人的/)).toBeInTheDocument()
    expect(screen.queryByText(/匹配率 0/)).toBeNull()
    show(
      <QualityCard row={{ ...row, tested: 0, accepted: 9, unmatched: 1, matchRatePerTenThousand: 9000 }} />,
    )
    expect(screen.getByText(/匹配率 90/)).toBeInTheDocument()
  })

  it('are said in words: what is in force where nothing is', async () => {
    const none = { rides: 40, ridesWithoutDistance: 0, inForceMilligrams: '0', draftMilligrams: '9000' }
    const run: DraftRun = {
      ...{ proposalId: 'mpr_1', round: 1, sceneId: 'ferry', month: '2026-10', isInForce: false },
      past: { ...none, rides: 0 },
      personas: [{ personaId: 'commuter', name: { zh: '通勤', en: 'Commuter' }, sums: none }],
    }
    const { show } = await openAs(CENTRE, <DraftRunFigures run={run} />)
    expect(screen.getByText('没有现行办法')).toBeInTheDocument()
    act(() => show(<DraftRunFigures run={{ ...run, isInForce: true }} />))
    expect(screen.queryByText('没有现行办法')).toBeNull()
  })
})
