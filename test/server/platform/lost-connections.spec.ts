import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import { isDatabaseLoss, openDatabase, type Queryable, type Sql } from '#server/platform/index'
import { startTestDatabase, type TestDatabase } from '#test/harness/index'

let database: TestDatabase
/** What is tested; `database.sql` is the hand that takes connections away. */
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  await database.sql`CREATE TABLE kept (who TEXT NOT NULL)`
})
beforeEach(async () => {
  sql = openDatabase({ url: database.url, connectionsMax: 2, applicationName: 'lost' })
  await database.sql`DELETE FROM kept`
})
afterEach(() => sql.end({ timeout: 1 }))
afterAll(() => database.close())

const pidOf = async (queries: Queryable): Promise<number> => {
  const [row] = await queries<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  return row!.pid
}
const takeAway = async (pid: number): Promise<void> => {
  await database.sql`SELECT pg_terminate_backend(${pid}, 5000)`
  // Until the socket here has heard of it.
  await wait(50)
}
const takeAllAway = () => database.sql`
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lost'`
const keptNames = async (): Promise<string[]> =>
  (await database.sql<{ who: string }[]>`SELECT who FROM kept ORDER BY who`).map(({ who }) => who)

/** A socket may hear of its end a moment after the server said it: what is sent meanwhile is lost as well, and told so. */
const answerAfterLoss = async (): Promise<unknown> => {
  for (let tries = 0; tries < 20; tries += 1) {
    const answer = await lossOr(sql`SELECT 2 AS n`)
    if (answer !== true) return [...answer]
    await wait(50)
  }
  return 'still lost'
}

/** Fulfils with `true` for a loss, and with what was answered otherwise. */
const lossOr = <T>(answer: Promise<T>): Promise<T | true> =>
  answer.catch((error: unknown) => {
    if (isDatabaseLoss(error)) return true
    throw error
  })

describe('a connection lost in a transaction', () => {
  it('refuses the statement that ran, and the next transaction begins on a whole one', async () => {
    const lost = sql.begin(async (transaction) => {
      void takeAway(await pidOf(transaction))
      await transaction`SELECT pg_sleep(30)`
    })
    expect(await lossOr(lost)).toBe(true)
    await sql.begin((transaction) => transaction`INSERT INTO kept VALUES ('next')`)
    expect(await keptNames()).toEqual(['next'])
  })

  it('refuses what it says afterwards: nothing of it is kept by whoever has a connection then', async () => {
    const lost = sql.begin(async (transaction) => {
      await transaction`INSERT INTO kept VALUES ('before')`
      await takeAway(await pidOf(transaction))
      await sql`SELECT 1`
      expect(await lossOr(Promise.resolve().then(() => transaction`INSERT INTO kept VALUES ('after')`))).toBe(
        true,
      )
    })
    expect(await lossOr(lost)).toBe(true)
    await sql.begin(async (transaction) => {
      await transaction`INSERT INTO kept VALUES ('another')`
    })
    expect(await keptNames()).toEqual(['another'])
  })

  it('refuses its statements that still waited for the connection', async () => {
    const lost = sql.begin(async (transaction) => {
      const pid = await pidOf(transaction)
      const asleep = [1, 2, 3, 4].map((seconds) => lossOr(transaction`SELECT pg_sleep(${seconds * 30})`))
      await takeAway(pid)
      expect(await Promise.all(asleep)).toEqual([true, true, true, true])
    })
    expect(await lossOr(lost)).toBe(true)
  })
})

describe('connections lost under many who ask', () => {
  it('leave nobody waiting, statement or transaction, and the next is answered', async () => {
    for (let round = 0; round < 20; round += 1) {
      const asked = Array.from({ length: 200 }, (_, place) =>
        lossOr(
          place % 4 === 0
            ? sql.begin((transaction) => transaction`SELECT ${place}::int AS place`)
            : sql`SELECT ${place}::int AS place, repeat('x', ${place * 20})`,
        ),
      )
      await takeAllAway()
      await Promise.all(asked)
      await takeAllAway()
      expect(await answerAfterLoss()).toEqual([{ n: 2 }])
    }
  }, 20_000)
})

describe('a connection lost while it is made', () => {
  let between: Server
  const sockets: Socket[] = []
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await new Promise((resolve) => between.close(resolve))
  })
  /** A way to the database on which the first connection ends among the rows of its first answer, with the server's good-bye. */
  const endFirstAmongRows = async (): Promise<string> => {
    const { hostname, port } = new URL(database.url)
    let isFirst = true
    between = createServer((socket) => {
      const server = connect(Number(port), hostname)
      sockets.push(socket, server)
      const isToEnd = isFirst
      isFirst = false
      socket.pipe(server)
      server.on('data', (bytes: Buffer) => {
        const at = isToEnd ? afterRows(bytes, 3) : undefined
        if (at === undefined) socket.write(bytes)
        else socket.end(Buffer.concat([bytes.subarray(0, at), goodBye()]))
      })
      for (const end of [socket, server]) end.on('error', () => undefined).on('close', () => server.destroy())
    })
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
    const url = new URL(database.url)
    url.host = `127.0.0.1:${(between.address() as AddressInfo).port}`
    return url.href
  }
  /** Where the message after the `count`th row ends, in what a server sent; undefined when it sent no such rows. */
  const afterRows = (bytes: Buffer, count: number): number | undefined => {
    let rows = 0
    for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readUInt32BE(at + 1)) {
      if (rows === count) return at
      if (bytes[at] === 'D'.charCodeAt(0)) rows += 1
    }
    return undefined
  }
  /** ErrorResponse of PostgreSQL's protocol, as an administrator's shutdown sends it. */
  const goodBye = (): Buffer => {
    const fields = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0RProcessInterrupts\0\0')
    const head = Buffer.from('E\0\0\0\0')
    head.writeUInt32BE(4 + fields.length, 1)
    return Buffer.concat([head, fields])
  }

  const askFor = (queries: Queryable) => queries`
    SELECT n, ARRAY['a', NULL, 'b"\\,{}', ''] AS names, ARRAY[n::bigint] AS counts FROM generate_series(1, 4) AS n`
  it.each([
    ['statement', askFor],
    ['transaction', (through: Sql) => through.begin(askFor)],
  ])('is not made again: a %s is refused, and the next reads every row of its own', async (_kind, ask) => {
    const through = openDatabase({ url: await endFirstAmongRows(), connectionsMax: 2 })
    expect(await lossOr(ask(through))).toBe(true)
    expect(await ask(through)).toEqual(
      [1, 2, 3, 4].map((n) => ({ n, names: ['a', null, 'b"\\,{}', ''], counts: [BigInt(n)] })),
    )
    await through.end({ timeout: 1 })
  })
})

