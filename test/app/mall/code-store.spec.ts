import { createHmac } from 'node:crypto'
import type { OfflineForm, VoucherCode } from '#contract'
import { onlineCodeOf, phoneCodeOf, phoneCounter, phoneProof, phoneStep } from '#domain/voucher'
import type { ApiResult } from '../../../src/api'
import { LastKnown } from '../../../src/stores/last-known'
import { CodeStore } from '../../../src/stores/mall/code-store'
import { phoneCodeAt } from '../../../src/stores/mall/phone-code'
import { deviceStore } from '../stores/device-store'

/** The code on show, by a clock and a service of the test's own. */
const NOW = new Date('2026-11-29T09:00:00+08:00')
const VOUCHER = `vch_${'1'.repeat(26)}`
const KEY = { voucherNo: '4207719083', secret: Buffer.alloc(32, 7).toString('base64url') }

const OFFLINE = { ok: false, failure: { kind: 'offline' } } as const
const REFUSED = {
  ok: false,
  failure: { kind: 'refused', code: 'voucher.not-usable', status: 409, body: {} },
} as const

/** What a phone shows at a moment, worked out by the platform's own cryptography. */
const expected = (at: Date): string => {
  const mac = createHmac('sha512', Buffer.from(KEY.secret, 'base64url'))
    .update(phoneCounter(phoneStep(at)))
    .digest()
  return phoneCodeOf(KEY.voucherNo, phoneProof(mac))
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }))
afterEach(() => void jest.useRealTimers())

const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1000)

function world({ device = deviceStore(), aheadMs = 0 } = {}) {
  const asked: string[] = []
  const screen = { bright: 0, shoot: () => undefined as void }
  let outcome: 'answers' | 'silent' | typeof OFFLINE | typeof REFUSED = 'answers'
  const now = () => new Date()
  let made = 0
  const answered = (): ApiResult<VoucherCode> => ({
    ok: true,
    value: {
      digits: onlineCodeOf(String((made += 1)).padStart(16, '0')),
      issuedAt: new Date(Date.now() + aheadMs).toISOString(),
      expiresAt: new Date(Date.now() + aheadMs + 60_000).toISOString(),
      phoneKey: KEY,
    },
  })
  const refusedFor: string[] = []
  const code = new CodeStore({
    api: {
      code: (_, { reason }) => {
        asked.push(reason)
        if (outcome === 'silent') return new Promise(() => undefined)
        return Promise.resolve(outcome === 'answers' ? answered() : outcome)
      },
      offlineForm: (): Promise<ApiResult<OfflineForm>> =>
        Promise.resolve({ ok: true, value: { form: 'FORM', until: '2026-11-30T09:00:00+08:00' } }),
    },
    screen: {
      keepBright: () => {
        screen.bright += 1
        return () => void (screen.bright -= 1)
      },
      onScreenshot: (listener) => {
        screen.shoot = listener
        return () => void (screen.shoot = () => undefined)
      },
    },
    lastKnown: new LastKnown(device, () => 'acc_1'),
    now,
    onRefused: (voucherId) => Promise.resolve(refusedFor.push(voucherId)),
  })
  return { code, asked, screen, refusedFor, device, become: (next: typeof outcome) => void (outcome = next) }
}

