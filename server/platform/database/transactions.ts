import { setTimeout as sleep } from 'node:timers/promises'

import { isDatabaseLoss } from './database-loss'
import { connectDriver, type DatabaseAddress, type Driver, type Queries } from './driver'
import { createPlaces } from './places'

type Work<T> = (transaction: Queries) => T | Promise<T>

export interface Transactions {
  /**
   * Runs `work` in a transaction: commits when it returns, rolls back and throws what it threw otherwise; throws too when a
   * statement failed and `work` passed it over. `mode` is SQL's, such as `isolation level repeatable read read only`.
   */
  begin: {
    <T>(work: Work<T>): Promise<T>
    <T>(mode: string, work: Work<T>): Promise<T>
  }
  /** Begins no more, and waits for those that run: `timeout` seconds at most, then they are cut off. */
  end: (how?: { timeout?: number }) => Promise<void>
}

/** A driver with one connection, which runs one transaction at a time and nothing any more once it closed. */
interface Connection {
  readonly driver: Driver
  readonly bornAt: number
  isLost: boolean
}

/** Older ones begin nothing any more; the driver ends those that nobody took meanwhile. */
const CONNECTION_LIFE_SECONDS = 45 * 60
const CONNECTION_IDLE_SECONDS_MAX = CONNECTION_LIFE_SECONDS + 15 * 60

/** What the server may take to say good-bye. */
const LAST_SECONDS_MAX = 1

/** Transactions, at most `max` at a time; the others wait in the order they came. */
export function openTransactions(address: DatabaseAddress, max: number): Transactions {
  const places = createPlaces(max)
  const open = new Set<Connection>()
  const idle: Connection[] = []
  let isEnding = false
  const take = (): Connection => {
    if (isEnding) throw lossOf('CONNECTION_ENDED')
    const known = idle.pop()
    if (known === undefined) return connect(address, open)
    if (isFresh(known)) return known
    void known.driver.end()
    return take()
  }
  const inItsPlace = async <T>(mode: string, work: Work<T>): Promise<T> => {
    await places.enter()
    try {
      const connection = take()
      return await runOn(connection, mode, work).finally(() => idle.push(connection))
    } finally {
      places.leave()
    }
  }
  function begin<T>(work: Work<T>): Promise<T>
  function begin<T>(mode: string, work: Work<T>): Promise<T>
  function begin<T>(first: string | Work<T>, second?: Work<T>): Promise<T> {
    return typeof first === 'string' ? inItsPlace(first, second!) : inItsPlace('', first)
  }
  return {
    begin,
    async end({ timeout } = {}) {
      isEnding = true
      const allLeft = Promise.all(Array.from({ length: max }, () => places.enter()))
      await (timeout === undefined
        ? allLeft
        : Promise.race([allLeft, sleep(timeout * 1000, undefined, { ref: false })]))
      await Promise.all([...open].map(({ driver }) => driver.end({ timeout: LAST_SECONDS_MAX })))
      void allLeft.then(() => Array.from({ length: max }, places.leave))
    },
  }
}

const isFresh = ({ isLost, bornAt }: Connection): boolean =>
  !isLost && Date.now() - bornAt < CONNECTION_LIFE_SECONDS * 1000

function connect(address: DatabaseAddress, open: Set<Connection>): Connection {
  const onClose = (): void => {
    open.delete(connection)
    giveUp(connection)
  }
  const driver = connectDriver(address, { max: 1, idleSecondsMax: CONNECTION_IDLE_SECONDS_MAX, onClose })
  const connection: Connection = { driver, bornAt: Date.now(), isLost: false }
  open.add(connection)
  return connection
}

/** What still waits on a connection given up is refused, and it connects no second time. */
function giveUp(connection: Connection): void {
  connection.isLost = true
  void connection.driver.end({ timeout: 0 })
}

async function runOn<T>(connection: Connection, mode: string, work: Work<T>): Promise<T> {
  const { queries, close } = borrow(connection)
  try {
    await queries.unsafe(`BEGIN ${mode}`)
    const result = await work(queries)
    const { command } = await queries.unsafe('COMMIT')
    if (command !== 'COMMIT') throw new Error('A statement of the transaction failed and was passed over.')
    return result
  } catch (error) {
    if (connection.isLost || isDatabaseLoss(error)) giveUp(connection)
    else await queries.unsafe('ROLLBACK').catch(() => giveUp(connection))
    throw error
  } finally {
    close()
  }
}

/** The connection for one transaction: whatever still holds it afterwards, or after a loss, can do no harm to the next. */
function borrow(connection: Connection): { queries: Queries; close: () => void } {
  let isOver = false
  const driver = (): Driver => {
    if (connection.isLost) throw lossOf('CONNECTION_CLOSED')
    if (isOver) throw new Error('This transaction is over.')
    return connection.driver
  }
  const queries: Queries = new Proxy(connection.driver, {
    apply: (_driver, _this, args) => Reflect.apply(driver(), undefined, args) as unknown,
    get: (_driver, name) => Reflect.get(driver(), name) as unknown,
  })
  return { queries, close: () => (isOver = true) }
}

const lossOf = (code: 'CONNECTION_CLOSED' | 'CONNECTION_ENDED'): Error =>
  Object.assign(new Error('The database connection is gone.'), { code })
