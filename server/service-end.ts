import { isDatabaseLoss, type App, type OpenPlatform } from '#server/platform/index'

/** A stop that takes longer than this is cut short, so that whoever waits for the process never waits for ever. */
const STOP_SECONDS_MAX = 60

/** After a fault nothing in flight can be trusted to end, so the process waits no longer than this for it. */
const FAULT_STOP_SECONDS_MAX = 15

/** Queries that hang on a lost connection are given up after this; their requests are answered `server.busy`. */
const QUERY_SECONDS_MAX = 2

/**
 * Ends the service in order on a signal, and with exit code 1 on what it cannot live on with: its embedded database ended, or
 * an error reached nobody. Whoever supervises the process starts a whole one again; every committed row is there, and the
 * senders of what was in flight send it again.
 */
export function endWithReason(app: App, platform: OpenPlatform): void {
  let isStopping = false
  const stopOnSignal = (): void => {
    if (isStopping) return
    isStopping = true
    void stopInOrder(app, platform, STOP_SECONDS_MAX)
  }
  const stopOnFault = (reason: string, error?: unknown): void => {
    platform.deps.log.fatal(error === undefined ? {} : { err: error }, reason)
    process.exitCode = 1
    if (isStopping) return
    isStopping = true
    void platform.deps.sql.end({ timeout: QUERY_SECONDS_MAX }).catch(() => undefined)
    void stopInOrder(app, platform, FAULT_STOP_SECONDS_MAX)
  }
  process.on('SIGINT', stopOnSignal)
  process.on('SIGTERM', stopOnSignal)
  process.on('uncaughtException', (error: unknown) => stopOnFault('fault: the service ends', error))
  process.on('unhandledRejection', (error: unknown) => {
    // Whoever asked has been told and the next connection is a whole one: the driver merely asked something for itself too.
    if (isDatabaseLoss(error)) platform.deps.log.error({ err: error }, 'database connection lost')
    else stopOnFault('fault: the service ends', error)
  })
  void platform.databaseDied.then(() => stopOnFault('the embedded database ended: the service ends'))
}

/**
 * Stop accepting, finish what is in flight, stop the jobs, close the pool, stop the database; then the process ends, whatever
 * still ticks: the driver may keep the hour-long idle timer of a connection that was lost while it closed.
 */
async function stopInOrder(app: App, platform: OpenPlatform, secondsMax: number): Promise<void> {
  setTimeout(() => process.exit(1), secondsMax * 1000).unref()
  try {
    await app.close()
    await platform.close()
  } catch (error) {
    platform.deps.log.error({ err: error }, 'stop failed')
    process.exitCode = 1
  }
  process.exit()
}
