import { faultLine } from '#domain/audit'
import { readConfig } from '#server/platform/index'

import { auditEverything } from './audit-everything'
import { auditedCrypto, openAuditedDatabase } from './open-audited-database'

/** More faults than this are counted, not printed: by then the first ones have said what happened. */
const FAULTS_PRINTED_MAX = 1_000

void main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  },
)

/** `npm run audit`: exit 0 with one line when all is well, 1 with every fault by row, 2 when it could not be done. */
async function main(): Promise<number> {
  if (process.argv.length > 2) {
    console.error('The audit takes no arguments: npm run audit')
    return 2
  }
  const config = readConfig(process.env)
  const database = await openAuditedDatabase(config)
  try {
    let faults = 0
    const began = Date.now()
    const seen = await auditEverything(
      database.sql,
      (fault) => {
        faults += 1
        if (faults <= FAULTS_PRINTED_MAX) console.log(faultLine(fault))
      },
      auditedCrypto(config),
    )
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    const looked = [
      counted(seen.rides, 'ride'),
      counted(seen.runs, 'run'),
      counted(seen.postings, 'posting'),
      counted(seen.transfers, 'transfer'),
    ].join(', ')
    const unchecked =
      seen.instrumentsUnchecked === 0n
        ? ''
        : `; no SUITAN_MASTER_KEY, so ${counted(seen.instrumentsUnchecked, 'card number')} not compared`
    const verdict = faults === 0 ? 'audit: all holds' : `audit: ${counted(faults, 'fault')}`
    console.log(`${verdict} – ${looked}, ${seen.issuedMilligrams} mg issued, ${seconds} s${unchecked}`)
    return faults === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}

/** 1 ride, 2 rides */
const counted = (count: number | bigint, word: string): string =>
  `${count} ${word}${Number(count) === 1 ? '' : 's'}`
