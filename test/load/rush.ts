import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

import type { Home, PushOutcome, RideRow } from '#contract'
import { encodeId } from '#domain/id'
import { registerOperator, signedHeaders, type OperatorSigner } from '#test/harness/index'

import { listBenchGoods, openBenchMall } from './bench-mall'
import { startBenchService, type BenchService } from './bench-service'
import { printFigure } from './figure'
import { getOf, openClient, postOf, type HttpClient } from './http-client'
import { percentile } from './latency'
import { ridesOfYesterday, settleRiders } from './riders'
import { signInAll } from './sign-in'
import { settleSpenders, type Spender } from './spenders'

/** All modes in the morning, if all peak as bikes do (DOMAIN §10). */
const RIDES_A_SECOND = 415
const RIDERS = 20_000
const TAKERS = 20_000
const TAKING_CLIENTS = 128
const STOCK = 5_000
const PRICE_POINTS = 200
/** Home pages that are open, and how often each looks again, as the module does it. */
const OPEN_PAGES = 60
const LOOKS_EVERY_MILLISECONDS = 3_000
/** Before the rush, and so long altogether. */
const CALM_MILLISECONDS = 10_000
const SECONDS = 60

/**
 * What residents wait for while 415 rides arrive each second and 20,000 people want one of 5,000 coupons at the same moment, and how long
 * after its operator's push a ride is on an open home page.
 */
export async function benchRush(): Promise<void> {
  const service = await startBenchService()
  try {
    const signer = await registerOperator(service, 'sptcc')
    const cards = await settleRiders(service, RIDERS)
    const takers = await settleSpenders(service, TAKERS, [PRICE_POINTS])
    const mall = await openBenchMall(service)
    const goodsId = await listBenchGoods(service, mall, {
      pricePoints: PRICE_POINTS,
      stock: STOCK,
      perPersonMax: 1,
    })
    const pages = await openPages(service)
    await service.sql`CHECKPOINT`
    const until = performance.now() + SECONDS * 1_000
    const pushing = pushUntil(until, { service, signer, cards })
    const looking = Promise.all(
      pages.map((page, n) => lookUntil(until, page, (n * LOOKS_EVERY_MILLISECONDS) / OPEN_PAGES)),
    )
    await wait(CALM_MILLISECONDS)
    const rush = await takeAll(service, takers, encodeId('gds', goodsId))
    const [pushed, looks] = [await pushing, (await looking).flat()]
    print({ pushed, looks, rush })
  } finally {
    await service.stop()
  }
}

interface Outcome {
  readonly pushed: Pushed
  readonly looks: readonly Look[]
  readonly rush: { readonly from: number; readonly to: number; readonly given: number }
}

function print({ pushed, looks, rush }: Outcome): void {
  const figure = (name: string, value: number, unit: string, reference: string | null = null): void =>
    printFigure({ bench: 'rush', figure: name, value, unit, reference })
  const inRush = looks
    .filter(({ at }) => at >= rush.from && at <= rush.to)
    .map(({ milliseconds }) => milliseconds)
  const seen = looks.flatMap(({ rides, at }) => (rides === undefined ? [] : seenAfter(pushed, rides, at)))
  figure('ridesPerSecond', Math.round(pushed.rides / pushed.seconds), 'rides/s', `goal: ${RIDES_A_SECOND}`)
  figure('couponsGiven', rush.given, 'coupons', `${TAKERS} asked, ${STOCK} in stock`)
  figure('rushSeconds', Math.round((rush.to - rush.from) / 100) / 10, 's')
  figure(
    'homeP50Milliseconds',
    percentile(
      looks.map(({ milliseconds }) => milliseconds),
      0.5,
    ),
    'ms',
  )
  figure(
    'homeP99Milliseconds',
    percentile(
      looks.map(({ milliseconds }) => milliseconds),
      0.99,
    ),
    'ms',
    'goal: at most 100',
  )
  figure(
    'rush.homeP99Milliseconds',
    percentile(inRush, 0.99),
    'ms',
    'while the coupons went; goal: at most 100',
  )
  figure('looks', looks.length, 'requests')
  figure(
    'seenP95Seconds',
    Math.round(percentile(seen, 0.95) / 10) / 100,
    's',
    'push sent to ride on the page; goal: at most 5',
  )
  figure('seen', seen.length, 'rides')
}

interface Pushed {
  rides: number
  seconds: number
  /** When the push that made it so many rides of this page was sent, by page. */
  readonly sentAt: Map<string, number>
}

interface OpenPage {
  readonly client: HttpClient
  readonly token: string
  readonly rider: number
}

interface Look {
  readonly at: number
  readonly milliseconds: number
  /** `rider:rides`, the first time the page shows so many. */
  readonly rides: string | undefined
}

/** How long after its push the page first showed it. */
function seenAfter({ sentAt }: Pushed, rides: string, at: number): number[] {
  const sent = sentAt.get(rides)
  return sent === undefined ? [] : [at - sent]
}

