/** @jest-environment node */
import { when } from 'mobx'
import { weappHost } from '../../../src/host/weapp'
import { createStaffStores, type Credentials } from '../../../src/stores/staff'
import { wxRequest } from '../api/vendor-requests'
import { CHALLENGE_SECONDS, startDeskService, type DeskService } from './desk-service'
import { APPEAL_ID, RUN_ID } from './figures'
import { memberOf } from './members'

const ZHANG = memberOf('centre-zhang', '张工', 'centre')
const GU = memberOf('bureau-gu', '顾明', 'bureau')

let service: DeskService
beforeEach(async () => {
  service = await startDeskService([ZHANG, GU])
})
afterEach(() => service.stop())

/** A phone of its own: what one remembers the other does not know. */
function openDesk(isFull = false) {
  const device = new Map<string, unknown>()
  const wx = {
    request: wxRequest,
    getStorageSync: (key: string) => device.get(key) ?? '',
    setStorageSync(key: string, value: unknown) {
      if (isFull) throw new Error('exceed storage max size')
      device.set(key, value)
    },
    removeStorageSync: (key: string) => void device.delete(key),
  }
  const host = weappHost(wx)
  return { ...createStaffStores({ host, baseUrl: service.baseUrl, now: () => service.state.now }), device }
}

type Desk = ReturnType<typeof openDesk>

async function signIn(desk: Desk, credentials: Credentials) {
  return (await desk.session.ask(credentials)) ?? desk.session.signIn(credentials)
}

async function openAs(member: typeof ZHANG) {
  const desk = openDesk()
  await signIn(desk, member.credentials)
  return desk
}

describe('signing in', () => {
  it('shows the text first, and opens the desk to whoever signs it with the registered key', async () => {
    const desk = openDesk()
    expect(await desk.session.ask(ZHANG.credentials)).toBeUndefined()
    expect(desk.session.challenge?.text).toContain('staff: centre-zhang')
    expect(desk.session.staff).toBeUndefined()
    expect(await desk.session.signIn(ZHANG.credentials)).toBeUndefined()
    expect(desk.session.staff).toMatchObject({ name: '张工', role: 'centre' })
    expect(desk.session.challenge).toBeUndefined()
  })

  it('says that a key is not one before anything is sent', async () => {
    const desk = openDesk()
    await service.stop()
    expect(await signIn(desk, { staffId: 'centre-zhang', key: 'letmein' })).toEqual({
      problem: 'keyMalformed',
    })
  })

  it('says that the staff id is unknown', async () => {
    expect(await signIn(openDesk(), { ...ZHANG.credentials, staffId: 'nobody' })).toEqual({
      problem: 'staffUnknown',
    })
  })

  it('says that it is another key, and needs a new text after that', async () => {
    const desk = openDesk()
    expect(await signIn(desk, { ...GU.credentials, staffId: 'centre-zhang' })).toEqual({
      problem: 'keyWrong',
    })
    expect(desk.session.challenge).toBeUndefined()
    expect(desk.session.staff).toBeUndefined()
  })

  it('says that the text had expired', async () => {
    const desk = openDesk()
    await desk.session.ask(ZHANG.credentials)
    service.state.now = new Date(service.state.now.getTime() + CHALLENGE_SECONDS * 1000)
    expect(await desk.session.signIn(ZHANG.credentials)).toEqual({ problem: 'challengeExpired' })
  })

  it('says that there is no network', async () => {
    await service.stop()
    expect(await signIn(openDesk(), ZHANG.credentials)).toEqual({
      problem: 'failed',
      failure: { kind: 'offline' },
    })
  })
})

describe('the key', () => {
  it('stays off the device until she asks for it, and goes when she says so', async () => {
    const desk = await openAs(ZHANG)
    expect(desk.device.size).toBe(0)
    expect(desk.session.remember(ZHANG.credentials)).toBe(true)
    expect(desk.session.remembered()).toEqual(ZHANG.credentials)
    desk.session.forgetKey()
    expect(desk.device.size).toBe(0)
  })

  it('is not remembered by a device that is full, and that is told', () => {
    expect(openDesk(true).session.remember(ZHANG.credentials)).toBe(false)
  })

  it('leaves nothing else behind: neither token nor figures', async () => {
    const desk = await openAs(ZHANG)
    await desk.runs.load()
    await desk.run.open(RUN_ID)
    expect(desk.device.size).toBe(0)
  })
})

describe('the queue', () => {
  it('begins with what waits for her', async () => {
    expect((await openAs(ZHANG)).runs.state).toBe('reported')
    expect((await openAs(GU)).runs.state).toBe('verified')
  })

  it('reads on page by page, each once however often it is asked for', async () => {
    Object.assign(service.state, { runs: 7, runsOnAPage: 3 })
    const { runs } = await openAs(ZHANG)
    await runs.load()
    await Promise.all([runs.pages.loadMore(), runs.pages.loadMore()])
    expect(runs.pages.items).toHaveLength(6)
    await runs.pages.loadMore()
    await runs.pages.loadMore()
    expect(new Set(runs.pages.items.map(({ runId }) => runId)).size).toBe(7)
  })

  it('keeps what it has when a further page does not come, and says why', async () => {
    Object.assign(service.state, { runs: 7, runsOnAPage: 3 })
    const { runs } = await openAs(ZHANG)
    await runs.load()
    await service.stop()
    await runs.pages.loadMore()
    expect(runs.pages.moreFailure).toEqual({ kind: 'offline' })
    expect(runs.pages.items).toHaveLength(3)
  })

  it('is emptied for the next person', async () => {
    const { runs, session } = await openAs(ZHANG)
    await runs.load()
    session.leave()
    expect(runs.pages.items).toEqual([])
  })
})

