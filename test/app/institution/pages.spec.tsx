import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import Budget from '../../../src/pages/institution/budget'
import Collected from '../../../src/pages/institution/collected'
import Consents from '../../../src/pages/institution/consents'
import Figures from '../../../src/pages/institution/figures'
import Goods from '../../../src/pages/institution/own-goods'
import Item from '../../../src/pages/institution/item'
import NewGoods from '../../../src/pages/institution/new-goods'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import { openWith, resetTaro } from '../taro'
import {
  coffee,
  dispute,
  id,
  MALL,
  MERCHANT,
  NOW,
  SPONSOR,
  startMallService,
  unheard,
  type MallService,
} from './mall-service'

let service: MallService
beforeEach(() => resetTaro())
afterEach(() => service.stop())

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
/** Lets what a tap sets off come to rest. */
const press = (name: string) => act(async () => tap(name))
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

/** The app of one phone whose host gives a ticket; `open` puts another page in the place of the one before. */
function openApp() {
  const [visited, launched]: [string[], string[]] = [[], []]
  const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    ...{ navigateTo: go, redirectTo: go },
    reLaunch: (options: Parameters<typeof go>[0]) => {
      launched.push(options.url)
      go(options)
    },
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  const { rerender } = render(<></>)
  return {
    ...{ visited, launched },
    open: (page: JSX.Element) => rerender(<AppFrame stores={stores}>{page}</AppFrame>),
  }
}

async function openItem(): Promise<ReturnType<typeof openApp>> {
  const app = openApp()
  openWith({ goodsId: id('gds', 1) })
  app.open(<Item />)
  await screen.findByText('现在还能兑')
  return app
}

describe('the goods of a mall', () => {
  it('stand with what is left of them and lead to their page', async () => {
    service = await startMallService()
    const app = openApp()
    app.open(<Goods />)
    await screen.findByText('浦江商城')
    expect(screen.getByText('小周，店务')).toBeInTheDocument()
    const row = await screen.findByRole('button', { name: /一杯拿铁/ })
    expect(row).toHaveTextContent('剩 63 份预算剩 334.00 元')
    expect(row).toHaveTextContent('在售')
    fireEvent.click(row)
    expect(app.visited).toEqual([`/pages/institution/item?goodsId=${id('gds', 1)}`])
  })

  it('are joined in what is to be done by the disputes that wait, which the page leads to', async () => {
    service = await startMallService()
    service.disputes.push(dispute(1), dispute(2, { state: 'answered' }))
    const app = openApp()
    app.open(<Goods />)
    await screen.findByText('1 张对账单商户说不对，等你们答复。')
    const toDo = screen.getByRole('radio', { name: '要处理 1' })
    fireEvent.click(toDo)
    await screen.findByText('要答复的在上面')
    tap('去答复')
    expect(app.visited).toEqual(['/pages/institution/disputes'])
  })

  it('are still led to once all disputes are answered', async () => {
    service = await startMallService()
    service.disputes.push(dispute(1, { state: 'answered' }))
    openApp().open(<Goods />)
    await screen.findByRole('button', { name: '商户的异议' })
    expect(screen.getByRole('radio', { name: '要处理 0' })).toBeInTheDocument()
  })

  it('say what to do where there are none', async () => {
    service = await startMallService([MALL], [])
    openApp().open(<Goods />)
    await screen.findByText('还没有商品')
    expect(screen.getByText(/上架一件/)).toBeInTheDocument()
  })
})

