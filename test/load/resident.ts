import { startBenchService, type BenchService } from './bench-service'
import { RIDES_A_PERSON, settleYear, SUMMED_RIDES_A_PERSON } from './city/settle-year'
import { printFigure } from './figure'
import { getOf, openClient } from './http-client'
import { percentile } from './latency'
import { signInAll } from './sign-in'

const TOWN = 20_000
const CITY = 100_000
const ASKING = 400
const CONNECTIONS = 4
const REQUESTS = 4_000
const MONTH = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
const ENDPOINTS = {
  home: '/v1/me/home',
  rides: `/v1/me/rides?month=${MONTH}`,
  points: '/v1/me/points',
} as const
type Endpoint = keyof typeof ENDPOINTS

interface Latency {
  readonly p50: number
  readonly p99: number
}

/**
 * What a resident waits for her home page, her month of rides and her balance over HTTP, the same residents asking in a town and then in a
 * city around them: neither is to grow with the number of the others.
 */
export async function benchResident(people = CITY): Promise<void> {
  const service = await startBenchService()
  try {
    await settleYear(service.sql, { from: 0, to: TOWN })
    const tokens = await signIn(service)
    const town = await measureAll(service, tokens)
    await settleYear(service.sql, { from: TOWN, to: people })
    const city = await measureAll(service, tokens)
    print(people, town, city)
  } finally {
    await service.stop()
  }
}

function print(people: number, town: Record<Endpoint, Latency>, city: Record<Endpoint, Latency>): void {
  const figure = (name: string, value: number, unit: string, reference: string | null = null): void =>
    printFigure({ bench: 'resident', figure: name, value, unit, reference })
  figure('accounts', people, 'accounts')
  figure('rides', people * RIDES_A_PERSON, 'rides')
  figure('summedRides', people * SUMMED_RIDES_A_PERSON, 'rides', 'behind the monthly summaries')
  for (const name of Object.keys(ENDPOINTS) as Endpoint[]) {
    figure(`${name}.p50Milliseconds`, city[name].p50, 'ms')
    figure(`${name}.p99Milliseconds`, city[name].p99, 'ms', 'goal: at most 100')
    const grown = Math.round((city[name].p50 / town[name].p50) * 100) / 100
    figure(
      `${name}.p50Grown`,
      grown,
      '1',
      `the same residents in a town of ${TOWN}, same run: ${town[name].p50} ms`,
    )
  }
}

/** A session for some residents of the town, spread over all of it. */
async function signIn(service: BenchService): Promise<string[]> {
  const rows = await service.sql<{ account_id: string }[]>`
    SELECT md5('person ' || n)::uuid AS account_id FROM generate_series(0, ${TOWN - 1}::int, ${TOWN / ASKING}::int) AS n`
  return signInAll(
    service,
    rows.map(({ account_id }) => account_id),
  )
}

async function measureAll(
  service: BenchService,
  tokens: readonly string[],
): Promise<Record<Endpoint, Latency>> {
  await service.sql`VACUUM ANALYZE`
  await service.sql`CHECKPOINT`
  const measured = {} as Record<Endpoint, Latency>
  for (const name of Object.keys(ENDPOINTS) as Endpoint[]) {
    // Once unmeasured: plans, caches and code that is not yet compiled are nobody's everyday.
    await ask(service.url, ENDPOINTS[name], tokens, REQUESTS / 4)
    const milliseconds = await ask(service.url, ENDPOINTS[name], tokens, REQUESTS)
    measured[name] = { p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) }
  }
  return measured
}

async function ask(
  url: string,
  path: string,
  tokens: readonly string[],
  requests: number,
): Promise<number[]> {
  const milliseconds: number[] = []
  let next = 0
  const client = async (): Promise<void> => {
    const { send, close } = await openClient(url)
    while (next < requests) {
      const request = getOf({ path, token: tokens[next++ % tokens.length]! })
      const start = performance.now()
      const { status, text } = await send(request)
      milliseconds.push(performance.now() - start)
      if (status !== 200) throw new Error(`${path} was answered ${status}: ${text.slice(0, 300)}`)
    }
    close()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, client))
  return milliseconds
}
