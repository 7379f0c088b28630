import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Transfer } from '#domain/ledger'
import { postTransfers } from '#server/ledger/index'
import { migrate, newId, openDatabase, readMigrations, systemClock, type Sql } from '#server/platform/index'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#server/platform/embedded-postgres'

import { median, printFigure } from './figure'

const MIGRATIONS = join(__dirname, '..', '..', 'server', 'migrations')
/** In the order they build on each other, below the folder PGLEDGER names. */
const PGLEDGER_FILES = [
  'vendor/scoville-pgsql-ulid/ulid-to-uuid.sql',
  'vendor/scoville-pgsql-ulid/uuid-to-ulid.sql',
  'pgledger.sql',
]

const CONNECTIONS = 16
const FREE_ACCOUNTS = 10_000
const HOT_ACCOUNTS = 10
const FUNDS = 1_000_000_000
/** Both sides are measured in turn, and the middle one counts: the machine's noise is larger than a round's. */
const ROUNDS = 5

interface Load {
  readonly name: 'single' | 'hot' | 'batched'
  readonly accounts: number
  readonly transfers: number
  readonly transfersACall: number
  /** A batch is the work of a job, of which few run at once; single transfers come from whoever is there. */
  readonly connections: number
  readonly goal: number
}
const LOADS: readonly Load[] = [
  {
    name: 'single',
    accounts: FREE_ACCOUNTS,
    transfers: 20_000,
    transfersACall: 1,
    connections: CONNECTIONS,
    goal: 4,
  },
  {
    name: 'hot',
    accounts: HOT_ACCOUNTS,
    transfers: 10_000,
    transfersACall: 1,
    connections: CONNECTIONS,
    goal: 3,
  },
  {
    name: 'batched',
    accounts: FREE_ACCOUNTS,
    transfers: 50_000,
    transfersACall: 1_000,
    connections: 2,
    goal: 10,
  },
]

interface Movement {
  readonly from: string
  readonly to: string
  readonly amount: number
}

/** One ledger of the two: its accounts, how it moves, and what its balances come to. */
interface Side {
  readonly accounts: readonly string[]
  readonly move: (sql: Sql, movements: readonly Movement[]) => Promise<unknown>
  readonly sum: () => Promise<string>
  readonly connections: readonly Sql[]
}

/**
 * The product's own posting – `ledger_post`, its tables, constraints and idempotency – beside pgledger's, on one server with the same
 * transfers over as many connections, every call a durable commit: accounts apart, ten hot accounts, a thousand transfers a call.
 */
export async function benchLedger(): Promise<void> {
  const folder = process.env['PGLEDGER']
  if (folder === undefined || !existsSync(join(folder, 'pgledger.sql'))) {
    process.stdout.write('PGLEDGER names no folder with pgledger.sql: nothing is compared.\n')
    return
  }
  const stateFolder = mkdtempSync(join(tmpdir(), 'suitan-bench-'))
  // Open to the database's own user, so that its data stays in here and goes with the folder.
  chmodSync(stateFolder, 0o755)
  const server = await startEmbeddedPostgres({ stateFolder })
  try {
    const ours = await openOurs(server)
    const theirs = await openPgledger(server, folder)
    for (const load of LOADS) await compare(load, ours, theirs)
    await Promise.all([...ours.connections, ...theirs.connections].map((sql) => sql.end({ timeout: 5 })))
  } finally {
    await server.stop()
    rmSync(stateFolder, { recursive: true, force: true })
  }
}

async function compare(load: Load, ours: Side, theirs: Side): Promise<void> {
  const rates = { ours: [] as number[], theirs: [] as number[], ratio: [] as number[] }
  // The first round of each warms caches, plans and pages, and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const moves = movementsOf(load, round)
    const [theirRate, ourRate] = [await rateOf(theirs, moves, load), await rateOf(ours, moves, load)]
    if (round === 0) continue
    rates.theirs.push(theirRate)
    rates.ours.push(ourRate)
    rates.ratio.push(ourRate / theirRate)
  }
  const figure = (name: string, value: number, unit: string, reference: string | null = null): void =>
    printFigure({ bench: 'ledger', figure: `${name}.${load.name}`, value, unit, reference })
  const what = `pgledger in the same run; goal: at least ${load.goal}`
  figure('ratioToPgledger', Math.round(median(rates.ratio) * 100) / 100, '1', what)
  figure('transfersPerSecond', Math.round(median(rates.ours)), 'transfers/s')
  figure('pgledgerPerSecond', Math.round(median(rates.theirs)), 'transfers/s')
}

/** Accounts by their places, so that both sides move the same; the same at every run. */
function movementsOf(
  { accounts, transfers }: Load,
  round: number,
): { from: number; to: number; amount: number }[] {
  let seed = round + 1
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  return Array.from({ length: transfers }, () => {
    const from = next(accounts)
    return { from, to: (from + 1 + next(accounts - 1)) % accounts, amount: 1 + next(1_000) }
  })
}