describe('the door', () => {
  it('lets whoever has several institutions choose, and change', async () => {
    service = await startMallService([MALL, SPONSOR], [])
    openApp().open(<Goods />)
    await screen.findByText('为哪个机构办事')
    tap(/绿色基金会/)
    await screen.findByText('小周，店务')
    await screen.findByText(/由你们拨预算/)
    tap('换一个机构')
    await screen.findByText('为哪个机构办事')
  })

  it('leaves every page of the institution before behind when she changes', async () => {
    service = await startMallService([MALL, SPONSOR])
    const app = openApp()
    app.open(<Figures />)
    await screen.findByText('各门店')
    tap('换一个机构')
    await screen.findByText('为哪个机构办事')
    expect(app.launched).toEqual(['/pages/institution/own-goods'])
    app.open(<Goods />)
    fireEvent.click(await screen.findByRole('button', { name: /绿色基金会/ }))
    await screen.findByText('小周，店务')
    app.open(<Budget />)
    await screen.findByText('花在哪些商品上')
    expect(screen.getByRole('link', { name: '赞助' })).toHaveAttribute('aria-current', 'page')
  })

  it('offers for a page only institutions that have it', async () => {
    service = await startMallService([SPONSOR, MALL])
    openApp().open(<Figures />)
    await screen.findByText('各门店')
    expect(screen.getByText('浦江商城')).toBeInTheDocument()
  })

  it('is shut to a cashier, with what to do', async () => {
    service = await startMallService([{ ...MALL, role: 'cashier' }])
    const app = openApp()
    app.open(<Goods />)
    await screen.findByText('这里给商城主体和赞助方使用')
    tap('去首页')
    expect(app.visited).toEqual(['/pages/resident/home'])
  })

  it('shuts when she is dismissed, and says so', async () => {
    service = await startMallService()
    await openItem()
    service.state.memberships = []
    service.state.epoch += 1
    tap('改库存')
    tap('就这样改')
    await screen.findByText('你不再是这个机构的成员')
    expect(screen.queryByText('改库存')).toBeNull()
  })
})

