import { connectDriver, type DatabaseAddress, type Driver } from './driver'

export interface Statements {
  /** Makes a statement, or a part of one, as the driver's own tag does. */
  make: (args: unknown[]) => unknown
  /** The driver of the connection that is free next. */
  driver: () => Driver
  /** Takes no more, and waits for what runs: `timeout` seconds at most, then it is cut off. */
  end: (how?: { timeout?: number }) => Promise<void>
}

/** A driver with one connection. Statements follow each other on it, and nothing more once it closed. */
interface Connection {
  readonly driver: Driver
  /** Statements that were just made, or whose answer somebody waits for. */
  running: number
}

/**
 * Connections for single statements, at most `max`: each goes to one that has nothing to do, else to a new one, else to the one
 * with the least before it. One that closes takes with it what it ran and what waited on it; the others run on, however long.
 */
export function openStatements(address: DatabaseAddress, max: number): Statements {
  const open = new Set<Connection>()
  let ended: Connection | undefined
  const connect = (): Connection => {
    const onClose = (): void => {
      open.delete(connection)
      cutOff(connection.driver)
    }
    const driver = connectDriver(address, { max: 1, onClose })
    const connection: Connection = { driver, running: 0 }
    open.add(connection)
    return connection
  }
  const next = (): Connection => {
    if (ended !== undefined) return ended
    const [first, ...others] = open
    if (first === undefined) return connect()
    const freest = others.reduce((least, other) => (other.running < least.running ? other : least), first)
    return freest.running === 0 || open.size >= max ? freest : connect()
  }
  return {
    make(args) {
      const connection = next()
      const made: unknown = Reflect.apply(connection.driver, undefined, args)
      if (made instanceof Promise) countWhileAwaited(made, connection)
      return made
    },
    driver: () => next().driver,
    async end(how) {
      ended ??= next()
      await Promise.all([...open].map(({ driver }) => driver.end(how)))
    },
  }
}

/**
 * Statements made at one moment spread over the connections although the driver begins each only when somebody waits for it; what
 * nobody has come to wait for in that moment is a part of another statement, or counts when somebody does.
 */
function countWhileAwaited(statement: Promise<unknown>, connection: Connection): void {
  const then = statement.then.bind(statement)
  const leave = (): void => void (connection.running -= 1)
  let [isCounted, isAwaited] = [true, false]
  connection.running += 1
  queueMicrotask(() => {
    if (isAwaited) return
    isCounted = false
    leave()
  })
  statement.then = (onAnswer, onError) => {
    statement.then = then
    isAwaited = true
    if (!isCounted) connection.running += 1
    const answered = then(onAnswer, onError)
    then(leave, leave)
    return answered
  }
}

/** Refuses what still waits on a connection that closed, also what the driver would connect once more for. */
function cutOff(driver: Driver): void {
  void driver.end({ timeout: 0 })
}
