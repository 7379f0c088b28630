import { addDays, cityDayOf } from '#domain/calendar'
import { metroRide } from '#mock/operators/index'
import { closeDueWindows } from '#server/settling/index'
import { registerOperator, signedHeaders, type OperatorSigner } from '#test/harness/index'
import type { HostPerson } from '#test/harness/host-server'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { mei, phoneCard, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { pageFindings } from '../gates'
import { closeBrowser, MINI_TARGETS, type HostApi, type Target } from '../journey'
import { push } from '../../server/intake/intake-city'
import { itStandsEveryLook, openInLooks, type Over, type Shown } from './looks'
import { closeModules, hostOf, openAtHost } from './resident-phone'
import { cashierNamed } from './till-phone'

/** An operator whose people look at what its servers did: a settled day with a book that differs, and a push of today with refused rows. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const SETTLED = addDays(TODAY, -3)
const CARD = phoneCard('3104000012345678')

let world: ResidentWorld
let signer: OperatorSigner
beforeAll(async () => {
  world = await startResidentWorld(`${SETTLED}T07:00:00+08:00`)
  signer = await registerOperator(world.platform.deps, 'sptcc')
  const company = await registerTestInstitution(world, { kinds: 'scene-operator', operatorId: 'sptcc' })
  for (const target of TARGETS)
    await ownerOf(world, company, await world.signIn(ownerAt(target), superAppOf(target)))
  const rider = await world.resident(mei)
  await rider.link([CARD])
  await rider.send('PUT', '/v1/me/consents/metro/sptcc')
  world.clock.advanceSeconds(5 * 3_600)
  await pushed('settled-day', [rideAt(`${SETTLED}T08:00:00+08:00`), rideAt(`${SETTLED}T09:00:00+08:00`)])
  world.clock.advanceSeconds(3 * 86_400 - 3 * 3_600)
  await closeDueWindows(world.platform.deps)
  await sendBook()
  const today = rideAt(`${TODAY}T08:00:00+08:00`)
  await pushed('today', [
    today,
    { ...today, rideNo: 'late-1', alight: { ...today.alight!, at: `${TODAY}T07:00:00+08:00` } },
  ])
}, 120_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

const superAppOf = (target: Target) => world[hostOf(target) as 'suishenban' | 'wechat' | 'alipay']
const ownerAt = (target: Target): HostPerson => cashierNamed(`operator-owner-${target}`)
const signed = () => ({ created: Math.floor(world.clock.now().getTime() / 1000) })

const rideAt = (at: string) => {
  const { scheme, value } = CARD
  const board = new Date(at)
  const alight = new Date(board.getTime() + 20 * 60_000)
  return metroRide({ at: board, until: alight, from: '莘庄', to: '人民广场', subject: { scheme, value } })
}

const pushed = async (pushId: string, rows: Parameters<typeof push>[2]): Promise<void> => {
  const { status } = await push(world.platform.url, signer, rows, { pushId, signed: signed() })
  expect(status).toBe(200)
}

/** A book of the settled day with one ride we were never sent. */
const sendBook = async (): Promise<void> => {
  const target = `/v1/operators/sptcc/reconciliations/settled-day?operatorDay=${SETTLED}`
  const body = Buffer.from(`${JSON.stringify({ rideNo: 'unsent-1', scene: 'metro', status: 'complete' })}\n`)
  const of = { method: 'POST', target, body, contentType: 'application/x-ndjson', ...signed() }
  const answer = await fetch(world.platform.url + target, {
    method: 'POST',
    headers: signedHeaders(signer, of),
    body,
  })
  expect(answer.status).toBe(200)
}

type Page = 'intake' | 'refused' | 'runs' | 'books' | 'book' | 'keys'

const PAGES: Shown<Page> = [
  ['intake', '今天为什么拒收'],
  ['refused', '第 2 行'],
  ['runs', '每天的行程过 48 小时定下来'],
  ['books', '3 处差'],
  ['book', '你们账上第 1 行'],
  ['keys', 'Ed25519'],
]
const QUERIES: Partial<Record<Page, string>> = {
  refused: '?code=row.time-order',
  book: '?reconciliationId=settled-day',
}
const urlOf = (page: Page): string => `/pages/operator/${page}${QUERIES[page] ?? ''}`

describe('on the web', () => {
  const open = async (page: Page) => {
    const hostApi: HostApi = {
      ticket: () => world.suishenban.ticketFor(ownerAt('h5')),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    }
    const looked = await openInLooks({ server: world.platform.url, hostApi, url: urlOf(page) })
    await looked.app.see(PAGES.find(([name]) => name === page)?.[1] ?? '')
    return looked
  }
  const SHEETS: Over<Page> = [['intake', '看数字', '昨天']]

  itStandsEveryLook({ pages: PAGES, sheets: SHEETS }, open)
})

describe.each(MINI_TARGETS)('%s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await openAtHost(world, ownerAt(target), target, { url: urlOf(page) })
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )
})

describe.each(TARGETS)('%s', (target) => {
  it('is reached from Me: from the refused rows to a sample, from the runs to the book and back', async () => {
    const app = await openAtHost(world, ownerAt(target), target, { url: '/pages/resident/me' })
    await app.tap(/^运营单位：收到的行程/)
    await app.see('今天收到')
    await app.see('收下 1 · 没找到人 0 · 拒收 1')
    await app.see('1 批等你们签总数')
    await app.tap(/row\.time-order/)
    await app.see('第 2 行')
    await app.back()
    await app.see('今天收到')
    await app.tap('结算')
    await app.see('2 趟')
    await app.tap('被退回')
    await app.see('没有这样的批次')
    await app.tap('对账')
    await app.tap(/3 处差/)
    await app.see('我们没有')
    await app.back()
    await app.see('最近的对账')
  })

  it('shows nothing to whoever works for no operator', async () => {
    const stranger = cashierNamed(`operator-stranger-${target}`)
    await ownerOf(
      world,
      await registerTestInstitution(world, 'merchant'),
      await world.signIn(stranger, superAppOf(target)),
    )
    const app = await openAtHost(world, stranger, target, { url: urlOf('intake') })
    await app.see('你还不是运营单位的人')
  })
})
