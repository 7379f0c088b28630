/** Runs once after all specs and stops the shared database, when one was started. */
export default async function teardown(): Promise<void> {
  const broker = globalThis.suitanDatabaseBroker
  globalThis.suitanDatabaseBroker = undefined
  await broker?.stop()
}
