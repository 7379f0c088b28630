import { randomUUID } from 'node:crypto'

import fc from 'fast-check'

import {
  openLedger,
  postTransfers as postInModel,
  type Ledger,
  type LedgerUnit,
  type Transfer,
} from '#domain/ledger'
import { LedgerRefusedError, postTransfers } from '#server/ledger/index'
import type { Sql } from '#server/platform/index'
import { startTestDatabase, type TestDatabase } from '#test/harness/index'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
})
afterAll(() => database.close())

const openAccount = async (unit: LedgerUnit, isSource: boolean): Promise<string> => {
  const [row] = await sql<{ id: string }[]>`
    SELECT ledger_open(${randomUUID()}::uuid, 'test-book', 'scheme', ${unit}, is_source => ${isSource}) AS id`
  return row!.id
}
const openAccounts = async (): Promise<string[]> => [
  await openAccount('mgCO2e', true),
  await openAccount('mgCO2e', false),
  await openAccount('mgCO2e', false),
  await openAccount('point', true),
  await openAccount('point', false),
]
const modelOf = (ids: readonly string[]): Ledger =>
  openLedger(ids.map((id, at) => [id, { unit: at < 3 ? 'mgCO2e' : 'point', isSource: at === 0 || at === 3 }]))

const postHere = async (transfers: readonly Transfer[]): Promise<'posted' | string> => {
  try {
    await postTransfers(sql, transfers)
    return 'posted'
  } catch (error) {
    if (error instanceof LedgerRefusedError) return error.refusal
    throw error
  }
}

const entriesOf = async (
  id: string,
): Promise<{ version: bigint; amount: bigint; balance_after: bigint; transfer_id: string }[]> => [
  ...(await sql<{ version: bigint; amount: bigint; balance_after: bigint; transfer_id: string }[]>`
    SELECT version, amount, balance_after, transfer_id FROM ledger_entry WHERE ledger_account_id = ${id} ORDER BY version`),
]

