/**
 * What postgres.js and the sockets under it name when the database went away or will not take us in: SQLSTATE class 57P
 * (administrator shutdown, crash, starting up, dropped, idle too long), too many connections, the driver's own codes, and the
 * network's.
 */
const LOSS_CODES: ReadonlySet<unknown> = new Set([
  ...['57P01', '57P02', '57P03', '57P04', '57P05', '53300'],
  ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
])

/** True for an error that says the database is not there at the moment: nothing the request did, so it may be sent again. */
export function isDatabaseLoss(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && LOSS_CODES.has(error.code)
}