describe('a run', () => {
  it('is verified by the centre and confirmed by two', async () => {
    const zhang = await openAs(ZHANG)
    await zhang.run.open(RUN_ID)
    expect(zhang.run.acts).toEqual({ isWaiting: false, verify: true, confirm: false, giveBack: true })
    await zhang.run.verify()
    expect(zhang.run.acts).toEqual({ isWaiting: false, verify: true, confirm: true, giveBack: true })
    await zhang.run.confirm()
    expect(zhang.run.detail.shown?.run).toMatchObject({ state: 'verified', confirmations: 1 })

    const gu = await openAs(GU)
    await gu.run.open(RUN_ID)
    expect(gu.run.acts.verify).toBe(false)
    await gu.run.confirm()
    expect(gu.run.detail.shown?.run.state).toBe('issued')
    expect(gu.run.acts).toEqual({ isWaiting: false, verify: false, confirm: false, giveBack: false })
  })

  it('is not confirmed twice by one person, and the reason comes back', async () => {
    service.state.run = 'verified'
    const { run } = await openAs(GU)
    await run.open(RUN_ID)
    await run.confirm()
    expect(await run.confirm()).toMatchObject({
      ok: false,
      failure: { kind: 'refused', code: 'run.second-person-needed' },
    })
    expect(service.state.confirmedBy).toEqual(['顾明'])
  })

  it('is confirmed once though the first answer was lost: the second try is the same act', async () => {
    service.state.run = 'verified'
    const { run } = await openAs(GU)
    await run.open(RUN_ID)
    service.state.losesAnswers = true
    expect(await run.confirm()).toEqual({ ok: false, failure: { kind: 'offline' } })
    service.state.losesAnswers = false
    expect(await run.confirm()).toMatchObject({ ok: true })
    expect(service.state.confirmedBy).toEqual(['顾明'])
    expect(new Set(service.writes.map(({ key }) => key)).size).toBe(1)
  })

  it('is returned with other words under another key', async () => {
    const { run } = await openAs(ZHANG)
    await run.open(RUN_ID)
    service.state.losesAnswers = true
    await run.giveBack('里程不对')
    await run.giveBack('里程偏大')
    expect(new Set(service.writes.map(({ key }) => key)).size).toBe(2)
  })

  it('is shown as it is now when what was shown let her ask in vain', async () => {
    service.state.run = 'verified'
    service.state.confirmedBy = ['顾明']
    const { run } = await openAs(GU)
    await run.open(RUN_ID)
    service.state.run = 'returned'
    await run.confirm()
    expect(run.detail.shown?.run.state).toBe('returned')
  })
})

describe('a session that is over', () => {
  it('closes the desk, and opens it again after another signature', async () => {
    const desk = await openAs(ZHANG)
    service.state.epoch += 1
    await desk.runs.load()
    expect(desk.session.staff).toBeUndefined()
    expect(desk.session.isExpired).toBe(true)
    await signIn(desk, ZHANG.credentials)
    await desk.runs.load()
    expect(desk.session.isExpired).toBe(false)
    expect(desk.runs.pages.items).toHaveLength(1)
  })
})

describe('an objection', () => {
  it('is answered once, and shows its answer', async () => {
    const { appeals } = await openAs(ZHANG)
    await appeals.list.load()
    await appeals.answer(APPEAL_ID, { outcome: 'dismissed', answer: '里程没有错' })
    expect(appeals.find(APPEAL_ID)).toMatchObject({ state: 'dismissed', answer: '里程没有错' })
    expect(await appeals.answer(APPEAL_ID, { outcome: 'upheld', answer: '算了' })).toMatchObject({
      failure: { code: 'appeal.already-answered' },
    })
  })
})

describe('what waits for her', () => {
  const counts = (desk: Desk) => desk.desk.waiting.shown?.items.map(({ count }) => count)

  it('is counted again after each act that was done, wherever she stands', async () => {
    const desk = await openAs(ZHANG)
    service.state.waiting = [{ kind: 'runsToVerify', count: 1, overdue: 0 }]
    await desk.desk.load()
    expect(counts(desk)).toEqual([1])
    await desk.run.open(RUN_ID)
    service.state.waiting = []
    await desk.run.verify()
    await when(() => counts(desk)?.length === 0, { timeout: 5_000 })
  })

  it('is counted again when a page is shown after a while, and not from page to page', async () => {
    const desk = await openAs(ZHANG)
    await desk.desk.load()
    service.state.waiting = [{ kind: 'fraudReports', count: 2, overdue: 0 }]
    await desk.desk.freshen()
    expect(counts(desk)).toEqual([])
    service.state.now = new Date(service.state.now.getTime() + 60_000)
    await desk.desk.freshen()
    expect(counts(desk)).toEqual([2])
  })
})