describe('single statements', () => {
  const few: Sql[] = []
  const openFew = (): Sql => {
    const opened = openDatabase({ url: database.url, connectionsMax: 6, applicationName: 'few' })
    few.push(opened)
    return opened
  }
  afterEach(() => Promise.all(few.splice(0).map((opened) => opened.end({ timeout: 1 }))))
  const connections = async (name: string): Promise<number> =>
    (await database.sql`SELECT 1 FROM pg_stat_activity WHERE application_name = ${name}`).length

  it('run to their end, however long, when another connection is lost', async () => {
    const queries = openFew()
    const long = queries<{ answer: number }[]>`SELECT 7 AS answer FROM pg_sleep(6)`
    const answered = long.then((rows) => rows[0]?.answer)
    await wait(50)
    await takeAway(await pidOf(queries))
    expect(await queries`SELECT 1 AS n`).toEqual([{ n: 1 }])
    expect(await answered).toBe(7)
  }, 15_000)

  it('go past a long one while there is a connection with nothing to do', async () => {
    const queries = openFew()
    const long = queries`SELECT pg_sleep(2)`.then(() => 'long')
    const short = (async () => {
      for (let count = 0; count < 20; count += 1) await queries`SELECT ${count}::int`
      return 'short'
    })()
    expect(await Promise.race([long, short])).toBe('short')
    await long
  })

  it('have connections that do not end by themselves, and no more of them than may be', async () => {
    const queries = openFew()
    await Promise.all(Array.from({ length: 200 }, (_, n) => queries`SELECT ${n}::int, pg_sleep(0.001)`))
    expect(await connections('few')).toBe(2)
    expect(Reflect.get(queries, 'options')).toMatchObject({ max_lifetime: null, idle_timeout: null })
  })

  it('leave no connection behind of those that were lost under load', async () => {
    const queries = openFew()
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([queries`SELECT pg_sleep(0.1)`, queries`SELECT pg_sleep(0.1)`])
      const asked = Array.from({ length: 300 }, (_, n) => lossOr(queries`SELECT ${n}::int, pg_sleep(0.01)`))
      await wait(30)
      await database.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'few'`
      await Promise.all(asked)
    }
    await wait(500)
    expect(await connections('few')).toBeLessThanOrEqual(2)
  }, 20_000)

  it('are cut off when the database is closed and they do not end in time', async () => {
    const queries = openFew()
    const hanging = lossOr(queries`SELECT pg_sleep(60)`)
    await wait(50)
    const begun = performance.now()
    await queries.end({ timeout: 1 })
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(await hanging).toBe(true)
  })
})

describe('a transaction', () => {
  it('keeps nothing when a statement failed and was passed over', async () => {
    const passedOver = sql.begin(async (transaction) => {
      await transaction`INSERT INTO kept VALUES ('half')`
      await transaction`SELECT 1 / 0`.catch(() => undefined)
    })
    await expect(passedOver).rejects.toThrow('failed and was passed over')
    expect(await keptNames()).toEqual([])
  })

  it('throws what its work threw, and keeps nothing', async () => {
    const thrown = new Error('mine')
    const failed = sql.begin(async (transaction) => {
      await transaction`INSERT INTO kept VALUES ('half')`
      throw thrown
    })
    await expect(failed).rejects.toBe(thrown)
    expect(await keptNames()).toEqual([])
  })

  it('asks nothing any more once it is over', async () => {
    const left: Queryable[] = []
    await sql.begin(async (transaction) => void left.push(transaction))
    expect(() => left[0]!`SELECT 1`).toThrow('This transaction is over.')
  })

  it('waits its turn where as many run as may', async () => {
    const order: string[] = []
    const turn = (name: string) =>
      sql.begin(async (transaction) => {
        order.push(`${name} begins`)
        await transaction`SELECT pg_sleep(0.05)`
        order.push(`${name} ends`)
      })
    await Promise.all([turn('first'), turn('second')])
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  it('is let finish when the database is closed, and none begins after it', async () => {
    const running = sql.begin(async (transaction) => {
      await wait(100)
      await transaction`INSERT INTO kept VALUES ('last')`
    })
    await wait(20)
    await Promise.all([sql.end({ timeout: 5 }), running])
    expect(await keptNames()).toEqual(['last'])
    expect(await lossOr(sql.begin(async () => 'begun'))).toBe(true)
    expect(await lossOr(sql`SELECT 1`)).toBe(true)
  })
})
