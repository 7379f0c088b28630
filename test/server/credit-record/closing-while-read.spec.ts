import { makeStatement, readsGiven, TENANCY } from '#test/harness/credit-world'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import {
  accountIdOf,
  ask,
  bo,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { untilWaiting } from '#test/harness/until-waiting'

let world: ResidentWorld
let reader: Acting
let creditCode: string
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  const bank = await registerTestInstitution(world)
  creditCode = bank.creditCode
  reader = await ownerOf(world, bank)
}, 60_000)
afterAll(() => world.close())

let people = 0
const somebody = (): Promise<Phone> => {
  people += 1
  return world.resident({ ...bo, subject: `leaving-${people}`, personId: `SIM00000000000088${people}` })
}
const close = (phone: Phone): Promise<Answer> =>
  phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
/** What is left of who read the data of somebody, and of her statements. */
const left = async (accountId: string): Promise<number> => {
  const [row] = await world.platform.deps.sql<{ rows: number }[]>`
    SELECT ((SELECT count(*) FROM data_read WHERE account_id = ${accountId})
      + (SELECT count(*) FROM credit_statement WHERE account_id = ${accountId}))::int AS rows`
  return row?.rows ?? 0
}

const byCode = async (phone: Phone, statementId: string): Promise<() => Promise<Answer>> => {
  const { digits } = (await phone.send('POST', `/v1/me/credit-statements/${statementId}/codes`)).body
  const body = { code: digits as string, reader: '房东老张', purpose: TENANCY }
  return () => ask(`${world.platform.url}/v1/credit-statements/readings`, { method: 'POST', body })
}

describe('an account that closes while a statement of it is being read', () => {
  it.each(['its reader', 'a code'] as const)(
    'waits for the reading by %s and leaves nothing of it',
    async (by) => {
      const phone = await somebody()
      const accountId = await accountIdOf(world, phone)
      const { body } = await makeStatement(phone, '/v1/me', by === 'its reader' ? { creditCode } : {})
      const statementId = body.statementId as string
      const read =
        by === 'its reader' ? () => readsGiven(reader, statementId) : await byCode(phone, statementId)
      const { sql } = world.platform.deps
      const under = await sql.begin(async (transaction) => {
        // A reading stops where it would note itself among who read her data.
        await transaction`LOCK TABLE data_read IN SHARE MODE`
        const reading = read()
        await untilWaiting(sql, 1)
        const closing = close(phone)
        await untilWaiting(sql, 2)
        return { reading, closing }
      })
      expect([(await under.reading).status, (await under.closing).status]).toEqual([200, 200])
      expect(await left(accountId)).toBe(0)
    },
  )

  it('waits for whoever holds one of its statements, and takes what was noted there with it', async () => {
    const phone = await somebody()
    const accountId = await accountIdOf(world, phone)
    await makeStatement(phone, '/v1/me', { creditCode })
    const { sql } = world.platform.deps
    const under = await sql.begin(async (transaction) => {
      const [row] = await transaction<{ statement_id: string }[]>`
        SELECT statement_id FROM credit_statement WHERE account_id = ${accountId} FOR NO KEY UPDATE`
      const closing = close(phone)
      await untilWaiting(sql, 1)
      await transaction`
        INSERT INTO credit_reading (statement_id, reader_zh, reader_en, purpose_id, outcome, read_at)
        VALUES (${row?.statement_id ?? ''}, '银行', 'Bank', 'tenancy', 'read', ${world.clock.now()})`
      return { closing }
    })
    expect((await under.closing).status).toBe(200)
    expect(await left(accountId)).toBe(0)
  })
})