describe('a code on show', () => {
  it('lasts its minute, counted down, then the next one takes its place by itself', async () => {
    const { code, asked } = world()
    code.show(VOUCHER)
    await seconds(1)
    const first = code.digits
    expect([code.isOwn, code.secondsLeft]).toEqual([false, 59])
    await seconds(30)
    expect([code.digits, code.secondsLeft]).toEqual([first, 29])
    await seconds(30)
    expect(code.digits).not.toBe(first)
    expect(asked).toEqual(['shown', 'shown'])
  })

  it('changes at once after a screenshot, and the service is told why', async () => {
    const { code, asked, screen } = world()
    code.show(VOUCHER)
    await seconds(1)
    const first = code.digits
    screen.shoot()
    await seconds(0)
    expect(code.digits).not.toBe(first)
    expect([asked, code.screenshots]).toEqual([['shown', 'screenshot'], 1])
  })

  it('keeps the screen bright only while it is in view, and asks nothing after', async () => {
    const { code, asked, screen } = world()
    code.show(VOUCHER)
    await seconds(1)
    expect(screen.bright).toBe(1)
    code.hide()
    await seconds(300)
    expect([screen.bright, code.digits, asked.length]).toEqual([0, '', 1])
  })

  it('prepared beforehand is shown as it is, and asked for once', async () => {
    const { code, asked, screen } = world()
    await code.prepare(VOUCHER)
    expect([code.digits.length, screen.bright]).toEqual([18, 0])
    code.show(VOUCHER)
    await seconds(1)
    expect([asked, screen.bright]).toEqual([['shown'], 1])
  })

  it('that the service refuses is gone, and the voucher is read again', async () => {
    const { code, refusedFor, become } = world()
    become(REFUSED)
    code.show(VOUCHER)
    await seconds(60)
    expect([code.digits, code.failure?.kind, refusedFor]).toEqual(['', 'refused', [VOUCHER]])
  })
})

describe('without network', () => {
  /** She has shown it once where there was network. */
  async function shownBefore(aheadMs = 0) {
    const made = world({ aheadMs })
    made.code.show(VOUCHER)
    await seconds(1)
    made.code.hide()
    made.become(OFFLINE)
    return made
  }

  it('the phone makes the code a till’s platform expects, a new one every half minute', async () => {
    const { code } = await shownBefore()
    code.show(VOUCHER)
    await seconds(1)
    expect([code.isOwn, code.digits]).toEqual([true, expected(new Date())])
    await seconds(30)
    expect(code.digits).toBe(expected(new Date()))
  })

  it('a phone whose clock is wrong by an hour goes by the service’s', async () => {
    const { code } = await shownBefore(3_600_000)
    code.show(VOUCHER)
    await seconds(1)
    expect(code.digits).toBe(expected(new Date(Date.now() + 3_600_000)))
  })

  it('nobody waits long for a silent service', async () => {
    const { code, become } = await shownBefore()
    become('silent')
    code.show(VOUCHER)
    await seconds(1)
    expect(code.digits).toBe('')
    await seconds(1)
    expect(code.isOwn).toBe(true)
  })

  it('the service’s own code is back with the network', async () => {
    const { code, become } = await shownBefore()
    code.show(VOUCHER)
    await seconds(1)
    become('answers')
    await seconds(30)
    expect([code.isOwn, code.digits.charAt(0)]).toEqual([false, '1'])
  })

  it('a phone that never showed it has no code, says why, and tries again', async () => {
    const { code, become } = world()
    become(OFFLINE)
    code.show(VOUCHER)
    await seconds(1)
    expect([code.digits, code.failure?.kind]).toEqual(['', 'offline'])
    become('answers')
    await seconds(6)
    expect(code.digits).not.toBe('')
  })

  it('another person at the same phone gets no code of hers', async () => {
    const { device } = await shownBefore()
    const kept = new LastKnown(device, () => 'acc_2').of('phone-keys').recall()
    expect(kept).toBeUndefined()
  })
})

describe('a form for a till without network', () => {
  it('is kept until it ends', async () => {
    const { code } = world()
    expect(code.formOf(VOUCHER)).toBeUndefined()
    await code.makeForm(VOUCHER)
    expect(code.formOf(VOUCHER)?.form).toBe('FORM')
    await seconds(86_400)
    expect(code.formOf(VOUCHER)).toBeUndefined()
  })

  it('of the oldest voucher goes when there are too many', async () => {
    const { code } = world()
    for (let number = 0; number <= 20; number += 1) await code.makeForm(`vch_${number}`)
    expect([code.formOf('vch_0'), code.formOf('vch_1')?.form]).toEqual([undefined, 'FORM'])
  })
})

it('a phone code is the HMAC-SHA-512 of its half minute, and a secret that is none makes no code', () => {
  for (const moment of ['1970-01-01T00:00:00Z', '2026-11-29T09:00:29Z', '2100-02-28T23:59:59Z'])
    expect(phoneCodeAt(KEY, new Date(moment))).toBe(expected(new Date(moment)))
  expect(phoneCodeAt({ ...KEY, secret: 'not base64url!' }, NOW)).toBeUndefined()
})
