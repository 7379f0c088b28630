import { connectDriver, type DatabaseAddress, type Driver } from './driver'

/** What still runs on a pool given up may take so long to end. */
const GIVEN_UP_SECONDS_MAX = 5

export interface Statements {
  /** The pool the next statement goes to. */
  driver: () => Driver
  end: (how?: { timeout?: number }) => Promise<void>
}

/** A pool for single statements; whenever it loses a connection a fresh pool takes its place, and the old one ends what it runs. */
export function openStatements(address: DatabaseAddress, max: number): Statements {
  const givenUp = new Set<Promise<void>>()
  let isEnding = false
  const start = (): Driver => {
    const driver = connectDriver(address, { max, onClose: () => replace(driver) })
    return driver
  }
  const replace = (closed: Driver): void => {
    if (isEnding || closed !== current) return
    current = start()
    const end = closed.end({ timeout: GIVEN_UP_SECONDS_MAX }).finally(() => givenUp.delete(end))
    givenUp.add(end)
  }
  let current = start()
  return {
    driver: () => current,
    async end(how) {
      isEnding = true
      await Promise.all([current.end(how), ...givenUp])
    },
  }
}
