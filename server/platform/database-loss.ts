/**
 * What postgres.js and the sockets under it name when the database went away or will not take us in: SQLSTATE class 57P
 * (administrator shutdown, crash, starting up), the driver's own codes, and the network's.
 */
const LOSS_CODES: ReadonlySet<unknown> = new Set([
  ...['57P01', '57P02', '57P03'],
  ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE'],
])

/** True for an error that says the database is not there at the moment: nothing the request did, so it may be sent again. */
export function isDatabaseLoss(error: unknown): boolean {
  return (
    error instanceof Error && (LOSS_CODES.has((error as NodeJS.ErrnoException).code) || isLateWrite(error))
  )
}

/**
 * postgres.js 3.4 flushes its buffer a turn later, and throws where nobody can catch it when the socket closed in between. The
 * connection is lost to the pool for good then, and whatever waits on it waits for ever.
 */
function isLateWrite(error: Error): boolean {
  return (
    error instanceof TypeError && /reading 'write'/.test(error.message) && /nextWrite/.test(error.stack ?? '')
  )
}