describe('an item', () => {
  it('shows what can be taken, of stock and budget, and terms nobody can change', async () => {
    service = await startMallService()
    await openItem()
    expect(screen.getByRole('main')).toHaveTextContent('现在还能兑18份')
    expect(screen.getByRole('main')).toHaveTextContent('63共 100 份')
    expect(screen.getByRole('main')).toHaveTextContent('334.00元共 1,000.00 元')
    expect(screen.getByText(/上架后不能改/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '改预算' })).toBeNull()
  })

  it('takes another stock once, however often it is tapped, and refuses less than is taken', async () => {
    service = await startMallService()
    await openItem()
    tap('改库存')
    const dialog = screen.getByRole('dialog', { name: '改库存' })
    expect(dialog).toHaveTextContent('现在共 100 份，兑走 37 份，剩 63 份')
    write('一共放多少份（兑走的也算在内）', '36')
    await press('就这样改')
    expect(within(dialog).getByText('请填 37 到 100,000,000 的整数')).toBeInTheDocument()
    write('一共放多少份（兑走的也算在内）', '120')
    expect(within(dialog).getByText('改完剩 83 份')).toBeInTheDocument()
    const save = screen.getByRole('button', { name: '就这样改' })
    fireEvent.click(save)
    fireEvent.click(save)
    await screen.findByText('库存改好了，剩 83 份')
    expect(service.writes).toHaveLength(1)
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is withdrawn after a second question that says what becomes of vouchers', async () => {
    service = await startMallService()
    await openItem()
    tap('下架')
    const dialog = screen.getByRole('dialog', { name: '下架“一杯拿铁”？' })
    expect(dialog).toHaveTextContent('6 张券照常能用')
    expect(service.writes).toEqual([])
    tap('是，下架')
    await screen.findByText('已下架', { selector: '.notice-b' })
    await waitFor(() => expect(screen.queryByRole('button', { name: '下架' })).toBeNull())
    expect(screen.getByText(/已经兑走的券照常能用/)).toBeInTheDocument()
    expect(screen.queryByText('现在还能兑')).toBeNull()
    expect(screen.getByText('没兑出去的')).toBeInTheDocument()
  })

  it('is shown by its picture, which has a name for the ear, and by a sign without one', async () => {
    service = await startMallService([MALL], [coffee({ pictureDigest: 'ab'.repeat(32) })])
    await openItem()
    const picture = screen.getByRole('img', { name: '商品图片：一杯拿铁' })
    expect(picture.style.backgroundImage).toContain(`/v1/pictures/${'ab'.repeat(32)}`)
    expect(screen.getByRole('button', { name: '换图片' })).toBeInTheDocument()
  })

  it('without a picture says so and offers one, to its mall operator alone', async () => {
    service = await startMallService()
    await openItem()
    expect(screen.getByRole('img', { name: '还没有图片' })).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '放一张图片' })).toBeInTheDocument()
  })

  it('says of a budget that does not pay for one that it is too small, not that there is none', async () => {
    service = await startMallService(
      [SPONSOR],
      [coffee({ budgetFen: 1_700, budgetLeftFen: 1_700, held: 0, issued: 0, redeemed: 0 })],
    )
    await openItem()
    expect(screen.getByText(/预算不够一份/)).toBeInTheDocument()
    expect(screen.queryByText(/还没有预算/)).toBeNull()
    expect(screen.queryByRole('button', { name: '放一张图片' })).toBeNull()
    tap('改预算')
    expect(screen.getByText('剩下的不够一份，一份要 18.00 元')).toBeInTheDocument()
    write('一共给多少元（花掉的也算在内）', '18.005')
    await press('就这样改')
    expect(screen.getByText(/最多两位小数/)).toBeInTheDocument()
    expect(service.writes).toEqual([])
    write('一共给多少元（花掉的也算在内）', '１８．００')
    expect(screen.getByText('改完还够 1 份')).toBeInTheDocument()
  })

  it('gets its budget from its sponsor, who cannot set it below what is promised', async () => {
    service = await startMallService([SPONSOR])
    await openItem()
    expect(screen.queryByRole('button', { name: '改库存' })).toBeNull()
    tap('改预算')
    write('一共给多少元（花掉的也算在内）', '600')
    await press('就这样改')
    expect(screen.getByText('请填 666.00 到 10,000,000,000.00 元，最多两位小数')).toBeInTheDocument()
    write('一共给多少元（花掉的也算在内）', '2000.5')
    expect(screen.getByText('改完还够 74 份')).toBeInTheDocument()
    tap('就这样改')
    await screen.findByText('预算改好了，还够 74 份')
    expect(service.goods[0]?.budgetFen).toBe(200_050)
  })

  it('that somebody has not agreed to can be taken by nobody, and names whose yes and whose money is missing', async () => {
    service = await startMallService([MALL], [{ ...unheard(), budgetFen: 0, budgetLeftFen: 0 }])
    await openItem()
    expect(screen.getByRole('main')).toHaveTextContent('现在还能兑0份现在谁也兑不了。库存')
    expect(screen.getByRole('main')).toHaveTextContent(
      '在等 梧桐餐饮 答复，都同意了才开始卖。也在等绿色基金会拨预算。',
    )
  })

  it('says how many there are once all have agreed, and that there are none before', async () => {
    service = await startMallService([MALL], [unheard()])
    await openItem()
    expect(screen.getByRole('main')).toHaveTextContent('现在还能兑0份现在谁也兑不了。都同意了，就有 18 份。')
  })

  it('without budget says who can give one', async () => {
    service = await startMallService([MALL], [coffee({ budgetFen: 0, budgetLeftFen: 0 })])
    await openItem()
    expect(screen.getByText(/等赞助方“绿色基金会”拨预算/)).toBeInTheDocument()
  })

  it('of another institution is not found, and the way back is there', async () => {
    service = await startMallService([MALL], [])
    const app = openApp()
    openWith({ goodsId: id('gds', 1) })
    app.open(<Item />)
    await screen.findByText('没有找到这件商品')
    await press('看商品列表')
    expect(app.visited).toEqual(['/pages/institution/own-goods'])
  })
})