const plan = fc.array(
  fc.array(
    fc.record({
      id: fc.nat(24),
      from: fc.nat(5),
      to: fc.nat(5),
      amount: fc.integer({ min: 1, max: 9 }),
      unit: fc.oneof(
        { weight: 6, arbitrary: fc.constant<LedgerUnit>('mgCO2e') },
        { weight: 1, arbitrary: fc.constant<LedgerUnit>('point') },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  { minLength: 1, maxLength: 8 },
)

describe('ledger_post on PostgreSQL', () => {
  it('agrees with the pure model, answer by answer and entry by entry, whatever is posted', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (calls) => {
        const ids = await openAccounts()
        const transferIds = Array.from({ length: 25 }, () => randomUUID())
        const nobody = randomUUID()
        let model = modelOf(ids)
        for (const call of calls) {
          const transfers = call
            .filter(({ from, to }) => from !== to)
            .map(({ id, from, to, amount, unit }) => ({
              transferId: transferIds[id]!,
              ...{ from: ids[from] ?? nobody, to: ids[to] ?? nobody, unit, amount: BigInt(amount) },
              ...{ kind: 'test', causeId: nobody, occurredAt: new Date(1_700_000_000_000) },
            }))
          const expected = postInModel(model, transfers)
          expect(await postHere(transfers)).toBe(typeof expected === 'string' ? expected : 'posted')
          if (typeof expected !== 'string') model = expected
        }
        for (const [id, account] of model.accounts) {
          const expected = account.entries.map((entry, at) => ({
            version: BigInt(at + 1),
            amount: entry.amount,
            balance_after: entry.balanceAfter,
            transfer_id: entry.transferId,
          }))
          expect(await entriesOf(id)).toEqual(expected)
          const [row] = await sql`SELECT balance, version FROM ledger_account WHERE ledger_account_id = ${id}`
          expect(row).toEqual({
            balance: expected.at(-1)?.balance_after ?? 0n,
            version: BigInt(expected.length),
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('loses no entry and never deadlocks when ten hot accounts are hit from everywhere at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => openAccount('fen', true)))
    const randomCall = (size: number): Transfer[] =>
      Array.from({ length: size }, () => {
        const from = Math.floor(Math.random() * 10)
        const to = (from + 1 + Math.floor(Math.random() * 9)) % 10
        return {
          ...{ transferId: randomUUID(), from: ids[from]!, to: ids[to]!, unit: 'fen' as const },
          ...{
            amount: BigInt(1 + Math.floor(Math.random() * 99)),
            kind: 'test',
            causeId: ids[0]!,
            occurredAt: new Date(),
          },
        }
      })
    const client = async (): Promise<number> => {
      let sent = 0
      for (let round = 0; round < 40; round += 1) {
        const call = randomCall(round % 2 === 0 ? 1 : 20)
        await Promise.all([postTransfers(sql, call), postTransfers(sql, call)])
        sent += call.length
      }
      return sent
    }
    const sent = (await Promise.all(Array.from({ length: 5 }, client))).reduce((sum, count) => sum + count, 0)
    const [books] = await sql`
      SELECT (SELECT count(*) FROM ledger_entry WHERE ledger_account_id = ANY (${ids})) AS entries,
        (SELECT count(*) FROM ledger_transfer WHERE from_id = ANY (${ids})) AS transfers,
        (SELECT sum(balance) FROM ledger_account WHERE ledger_account_id = ANY (${ids})) AS sum,
        (SELECT count(*) FROM ledger_account AS a WHERE ledger_account_id = ANY (${ids}) AND (balance, version) NOT IN
          (SELECT sum(amount), count(*) FROM ledger_entry AS e WHERE e.ledger_account_id = a.ledger_account_id)) AS wrong,
        (SELECT count(*) FROM (SELECT balance_after, sum(amount) OVER (PARTITION BY ledger_account_id ORDER BY version) AS so_far
          FROM ledger_entry WHERE ledger_account_id = ANY (${ids})) AS running WHERE so_far <> balance_after) AS broken`
    expect(books).toEqual({
      entries: BigInt(2 * sent),
      transfers: BigInt(sent),
      sum: '0',
      wrong: 0n,
      broken: 0n,
    })
  })

  it('refuses to change or delete what was posted', async () => {
    const [from, to] = [await openAccount('mgCO2e', true), await openAccount('mgCO2e', false)]
    const transferId = randomUUID()
    await postTransfers(sql, [
      {
        transferId,
        from,
        to,
        unit: 'mgCO2e',
        amount: 7n,
        kind: 'test',
        causeId: from,
        occurredAt: new Date(),
      },
    ])
    await expect(
      sql`UPDATE ledger_transfer SET amount = 8 WHERE transfer_id = ${transferId}`,
    ).rejects.toThrow('append-only')
    await expect(sql`DELETE FROM ledger_entry WHERE transfer_id = ${transferId}`).rejects.toThrow(
      'append-only',
    )
    await expect(
      sql`UPDATE ledger_account SET is_source = true WHERE ledger_account_id = ${to}`,
    ).rejects.toThrow('append-only')
    await expect(sql`UPDATE ledger_account SET balance = -1 WHERE ledger_account_id = ${to}`).rejects.toThrow(
      'never_below_zero',
    )
    await expect(sql`TRUNCATE ledger_entry`).rejects.toThrow('append-only')
  })

  it('opens an account once however often it is asked to', async () => {
    const owner = randomUUID()
    const open = () =>
      sql`SELECT ledger_open(${owner}::uuid, 'holding', 'resident', 'mgCO2e', '2026-05-01'::date, 'II') AS id`
    const [first, second] = await Promise.all([open(), open()])
    expect(first[0]).toEqual(second[0])
    expect(await sql`SELECT 1 FROM ledger_account WHERE owner_id = ${owner}`).toHaveLength(1)
  })

  it('refuses a holding without its month or class', async () => {
    await expect(
      sql`SELECT ledger_open(${randomUUID()}::uuid, 'holding', 'resident', 'mgCO2e')`,
    ).rejects.toThrow('holding_is_dated')
  })
})
