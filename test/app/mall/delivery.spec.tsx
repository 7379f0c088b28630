import type { Voucher } from '#contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import VoucherPage from '../../../src/pages/mall/voucher'
import { answer, startService, type Service } from '../api/service'
import { openWith, resetTaro } from '../taro'
import { HER, herStores, openPage } from './her-phone'

const VOUCHER = `vch_${'1'.repeat(26)}`
const packet: Voucher = {
  voucherId: VOUCHER,
  state: 'issued',
  goods: {
    goodsId: `gds_${'1'.repeat(26)}`,
    kind: 'redPacket',
    name: { zh: '5 元红包', en: 'Red packet, 5 yuan' },
    pictureDigest: null,
    sponsor: { zh: '申城基金', en: 'Shencheng Fund' },
    isOffline: false,
  },
  pricePoints: 500,
  lots: [{ points: 500, expiresAt: '2028-12-01T00:00:00+08:00' }],
  heldAt: '2026-11-23T09:29:00+08:00',
  heldUntil: null,
  issuedAt: '2026-11-23T09:29:30+08:00',
  validTo: '2026-12-24T00:00:00+08:00',
  endedAt: null,
  shop: null,
  isUndone: false,
  formOutUntil: null,
  usedBy: { zh: '申城银行', en: 'Shencheng Bank' },
  delivery: { state: 'recipientNeeded', reason: null },
}

let voucher: Voucher
/** Method and path of what was asked, bodies of what was told. */
let asked: string[]
let told: string[]
let service: Service
beforeEach(async () => {
  resetTaro()
  ;[voucher, asked, told] = [packet, [], []]
  service = await startService((request, response, body) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.method === 'PUT') {
      told.push(body)
      voucher = { ...voucher, delivery: { state: 'delivering', reason: null } }
    }
    const path = request.url ?? ''
    if (path.endsWith('/codes')) return answer(response, 409, { code: 'voucher.delivered' })
    if (path === '/v1/me/vouchers') return answer(response, 200, { items: [voucher] })
    return answer(response, 200, path.startsWith('/v1/me/vouchers') ? voucher : HER)
  })
})
afterEach(() => service.stop())

const open = async (): Promise<void> => {
  openWith({ voucherId: VOUCHER })
  await openPage(herStores(service), <VoucherPage />)
}
const FIELD = '数字人民币钱包编号'

describe('a voucher an outside system delivers', () => {
  it('asks where to and shows no code; a number that cannot be one is named before anything is sent', async () => {
    await open()
    expect(await screen.findByText(/由申城银行直接发给你/)).toBeInTheDocument()
    fireEvent.input(screen.getByLabelText(FIELD), { target: { value: '张三' } })
    fireEvent.click(screen.getByRole('button', { name: '发给我' }))
    expect(await screen.findByText('请填 4 到 64 位字母或数字')).toBeInTheDocument()
    expect(told).toEqual([])
    // Before anything is known of it a code may be asked for once; it is refused, and none is shown.
    expect(asked.filter((line) => line.includes('/codes')).length).toBeLessThan(2)
    expect(screen.queryByText(/给收银员扫一扫/)).toBeNull()
  })

  it('is sent once, and then can be neither changed nor given back', async () => {
    await open()
    await screen.findByText(/由申城银行直接发给你/)
    expect(screen.getByText('不想要了，退回积分')).toBeInTheDocument()
    fireEvent.input(screen.getByLabelText(FIELD), { target: { value: 'wallet-0031' } })
    fireEvent.click(screen.getByRole('button', { name: '发给我' }))
    expect(told).toEqual([])
    const send = await screen.findByRole('button', { name: '对，发到这里' })
    for (let taps = 0; taps < 3; taps += 1) fireEvent.click(send)
    expect(await screen.findByText(/已经交给申城银行/)).toBeInTheDocument()
    expect(told).toEqual(['{"recipient":"wallet-0031"}'])
    await waitFor(() => expect(screen.queryByLabelText(FIELD)).toBeNull())
    expect(screen.queryByText('不想要了，退回积分')).toBeNull()
  })

  it.each([
    ['8812 3456 7788', '881234567788', '8812, 3456, 7788'],
    [' 8812-3456-778', '88123456778', '8812, 3456, 778'],
    ['８８１２　３４５６', '88123456', '8812, 3456'],
    ['wallet-0031 ', 'wallet-0031', 'wallet-0031'],
  ])('%s is read back as it will be sent before it is', async (written, sent, groups) => {
    await open()
    await screen.findByText(/由申城银行直接发给你/)
    fireEvent.input(screen.getByLabelText(FIELD), { target: { value: written } })
    fireEvent.click(screen.getByRole('button', { name: '发给我' }))
    const spoken = groups.split(', ').map((group) => [...group].join(' '))
    expect(await screen.findByRole('img', { name: spoken.join(', ') })).toBeInTheDocument()
    expect(screen.getByText(`共 ${sent.length} 位`)).toBeInTheDocument()
    expect(told).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: '对，发到这里' }))
    await screen.findByText(/已经交给申城银行/)
    expect(told).toEqual([JSON.stringify({ recipient: sent })])
  })

  it('is not sent when she changes it instead', async () => {
    await open()
    await screen.findByText(/由申城银行直接发给你/)
    fireEvent.input(screen.getByLabelText(FIELD), { target: { value: '8812 3456' } })
    fireEvent.click(screen.getByRole('button', { name: '发给我' }))
    fireEvent.click(await screen.findByRole('button', { name: '再改改' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByLabelText(FIELD)).toHaveValue('8812 3456')
    expect(told).toEqual([])
  })

  it('that was refused says why, and that her points are back', async () => {
    voucher = {
      ...packet,
      state: 'refunded',
      endedAt: '2026-11-23T09:31:00+08:00',
      delivery: { state: 'refused', reason: 'recipientUnknown' },
    }
    await open()
    expect(await screen.findByText('对方说没有这个账户')).toBeInTheDocument()
    expect(screen.getByText(/500 分已经回到原来的积分里/)).toBeInTheDocument()
  })
})

it('a voucher she approved for a partner is the partner’s: no code, no way back, no last word', async () => {
  voucher = {
    ...packet,
    state: 'held',
    heldUntil: '2026-11-23T09:34:00+08:00',
    goods: { ...packet.goods, kind: 'coupon' },
    usedBy: { zh: '申城咖啡', en: 'Shencheng Coffee' },
    delivery: null,
  }
  await open()
  expect(await screen.findByText(/这是你为申城咖啡同意的/)).toBeInTheDocument()
  expect(screen.queryByText('接着换')).toBeNull()
  expect(screen.queryByText('不想要了，退回积分')).toBeNull()
})