describe('the figures', () => {
  it('are a chart that says itself, with its table behind it, for all shops or one', async () => {
    service = await startMallService()
    openApp().open(<Figures />)
    await screen.findByRole('img', { name: '全部门店：7 天共 3 张，最多的是 今天，2 张' })
    fireEvent.click(screen.getByRole('checkbox', { name: /梧桐咖啡馆/ }))
    expect(
      screen.getByRole('img', { name: '梧桐咖啡馆：7 天共 2 张，最多的是 今天，2 张' }),
    ).toBeInTheDocument()
    expect(screen.getByRole('main')).toHaveTextContent('收到积分 1,000 · 该付给商户 36.00 元')
    tap('看数字')
    expect(screen.getByText('昨天').parentElement).toHaveTextContent('昨天0 张')
    fireEvent.click(screen.getByRole('checkbox', { name: /梧桐咖啡馆/ }))
    expect(screen.getByText('昨天').parentElement).toHaveTextContent('昨天1 张')
  })

  it('of points lead back to reductions, once, with their serials', async () => {
    service = await startMallService()
    openApp().open(<Collected />)
    await screen.findByText('1,000 分 → 1,000 克减排量')
    expect(screen.getByText('还没有转回过')).toBeInTheDocument()
    tap('转回减排量')
    const yes = screen.getByRole('button', { name: '是，转回' })
    fireEvent.click(yes)
    fireEvent.click(yes)
    await screen.findByText('刚刚转回 · 2 张券')
    expect(service.turnedBack).toHaveLength(1)
    expect(screen.getAllByText('编号 1 到 1,000,000，共 1,000,000 毫克')).toHaveLength(1)
    expect(screen.getByText('2026年10月的出行，地铁出行（SHCER02010012024II 第 1 版）')).toBeInTheDocument()
    expect(screen.getByText(/^公共交通卡，10月12日的出行，第 1 批签发 · SHCER/)).toBeInTheDocument()
    await screen.findByText('现在没有可以转回的')
    expect(screen.getByText('2026年10月的出行').parentElement).toHaveTextContent('1.000 千克')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('of points that cannot be had say so once', async () => {
    service = await startMallService()
    const app = openApp()
    app.open(<Figures />)
    await screen.findByText('各门店')
    await service.stop()
    app.open(<Collected />)
    expect(await screen.findAllByRole('button', { name: '再试一次' })).toHaveLength(1)
    service = await startMallService()
  })

  it('of a sponsor add up, and lead to its goods', async () => {
    service = await startMallService([SPONSOR])
    const app = openApp()
    app.open(<Budget />)
    await screen.findByText('还能用的预算')
    const main = screen.getByRole('main')
    expect(main).toHaveTextContent('已核销，要付给商户')
    expect(main).toHaveTextContent('要付 540.00 元 · 剩 334.00 元')
    expect(main).not.toHaveTextContent('已付')
    for (const line of ['一共给了 1,000.00 元', '− 540.00 元', '− 126.00 元', '= 334.00 元'])
      expect(main).toHaveTextContent(line)
    tap(/一杯拿铁/)
    expect(app.visited).toEqual([`/pages/institution/item?goodsId=${id('gds', 1)}`])
    expect(screen.queryByRole('link', { name: '积分' })).toBeNull()
  })
})

describe('new goods', () => {
  it('are written step by step, looked over, and offered', async () => {
    service = await startMallService()
    const app = openApp()
    app.open(<NewGoods />)
    await screen.findByText('第 1 步，共 6 步：种类')
    expect(screen.getByRole('radio', { name: /到店券/ })).toBeChecked()
    await press('下一步')
    expect(screen.getByText('第 2 步，共 6 步：是什么')).toBeInTheDocument()
    await press('下一步')
    expect(screen.getAllByText('这里要填')).toHaveLength(2)
    write('名字（中文）', '一个面包')
    write('名字（英文）', 'A loaf')
    await press('下一步')
    write('多少积分一份', '1200')
    write('每核销一份，赞助方付给商户多少元', '28.5')
    write('一共放多少份', '80')
    fireEvent.click(screen.getByRole('switch', { name: /^断网时门店也能收/ }))
    await press('下一步')
    expect(screen.getByText('付给商户超过 20 元的不能断网收')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('switch', { name: /^断网时门店也能收/ }))
    await press('下一步')
    write('卖到哪天（不填就是不限期）', '2026-01-01')
    await press('下一步')
    expect(screen.getByText('这一天已经过去了')).toBeInTheDocument()
    write('卖到哪天（不填就是不限期）', '')
    await press('下一步')
    await press('下一步')
    expect(screen.getAllByText('请选一个')).toHaveLength(2)
    fireEvent.click(screen.getByRole('radio', { name: '绿色基金会' }))
    // Tapped on its name: the whole line is the switch.
    fireEvent.click(within(screen.getByRole('switch', { name: /^梧桐咖啡馆/ })).getByText('梧桐咖啡馆'))
    await press('下一步')
    expect(screen.getByRole('main')).toHaveTextContent('28.50 元')
    expect(service.writes).toEqual([])
    await press('上架')
    await waitFor(() => expect(app.visited).toEqual([`/pages/institution/item?goodsId=${id('gds', 2)}`]))
    expect(screen.getByText('已上架，还要等：梧桐餐饮同意、绿色基金会拨预算')).toBeInTheDocument()
  })

  it('may be a red packet, for which no shop and no till is asked about', async () => {
    service = await startMallService()
    openApp().open(<NewGoods />)
    await screen.findByText('第 1 步，共 6 步：种类')
    const discount = screen.getByRole('radio', { name: /交通优惠/ })
    expect(discount).toHaveTextContent('现在没有发放方，不能上架')
    fireEvent.click(discount)
    expect(discount).not.toBeChecked()
    fireEvent.click(screen.getByRole('radio', { name: /数字人民币红包.*江畔数字钱包/ }))
    await press('下一步')
    write('名字（中文）', '3 元数字人民币红包')
    write('名字（英文）', 'A red packet')
    await press('下一步')
    expect(screen.queryByRole('switch')).toBeNull()
    write('多少积分一份', '200')
    write('每发放一份，赞助方付给发放方多少元', '0')
    write('一共放多少份', '80')
    await press('下一步')
    expect(screen.getByText('红包里要有钱，至少 0.01 元')).toBeInTheDocument()
    write('每发放一份，赞助方付给发放方多少元', '3')
    await press('下一步')
    await press('下一步')
    expect(screen.queryByText('梧桐咖啡馆')).toBeNull()
    expect(screen.getByText('江畔数字钱包')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('radio', { name: '绿色基金会' }))
    await press('下一步')
    expect(screen.getByRole('main')).toHaveTextContent('谁来发放江畔数字钱包')
    await press('上架')
    await waitFor(() => expect(service.goods[0]).toMatchObject({ kind: 'redPacket', isOffline: false }))
  })

  it('may be a title, for which only its points, number and giver are asked', async () => {
    service = await startMallService()
    openApp().open(<NewGoods />)
    await screen.findByText('第 1 步，共 6 步：种类')
    fireEvent.click(screen.getByRole('radio', { name: /^荣誉称号/ }))
    await press('下一步')
    write('名字（中文）', '绿色出行家')
    write('名字（英文）', 'Green rider')
    await press('下一步')
    expect(screen.queryByRole('switch')).toBeNull()
    expect(screen.getAllByRole('textbox')).toHaveLength(2)
    write('多少积分一份', '500')
    write('一共放多少份', '80')
    await press('下一步')
    expect(screen.queryByLabelText('兑走后再多少天内有效')).toBeNull()
    await press('下一步')
    expect(screen.getByText('第 5 步，共 6 步：谁颁发')).toBeInTheDocument()
    expect(screen.queryByText('梧桐咖啡馆')).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: '绿色基金会' }))
    await press('下一步')
    expect(screen.getByRole('main')).toHaveTextContent('谁来颁发绿色基金会')
    expect(screen.getByRole('main')).not.toHaveTextContent(/付给|每人最多|有效|谁来付钱/)
    await press('上架')
    await screen.findByText('已上架，还要等：绿色基金会同意')
    expect(service.goods[0]).toMatchObject({ kind: 'title', payableFen: 0, perPersonMax: 1 })
  })

  it('are thrown away only after a second question', async () => {
    service = await startMallService()
    openApp().open(<NewGoods />)
    await screen.findByText('第 1 步，共 6 步：种类')
    expect(screen.queryByRole('button', { name: '不写了，清空' })).toBeNull()
    await press('下一步')
    write('名字（中文）', '一个面包')
    await press('不写了，清空')
    await press('接着写')
    expect(screen.getByLabelText('名字（中文）')).toHaveValue('一个面包')
    await press('不写了，清空')
    await press('是，清空')
    await press('下一步')
    expect(screen.getByLabelText('名字（中文）')).toHaveValue('')
  })
})

