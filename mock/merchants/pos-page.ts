import type { GoodsDetail, PartnerOrder, Problem } from '#contract'

export type PosGoods = Pick<GoodsDetail, 'goodsId' | 'name' | 'pricePoints'>
type Name = GoodsDetail['name']

interface OrderParts {
  readonly name: Name
  readonly order: PartnerOrder
  readonly goods: PosGoods | undefined
  /** The code to show, as a data URI. */
  readonly picture: string | undefined
}

/** Which goods a guest wants. */
export const choicePage = (name: Name, goods: readonly PosGoods[]): string =>
  page(
    name,
    `<p>客人要什么？ <span lang="en">What does the guest want?</span></p>
    ${goods.map(({ goodsId, name: of, pricePoints }) => button(`/ask/${goodsId}`, `${of.zh}，${pricePoints} 分`, `${of.en}, ${pricePoints} points`)).join('\n')}`,
  )

/** One order as it stands; while it waits for the guest the page looks again every second. */
export const orderPage = ({ name, order, goods, picture }: OrderParts): string => {
  const [zh, en] = STATES[order.state]
  const step = (verb: string, words: string, wordsEn: string): string =>
    button(`/orders/${order.orderNo}/${verb}`, words, wordsEn)
  const buttons = {
    asked: step('release', '客人走了，取消', 'The guest left, cancel'),
    held: `${step('handOver', '扣分并交货', 'Take the points and hand over')}
      ${step('release', '不卖了，放回', 'Call it off')}`,
    spent: step('handOver', '交货', 'Hand over'),
    redeemed: step('refund', '退掉（十分钟内）', 'Give back (within ten minutes)'),
  } as Partial<Record<PartnerOrder['state'], string>>
  return page(
    name,
    `<h2>${goods ? `${text(goods.name.zh)} <span lang="en">${text(goods.name.en)}</span>` : ''}</h2>
    <p role="status" class="state">${zh} <span lang="en">${en}</span></p>
    ${
      picture === undefined
        ? ''
        : `<img src="${picture}" alt="请客人扫的码 the code for the guest">
    <p class="digits">${order.approvalCode ?? ''}</p>`
    }
    ${buttons[order.state] ?? ''}
    <p><a href="/">下一位 <span lang="en">Next guest</span></a></p>`,
    order.state === 'asked',
  )
}

/** The platform said no. */
export const refusedPage = (name: Name, { message, messageEn, code }: Problem): string =>
  page(
    name,
    `<p role="alert">${text(message)} <span lang="en">${text(messageEn)}</span> (${text(code)})</p>
    <p><a href="/">重新开始 <span lang="en">Begin again</span></a></p>`,
  )

const STATES: Readonly<Record<PartnerOrder['state'], readonly [zh: string, en: string]>> = {
  asked: ['请客人扫码或输入十位数，在她手机上同意', 'The guest scans or types it and approves on her phone'],
  declined: ['客人没有同意', 'The guest declined'],
  lapsed: ['三分钟没有人同意', 'Nobody approved within three minutes'],
  held: ['客人同意了，积分先留着', 'Approved: the points are held'],
  released: ['取消了，积分没有动', 'Called off, no point was taken'],
  spent: ['积分已扣，还没交货', 'The points are taken; not handed over yet'],
  redeemed: ['交货了，记在今天的账上', 'Handed over, and on today’s statement'],
  refunded: ['退了，积分回到客人那里', 'Given back to the guest'],
  expired: ['过期没交货，积分退回了', 'Not handed over in time; the points went back'],
}

const button = (action: string, zh: string, en: string): string =>
  `<form method="post" action="${action}"><button>${text(zh)} <span lang="en">${text(en)}</span></button></form>`

const text = (given: string): string => given.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

const STYLE = `
body { margin: 0; background: #eef0ec; color: #1b2330; font: 18px/1.5 system-ui, 'Noto Sans SC', sans-serif; }
main { max-width: 420px; margin: 48px auto; padding: 28px; border-radius: 16px; background: #fff; }
h1 { margin: 0; font-size: 22px; }
h2 { margin: 20px 0 0; font-size: 20px; }
span { color: #4d5663; font-size: 15px; }
button { width: 100%; min-height: 56px; margin-top: 12px; padding: 10px 16px; border: 1px solid #2f6b4f; border-radius: 12px; background: #fff; color: inherit; font: inherit; text-align: left; cursor: pointer; }
button:hover { background: #f2f6ec; }
img { display: block; width: 220px; margin: 12px auto 0; image-rendering: pixelated; }
.digits { margin: 0; font-size: 28px; text-align: center; letter-spacing: 0.12em; font-variant-numeric: tabular-nums; }
.state { font-weight: 600; }
a { color: #1f5a40; }`

const page = (name: Name, content: string, isWaiting = false): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${isWaiting ? '<meta http-equiv="refresh" content="1">' : ''}
<title>${text(name.zh)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${text(name.zh)} <span lang="en">${text(name.en)}</span></h1>
<p>连锁店自己的收银机 <span lang="en">A chain’s own till</span></p>
${content}
</main>
</body>
</html>`