/** Transfers a second over all connections, each with a part of them. */
async function rateOf(
  { accounts, connections, move, sum }: Side,
  moves: ReturnType<typeof movementsOf>,
  { transfersACall, connections: count }: Load,
): Promise<number> {
  const calls: Movement[][] = []
  for (let from = 0; from < moves.length; from += transfersACall)
    calls.push(
      moves.slice(from, from + transfersACall).map((one) => ({
        from: accounts[one.from]!,
        to: accounts[one.to]!,
        amount: one.amount,
      })),
    )
  const before = await sum()
  let next = 0
  const work = async (sql: Sql): Promise<void> => {
    for (let call = calls[next++]; call !== undefined; call = calls[next++]) await move(sql, call)
  }
  const start = performance.now()
  await Promise.all(connections.slice(0, count).map(work))
  const seconds = (performance.now() - start) / 1_000
  if ((await sum()) !== before) throw new Error('The balances no longer come to what was put in.')
  return moves.length / seconds
}

/** A database of its own on the server, and connections to it. */
async function openOn(server: EmbeddedPostgres, name: string): Promise<[Sql, ...Sql[]]> {
  const maintenance = openDatabase({ url: server.url, connectionsMax: 1 })
  await maintenance.unsafe(`CREATE DATABASE ${name}`)
  await maintenance.end()
  const { href: url } = Object.assign(new URL(server.url), { pathname: `/${name}` })
  const connect = (): Sql => openDatabase({ url, connectionsMax: 2 })
  return [connect(), ...Array.from({ length: CONNECTIONS - 1 }, connect)]
}

async function openOurs(server: EmbeddedPostgres): Promise<Side> {
  const connections = await openOn(server, 'suitan')
  const [sql] = connections
  await migrate(sql, readMigrations(MIGRATIONS))
  const rows = await sql<{ id: string }[]>`
    SELECT ledger_open(gen_random_uuid(), 'points', 'resident', 'point') AS id FROM generate_series(1, ${FREE_ACCOUNTS})`
  const [source] = await sql<{ id: string }[]>`
    SELECT ledger_open(gen_random_uuid(), 'points-issuer', 'scheme', 'point', is_source => true) AS id`
  const accounts = rows.map(({ id }) => id)
  const causeId = newId(systemClock)
  const transferOf = ({ from, to, amount }: Movement): Transfer => {
    const occurredAt = systemClock.now()
    const ends = { transferId: newId(systemClock), from, to, unit: 'point' as const, amount: BigInt(amount) }
    return { ...ends, kind: 'bench', causeId, occurredAt }
  }
  const move: Side['move'] = (on, movements) => postTransfers(on, movements.map(transferOf))
  await move(
    sql,
    accounts.map((to) => ({ from: source!.id, to, amount: FUNDS })),
  )
  const sum = async (): Promise<string> => {
    const [row] = await sql<{ sum: string }[]>`
      SELECT sum(balance)::text AS sum FROM ledger_account WHERE ledger_account_id = ANY (${accounts}::uuid[])`
    return row!.sum
  }
  return { accounts, connections, move, sum }
}

async function openPgledger(server: EmbeddedPostgres, folder: string): Promise<Side> {
  const connections = await openOn(server, 'pgledger')
  const [sql] = connections
  for (const file of PGLEDGER_FILES) await sql.unsafe(readFileSync(join(folder, file), 'utf8'))
  const rows = await sql<{ id: string }[]>`
    SELECT (pgledger_create_account('account ' || n, 'POINT', allow_negative_balance => false)).id AS id
    FROM generate_series(1, ${FREE_ACCOUNTS}) AS n`
  const [source] = await sql<{ id: string }[]>`
    SELECT id FROM pgledger_create_account('source', 'POINT', allow_positive_balance => false)`
  const accounts = rows.map(({ id }) => id)
  const move: Side['move'] = (on, movements) =>
    movements.length === 1
      ? on`SELECT id FROM pgledger_create_transfer(${movements[0]!.from}, ${movements[0]!.to}, ${movements[0]!.amount})`
      : on`
          SELECT id FROM pgledger_create_transfers(ARRAY(
            SELECT (t.from_id, t.to_id, t.amount)::transfer_request
            FROM unnest(${movements.map(({ from }) => from)}::text[], ${movements.map(({ to }) => to)}::text[],
              ${movements.map(({ amount }) => String(amount))}::text[]::numeric[]) WITH ORDINALITY AS t (from_id, to_id, amount, n)
            ORDER BY n))`
  await move(
    sql,
    accounts.map((to) => ({ from: source!.id, to, amount: FUNDS })),
  )
  const sum = async (): Promise<string> => {
    const [row] = await sql<{ sum: string }[]>`
      SELECT sum(balance)::text AS sum FROM pgledger_accounts WHERE id <> ${source!.id}`
    return row!.sum
  }
  return { accounts, connections, move, sum }
}
