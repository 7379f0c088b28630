import { type DatabaseBroker, startDatabaseBroker } from './database-broker'

declare global {
  var suitanDatabaseBroker: DatabaseBroker | undefined
}

/** Runs once before all specs; the database itself starts only when a spec asks for one. */
export default async function setup(): Promise<void> {
  if (globalThis.suitanDatabaseBroker !== undefined) return
  globalThis.suitanDatabaseBroker = await startDatabaseBroker()
  process.env['SUITAN_TEST_BROKER'] = globalThis.suitanDatabaseBroker.url
}