describe('a title', () => {
  const title = (changes: Parameters<typeof coffee>[0] = {}) =>
    coffee({
      ...{ kind: 'title', name: { zh: '绿色出行家', en: 'Green rider' }, payableFen: 0, perPersonMax: 1 },
      ...{ voucherDays: 1, shops: [], budgetFen: 0, budgetLeftFen: 0, issued: 0 },
      ...changes,
    })

  it('of the mall says how many it was given to, and nothing of shops, money or days', async () => {
    service = await startMallService([MALL], [title()])
    const app = openApp()
    app.open(<Goods />)
    const row = await screen.findByRole('button', { name: /绿色出行家/ })
    expect(row).toHaveTextContent('剩 63 份荣誉称号在售已颁发 30')
    openWith({ goodsId: id('gds', 1) })
    app.open(<Item />)
    await screen.findByText('现在还能兑')
    const main = screen.getByRole('main')
    expect(main).toHaveTextContent('已颁发')
    expect(main).toHaveTextContent('怎么给兑了马上给，每人一次，一直保留')
    expect(main).not.toHaveTextContent(/核销|未用|预算|付给|有效期|门店|由谁发放|待颁发/)
    await press('下架')
    expect(screen.getByText('已经得到它的 30 位居民一直保留。')).toBeInTheDocument()
    await press('是，下架')
    expect(await screen.findByText('今天下架。已经颁发的称号一直保留。')).toBeInTheDocument()
  })

  it('is agreed to by whoever gives it, with what it says and that it costs nothing', async () => {
    const { consents } = unheard()
    service = await startMallService([SPONSOR], [title({ consents: consents.slice(0, 1) })])
    openApp().open(<Consents />)
    expect(await screen.findByText('堂食外带都可以。')).toBeInTheDocument()
    expect(screen.getByRole('main')).toHaveTextContent('每颁发一个你们不付钱')
    await press('同意')
    fireEvent.click(await screen.findByRole('button', { name: '不再同意' }))
    expect(await screen.findByText('已经颁发的称号，居民一直保留。')).toBeInTheDocument()
  })

  it('takes nothing of its giver’s money', async () => {
    service = await startMallService([SPONSOR], [title()])
    openApp().open(<Budget />)
    expect(await screen.findByText('还没有要付的商品')).toBeInTheDocument()
    expect(screen.queryByText('绿色出行家')).toBeNull()
  })
})