/** Riders by their cards' numbers, each with a connection of her own. */
async function openPages(service: BenchService): Promise<OpenPage[]> {
  const rows = await service.sql<{ account_id: string; number: string }[]>`
    SELECT account_id, blind_index::text AS number FROM instrument JOIN instrument_link USING (instrument_id)`
  const accountOf = new Map(rows.map(({ account_id, number }) => [number.replaceAll('-', ''), account_id]))
  const riders = Array.from({ length: OPEN_PAGES }, (_, n) => n)
  const accounts = riders.map((rider) => {
    const card = `3104${String(rider).padStart(12, '0')}`
    const blind = service.crypto.blindIndex('instrument', `sptcc-card\n${card}`).toString('hex')
    return accountOf.get(blind) ?? ''
  })
  const tokens = await signInAll(service, accounts)
  return Promise.all(
    riders.map(async (rider) => ({ rider, token: tokens[rider]!, client: await openClient(service.url) })),
  )
}

interface Pushing {
  readonly service: BenchService
  readonly signer: OperatorSigner
  readonly cards: readonly string[]
}

/** Each second the rides of that second in a push; every one holds a ride of one open page. */
async function pushUntil(until: number, { service, signer, cards }: Pushing): Promise<Pushed> {
  const begun = performance.now()
  const pushed: Pushed = { rides: 0, seconds: 0, sentAt: new Map() }
  const ofDay = ridesOfYesterday(cards, RIDES_A_SECOND * (SECONDS + 1))
  const ridden = new Map<number, number>()
  for (let second = 0; performance.now() < until; second += 1) {
    const others = ofDay
      .slice(second * RIDES_A_SECOND, (second + 1) * RIDES_A_SECOND - 1)
      .filter(({ subject }) => Number(subject.value.slice(4)) >= OPEN_PAGES)
    const rider = second % OPEN_PAGES
    const hers = rideNow(others[0]!, cards[rider]!, second)
    ridden.set(rider, (ridden.get(rider) ?? 0) + 1)
    pushed.sentAt.set(`${rider}:${ridden.get(rider)}`, performance.now())
    await push({ service, signer, rows: [...others, hers] })
    pushed.rides += others.length + 1
    await wait(Math.max(0, begun + (second + 1) * 1_000 - performance.now()))
  }
  pushed.seconds = (performance.now() - begun) / 1_000
  return pushed
}

const rideNow = (row: RideRow, card: string, second: number): RideRow => ({
  ...row,
  rideNo: `watched${second}`,
  subject: { scheme: 'sptcc-card', value: card },
})

async function push({
  service,
  signer,
  rows,
}: Omit<Pushing, 'cards'> & { rows: readonly RideRow[] }): Promise<void> {
  const body = gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const target = `/v1/operators/sptcc/pushes/${randomUUID()}`
  const signed = {
    method: 'POST',
    target,
    body,
    contentType: 'application/x-ndjson',
    contentEncoding: 'gzip',
  }
  const answer = await fetch(service.url + target, {
    method: 'POST',
    headers: signedHeaders(signer, signed),
    body: new Uint8Array(body),
  })
  const outcome = (await answer.json()) as PushOutcome
  if (!answer.ok || outcome.counts.accepted !== rows.length)
    throw new Error(`A push was answered ${answer.status}: ${JSON.stringify(outcome).slice(0, 300)}`)
}

/** A home page that is open: it looks, waits as the module does, and looks again. */
async function lookUntil(until: number, { client, token, rider }: OpenPage, after: number): Promise<Look[]> {
  const looks: Look[] = []
  let rides = 0
  await wait(after)
  while (performance.now() < until) {
    const start = performance.now()
    const { status, text } = await client.send(getOf({ path: '/v1/me/home', token }))
    const at = performance.now()
    if (status !== 200) throw new Error(`A home page was answered ${status}: ${text.slice(0, 200)}`)
    const shown = (JSON.parse(text) as Home).latestRides.length
    looks.push({ at, milliseconds: at - start, rides: shown > rides ? `${rider}:${shown}` : undefined })
    rides = shown
    await wait(LOOKS_EVERY_MILLISECONDS)
  }
  client.close()
  return looks
}

/** Everybody asks for the one item as fast as the clients go. */
async function takeAll(
  service: BenchService,
  takers: readonly Spender[],
  goodsId: string,
): Promise<Outcome['rush']> {
  const clients = await Promise.all(Array.from({ length: TAKING_CLIENTS }, () => openClient(service.url)))
  const from = performance.now()
  let [next, given] = [0, 0]
  const take = async ({ send, close }: HttpClient): Promise<void> => {
    for (let taker = takers[next++]; taker !== undefined; taker = takers[next++]) {
      const body = { goodsId, step: 'take' }
      const { status, text } = await send(
        postOf({ path: '/v1/me/vouchers', token: taker.token, key: randomUUID(), body }),
      )
      if (status !== 201 && status !== 409)
        throw new Error(`A taker was answered ${status}: ${text.slice(0, 200)}`)
      if (status === 201) given += 1
    }
    close()
  }
  await Promise.all(clients.map(take))
  if (given !== STOCK) throw new Error(`Of ${STOCK} coupons ${given} were given.`)
  return { from, to: performance.now(), given }
}
