import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import type { PushOutcome } from '#contract'
import { parseCityDay } from '#domain/calendar'
import { rideKeyOf } from '#server/intake/index'
import { registerOperator, signedHeaders, type OperatorSigner } from '#test/harness/index'

import { startBenchService, type BenchService } from './bench-service'
import { median, printFigure } from './figure'
import { ridesOfYesterday, settleRiders } from './riders'

const RIDERS = 100_000
const RIDES = 200_000
const RIDES_A_PUSH = 25_000
const CONNECTIONS = 2
/** The machine's noise is larger than ours: both sides are measured in turn, and the middle one counts. */
const ROUNDS = 3

/**
 * Rides over HTTP – signed, gzipped, judged, deduplicated, matched, quantified, durable – against bare COPY of the very same rows,
 * in arrival order, into the same partition with the same indexes over as many connections, in turn on the same server, each from
 * an empty day and a fresh checkpoint.
 */
export async function benchIntake(): Promise<void> {
  const service = await startBenchService()
  try {
    const signer = await registerOperator(service, 'sptcc')
    const rides = ridesOfYesterday(await settleRiders(service, RIDERS), RIDES)
    const bodies = partsOf(rides, RIDES_A_PUSH).map((part) =>
      gzipSync(part.map((ride) => `${JSON.stringify(ride)}\n`).join(''), { level: 6 }),
    )
    await pushAll(service, signer, bodies)
    const keys = rides.map((ride) =>
      rideKeyOf('sptcc', { operatorDay: parseCityDay(ride.operatorDay)!, rideNo: ride.rideNo }),
    )
    const files = await writeCopyFiles(service, keys)
    const rates = { intake: [] as number[], copy: [] as number[], ratio: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      const copy = await rateOf(service, () => copyAll(service, files))
      const intake = await rateOf(service, () => pushAll(service, signer, bodies))
      rates.copy.push(copy)
      rates.intake.push(intake)
      rates.ratio.push(intake / copy)
    }
    await print(service, rates)
  } finally {
    await service.stop()
  }
}

async function print(
  service: BenchService,
  rates: Record<'intake' | 'copy' | 'ratio', number[]>,
): Promise<void> {
  const [indexes] = await service.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_index WHERE indrelid = 'ride'::regclass`
  const figure = (name: string, value: number, unit: string, reference: string | null = null): void =>
    printFigure({ bench: 'intake', figure: name, value, unit, reference })
  figure('ridesPerSecond', Math.round(median(rates.intake)), 'rides/s', 'median of rounds')
  figure('copyRowsPerSecond', Math.round(median(rates.copy)), 'rows/s', 'median of rounds')
  figure(
    'ratioToCopy.empty',
    Math.round(median(rates.ratio) * 1000) / 1000,
    '1',
    'COPY of the same rows in the same run',
  )
  figure('indexesPerRide', indexes!.count, 'indexes')
  figure('serviceMemoryMiB', service.memoryMaxMiB(), 'MiB')
}

/** Rides a second of `work`, from an empty day and a fresh checkpoint. */
async function rateOf({ sql }: BenchService, work: () => Promise<void>): Promise<number> {
  await sql`TRUNCATE ride, push`
  await sql`CHECKPOINT`
  const start = performance.now()
  await work()
  return RIDES / ((performance.now() - start) / 1000)
}

/** Sends every push, `CONNECTIONS` at a time, and insists that every ride was accepted. */
async function pushAll(
  { url }: BenchService,
  signer: OperatorSigner,
  bodies: readonly Buffer[],
): Promise<void> {
  const waiting = [...bodies]
  const send = async (): Promise<void> => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const target = `/v1/operators/sptcc/pushes/${randomUUID()}`
      const signed = {
        method: 'POST',
        target,
        body,
        contentType: 'application/x-ndjson',
        contentEncoding: 'gzip',
      }
      const answer = await fetch(url + target, {
        method: 'POST',
        headers: signedHeaders(signer, signed),
        body: new Uint8Array(body),
      })
      const outcome = (await answer.json()) as PushOutcome
      if (!answer.ok || outcome.counts.accepted !== outcome.rows) {
        throw new Error(`A push was answered ${answer.status}: ${JSON.stringify(outcome).slice(0, 300)}`)
      }
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, send))
}

/** The rows as the intake wrote them, as COPY text in the order in which they were sent, one file for each connection. */
async function writeCopyFiles(
  { sql, serverFolder }: BenchService,
  keys: readonly string[],
): Promise<string[]> {
  const parts = partsOf(keys, Math.ceil(keys.length / CONNECTIONS))
  return Promise.all(
    parts.map(async (part, n) => {
      const file = join(serverFolder, `bench-${n}.copy`)
      const sent = sql`unnest(${part}::text[]::uuid[]) WITH ORDINALITY AS sent (ride_key, n)`
      await sql`CREATE TABLE ${sql(`bench_part_${n}`)} AS SELECT ride.* FROM ${sent} JOIN ride USING (ride_key) ORDER BY sent.n`
      await sql.unsafe(`COPY bench_part_${n} TO '${file}'`)
      await sql`DROP TABLE ${sql(`bench_part_${n}`)}`
      return file
    }),
  )
}

async function copyAll({ sql }: BenchService, files: readonly string[]): Promise<void> {
  const [partition] = await sql<{ name: string }[]>`
    SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'ride'::regclass ORDER BY 1 LIMIT 1`
  const copy = (file: string): Promise<void> =>
    sql.begin(async (transaction) => {
      const writer = await transaction`COPY ${transaction(partition!.name)} FROM STDIN`.writable()
      createReadStream(file).pipe(writer)
      await once(writer, 'finish')
    })
  await Promise.all(files.map(copy))
}

function partsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  )
}