describe('goods that name others', () => {
  it('are agreed to by their sponsor, who hears what it pays', async () => {
    service = await startMallService([SPONSOR], [unheard()])
    openApp().open(<Consents />)
    expect(await screen.findByText('你们付商户 18.00 元')).toBeInTheDocument()
    expect(screen.getByText('等答复')).toBeInTheDocument()
    await press('同意')
    expect(await screen.findByText('已同意', { selector: '.stamp *, .stamp' })).toBeInTheDocument()
    expect(service.goods[0]?.consents.map(({ isAgreed }) => isAgreed)).toEqual([true, null])
  })

  it('are declined by a merchant, who may think again', async () => {
    service = await startMallService([MERCHANT], [unheard()])
    openApp().open(<Consents />)
    expect(await screen.findByText('绿色基金会付你们 18.00 元')).toBeInTheDocument()
    expect(screen.getByText('梧桐咖啡馆')).toBeInTheDocument()
    await press('不同意')
    expect(await screen.findByText('没同意')).toBeInTheDocument()
    expect(service.goods[0]?.consents.map(({ isAgreed }) => isAgreed)).toEqual([null, false])
    await press('改为同意')
    expect(await screen.findByRole('button', { name: '不再同意' })).toBeInTheDocument()
    tap('不再同意')
    expect(await screen.findByText(/已经兑走的券照常能用/)).toBeInTheDocument()
    await press('先不改')
    expect(service.goods[0]?.consents.map(({ isAgreed }) => isAgreed)).toEqual([null, true])
  })

  it('are shown to a merchant’s people who come by a link, and who choose among merchants alone', async () => {
    const other = { ...MERCHANT, memberId: id('mem', 9), institution: { zh: '江边书店', en: 'Riverside' } }
    service = await startMallService([MERCHANT, other], [unheard()])
    openApp().open(<Consents />)
    fireEvent.click(await screen.findByRole('button', { name: /梧桐餐饮/ }))
    expect(await screen.findByText('绿色基金会付你们 18.00 元')).toBeInTheDocument()
  })
})
