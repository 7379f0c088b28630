import { inTransaction, type Transaction } from '#server/platform/index'
import { startTestDatabase, type TestDatabase } from '#test/harness/index'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
  await database.sql`CREATE TABLE counted (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)`
})
beforeEach(() => database.sql`INSERT INTO counted VALUES (1, 0), (2, 0) ON CONFLICT (id) DO UPDATE SET n = 0`)
afterAll(() => database.close())

const gate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open: () => open(), opened }
}

/** Two transactions that each hold one row and then want the other's. Returns how often they began, and what became of each. */
const cross = async (attemptsMax: number) => {
  let begun = 0
  const held = [gate(), gate()] as const
  const count = (transaction: Transaction, id: number) =>
    transaction`UPDATE counted SET n = n + 1 WHERE id = ${id}`
  const work = (own: 0 | 1) =>
    inTransaction(database.sql, { isolation: 'read committed', attemptsMax }, async (transaction) => {
      begun += 1
      await count(transaction, own + 1)
      held[own].open()
      await held[1 - own]?.opened
      await count(transaction, 2 - own)
    })
  const ended = await Promise.allSettled([work(0), work(1)])
  return { begun, ended }
}
const counted = async (): Promise<number[]> =>
  (await database.sql<{ n: number }[]>`SELECT n FROM counted ORDER BY id`).map(({ n }) => n)

describe('two transactions that lock each other out', () => {
  it('both come through: the database ends one, and it is begun again', async () => {
    const { begun, ended } = await cross(3)
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(begun).toBe(3)
    expect(await counted()).toEqual([2, 2])
  })

  it('with one attempt lose one of them, whole, and say so', async () => {
    const { begun, ended } = await cross(1)
    const lost = ended.filter((one) => one.status === 'rejected')
    expect(lost.map(({ reason }) => (reason as { code: string }).code)).toEqual(['40P01'])
    expect(begun).toBe(2)
    expect(await counted()).toEqual([1, 1])
  })
})
