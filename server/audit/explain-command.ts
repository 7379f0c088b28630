import { decodeId } from '#domain/id'
import { readConfig } from '#server/platform/index'

import { explainRide } from './explain-ride'
import { openAuditedDatabase } from './open-audited-database'

void main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  },
)

/** `npm run explain -- RIDE_ID`: the way of one ride from metres to balance. Exit 1 when there is no such ride, 2 when that is no id of a ride. */
async function main(): Promise<number> {
  const [rideId] = process.argv.slice(2)
  if (rideId === undefined) {
    console.error('Say which ride: npm run explain -- ride_…')
    return 2
  }
  if (decodeId('ride', rideId) === undefined) {
    console.error(`${rideId} is no ride id: one is ride_ and 26 letters and digits, as the module shows it.`)
    return 2
  }
  const database = await openAuditedDatabase(readConfig(process.env))
  try {
    const lines = await explainRide(database.sql, rideId)
    console.log(lines === undefined ? `There is no ride ${rideId}.` : lines.join('\n'))
    return lines === undefined ? 1 : 0
  } finally {
    await database.close()
  }
}
