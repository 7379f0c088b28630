import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import qrcode from 'qrcode-generator'
import type { GoodsDetail, GoodsList, PartnerOrder } from '#contract'
import type { Answer } from '../operators'
import { listening } from '../hosts'
import type { PosClient } from './pos-client'
import { choicePage, orderPage, refusedPage, type PosGoods } from './pos-page'

export interface PosWindowOptions {
  readonly serviceUrl: string
  readonly client: PosClient
  readonly shopId: string
  /** The chain's name in its own window. */
  readonly name: { readonly zh: string; readonly en: string }
  /** Whatever its display shows as a code to a guest's scanner. */
  readonly onShow: (pictures: readonly string[]) => void
  readonly port: number
}

export interface PosWindow {
  readonly url: string
  close(): Promise<void>
}

/** The display of a chain's own till, in a window: it asks a guest for her points over the partner interface and keeps nothing. */
export const startPosWindow = async (options: PosWindowOptions): Promise<PosWindow> => {
  const { client, name, onShow } = options
  let orders = 0
  const answerWith = (
    response: ServerResponse,
    answer: Answer<PartnerOrder>,
    goods: readonly PosGoods[],
  ): void => {
    if (!answer.ok) return sendPage(response, refusedPage(name, answer.problem))
    const { approvalCode, state, goodsId } = answer.value
    const picture = approvalCode !== null && state === 'asked' ? pictureOf(approvalCode) : undefined
    onShow(picture === undefined ? [] : [picture])
    const ordered = goods.find((one) => one.goodsId === goodsId)
    sendPage(response, orderPage({ name, order: answer.value, goods: ordered, picture }))
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://pos')
    const [, place = '', orderNo = '', step = ''] = url.pathname.split('/')
    if (request.method === 'POST' && place === 'ask') {
      const number = `pos-${Date.now().toString(36)}-${++orders}`
      const asked = await client.ask(number, { goodsId: orderNo, shopId: options.shopId })
      return asked.ok
        ? goTo(response, `/orders/${number}`)
        : sendPage(response, refusedPage(name, asked.problem))
    }
    if (request.method === 'POST' && place === 'orders' && isStep(step)) {
      const taken = await takeStep(client, orderNo, step)
      return taken.ok
        ? goTo(response, `/orders/${orderNo}`)
        : sendPage(response, refusedPage(name, taken.problem))
    }
    const goods = await goodsOf(options)
    if (request.method === 'GET' && place === 'orders')
      return answerWith(response, await client.read(orderNo), goods)
    onShow([])
    sendPage(response, choicePage(name, goods))
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(502).end())
  })
  const port = await listening(server, options.port)
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const STEPS = ['handOver', 'refund', 'release'] as const
type Step = (typeof STEPS)[number]
const isStep = (text: string): text is Step => (STEPS as readonly string[]).includes(text)

/** Points are taken and counted in the moment the goods cross the counter. */
const takeStep = async (client: PosClient, orderNo: string, step: Step): Promise<Answer<PartnerOrder>> => {
  if (step !== 'handOver') return client[step](orderNo)
  const spent = await client.spend(orderNo)
  return spent.ok ? client.redeem(orderNo) : spent
}

/** What counts in this shop. */
const goodsOf = async ({ serviceUrl, shopId }: PosWindowOptions): Promise<readonly PosGoods[]> => {
  const { items } = await read<GoodsList>(`${serviceUrl}/v1/goods`)
  const details = await Promise.all(
    items
      .filter(({ kind }) => kind === 'coupon')
      .map(({ goodsId }) => read<GoodsDetail>(`${serviceUrl}/v1/goods/${goodsId}`)),
  )
  return details.filter(({ shops }) => shops.some((shop) => shop.shopId === shopId))
}

const read = async <T>(url: string): Promise<T> => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as T
}

const MODULE_PIXELS = 6
const QUIET_MODULES = 4

const pictureOf = (digits: string): string => {
  const code = qrcode(0, 'L')
  code.addData(digits, 'Numeric')
  code.make()
  return code.createDataURL(MODULE_PIXELS, QUIET_MODULES * MODULE_PIXELS)
}

const goTo = (response: ServerResponse, path: string): void =>
  void response.writeHead(303, { location: path }).end()

const sendPage = (response: ServerResponse, page: string): void =>
  void response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(page)
