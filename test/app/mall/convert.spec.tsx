import type { PointsBalance, UseOfGramsList } from '#contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import PointsPage from '../../../src/pages/mall/points'
import { answer, startService, type Service } from '../api/service'
import { resetTaro } from '../taro'
import { HER, herStores, openPage } from './her-phone'
import { voucherLike } from './vouchers'

const balance: PointsBalance = {
  points: 0,
  heldPoints: 0,
  expiries: [],
  convertibleGrams: 1_234,
  balanceMilligrams: 1_234_500,
  notConvertible: [],
}
const use = { isOpen: true, points: null, fen: null, spendableUntil: null, source: null }
const uses: UseOfGramsList = { grams: 125, items: [{ ...use, use: 'points', points: 125 }] }

/** What was asked about how many grams. */
let asked: string[]
let service: Service
/** What the service says of her points. */
let told: PointsBalance
let vouchers: object[]
beforeEach(async () => {
  resetTaro()
  asked = []
  told = balance
  vouchers = []
  service = await startService((request, response) => {
    const path = request.url ?? ''
    if (path.includes('grams=')) asked.push(path)
    if (path.includes('grams=')) return answer(response, 200, uses)
    if (path.startsWith('/v1/me/vouchers'))
      return answer(response, 200, { items: vouchers, nextCursor: null })
    return answer(response, 200, path.startsWith('/v1/me/points') ? told : HER)
  })
})
afterEach(() => service.stop())

async function open(): Promise<void> {
  await openPage(herStores(service), <PointsPage />)
  await screen.findByLabelText('换多少克')
}
const field = () => screen.getByLabelText<HTMLInputElement>('换多少克')
const write = (value: string) => {
  fireEvent.input(field(), { target: { value } })
  fireEvent.click(screen.getByRole('button', { name: '下一步' }))
}

describe('how many grams', () => {
  it.each([
    ['12.5', '“12.5”不是整数。请填 1 到 1,234 的整数'],
    ['１２．５', '“１２．５”不是整数。请填 1 到 1,234 的整数'],
    ['12,5', '“12,5”不是整数。请填 1 到 1,234 的整数'],
    ['-125', '“-125”不是整数。请填 1 到 1,234 的整数'],
    ['一百', '“一百”不是整数。请填 1 到 1,234 的整数'],
    ['0', '“0”不在可换的范围。请填 1 到 1,234 的整数'],
    ['1235', '“1235”不在可换的范围。请填 1 到 1,234 的整数'],
    ['', '请填 1 到 1,234 的整数'],
  ])('%s is refused by name beside the field, and stays as it was written', async (written, fault) => {
    await open()
    write(written)
    expect(screen.getByText(fault).closest('[role=alert]')).not.toBeNull()
    expect(field()).toHaveValue(written)
    expect(field()).toHaveAttribute('aria-invalid', 'true')
    expect(asked).toEqual([])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it.each([
    ['125', '125'],
    [' 1,200 ', '1,200'],
    ['１２５', '125'],
  ])('%s is what it says', async (written, read) => {
    await open()
    write(written)
    expect(await screen.findByText(`${read} 克，可以这样用`)).toBeInTheDocument()
    await waitFor(() => expect(asked).toEqual([`/v1/me/points/uses?grams=${read.replace(',', '')}`]))
  })
})

describe('her points', () => {
  it('notice a ride that is credited while she looks, and leave what she has written', async () => {
    await open()
    fireEvent.input(field(), { target: { value: '125' } })
    told = { ...balance, convertibleGrams: 1_656, balanceMilligrams: 1_656_900 }
    await waitFor(() => expect(document.body).toHaveTextContent('现在可换 1,656 克'), { timeout: 8_000 })
    expect(field()).toHaveValue('125')
  }, 20_000)

  it('say why the rest is not convertible and what it is for, and leave it out of what a conversion leaves', async () => {
    const roof = { methodologyClass: 'I', milligrams: 294_840_000, uses: ['sale' as const] }
    told = { ...balance, balanceMilligrams: 296_074_500, notConvertible: [roof] }
    await open()
    expect(document.body).toHaveTextContent('现在可换 1,234 克')
    expect(document.body).toHaveTextContent('另有 294.840 千克不能换积分，按规定可以卖出')
    expect(document.body).toHaveTextContent('按减排量的类别定，I 类不能换')
    write('234')
    expect(await screen.findByText(/余额 1.234 千克 → 1.000 千克/)).toBeInTheDocument()
  })

  it('say nothing of a rest where there is none', async () => {
    await open()
    expect(document.body).not.toHaveTextContent('不能换积分')
  })

  it('tell what is in her vouchers from what is only kept while she decides', async () => {
    told = { ...balance, heldPoints: 1_240 }
    vouchers = [voucherLike({ state: 'held' }), voucherLike({ voucherId: 'vch_2', pricePoints: 740 })]
    await open()
    await waitFor(() => expect(document.body).toHaveTextContent('另有 500 分正为你留着，还没确认'))
    expect(document.body).toHaveTextContent('另有 740 分在没用掉的券里')
  })
})
