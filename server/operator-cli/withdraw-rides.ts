import { createHash } from 'node:crypto'

import { RideRow } from '#contract'

import { choiceFlag, dayOf, neededFlag, textFlag, digitsOf, unusable, wordsOf } from './arguments'
import type { Command } from './command'
import { cutParts } from './cut-parts'
import { pushLines } from './push-lines'
import { parsedJson, readValue } from './read-value'
import { openLines } from './ride-lines'
import { catalogued, EXIT_CODES } from './stopped'

export const withdrawRides: Command = {
  usage:
    'withdraw FILE.jsonl[.gz] --day DAY --ride-no NO [--ride-no NO …] [--status voided|refunded] [--revision N] [--reason WORDS]',
  about: `Takes rides back: finds them in the file they were pushed from and sends them again with the next revision and the status that says
why. Called again it sends the same and is answered the same. Exit code 3 when one was not taken back.
  --status    voided (they were none), refunded (they were paid back)
  --revision  where another file corrected them since: a revision higher than that one's
  --reason    why, in words for the resident who reads them; needed once the rides' window is over`,
  options: {
    day: { type: 'string' },
    'ride-no': { type: 'string', multiple: true },
    status: { type: 'string' },
    revision: { type: 'string' },
    reason: { type: 'string' },
  },
  async run({ flags, words, platform, print }) {
    const [file = ''] = wordsOf(words, ['FILE'])
    const day = dayOf(neededFlag(flags, 'day'))
    const status = choiceFlag(flags, 'status', ['voided', 'refunded'])
    const rideNos = (flags['ride-no'] ?? []) as readonly string[]
    if (rideNos.length === 0) throw unusable('--ride-no is missing', undefined, 'See --help')
    const revision = textFlag(flags, 'revision')
    const reason = textFlag(flags, 'reason')
    const found = await findRides(file, day, new Set(rideNos))
    const missing = rideNos.find((rideNo) => !found.has(rideNo))
    if (missing !== undefined)
      throw unusable(
        `No ride ${missing} of ${day} is in ${file}`,
        undefined,
        'Name the file it was pushed from',
      )
    const rows = [...found.values()].map((row) => ({
      ...row,
      revision: revision === undefined ? (row.revision ?? 0) + 1 : Number(digitsOf(revision, '--revision')),
      status,
      ...(reason === undefined ? {} : { reason }),
    }))
    const text = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const pushId = `withdraw-${createHash('sha256').update(text).digest('hex').slice(0, 40)}`
    const outcome = await pushLines(await platform(), pushId, text)
    for (const [index, { verdict, code }] of outcome.verdicts.entries())
      print(`${rows[index]?.rideNo}: ${verdictWords(verdict, code)}`)
    const taken = outcome.counts.accepted + outcome.counts.duplicate
    return taken === outcome.rows ? EXIT_CODES.done : EXIT_CODES.toMend
  },
}

/** The row of the highest revision of each ride that is asked for. */
const findRides = async (
  file: string,
  day: string,
  rideNos: ReadonlySet<string>,
): Promise<Map<string, RideRow>> => {
  const found = new Map<string, RideRow>()
  for await (const { text } of cutParts((await openLines(file)).chunks))
    for (const line of text.toString('utf8').split('\n')) {
      const parsed = parsedJson(line) as Partial<RideRow> | null | undefined
      if (parsed?.operatorDay !== day || !rideNos.has(String(parsed.rideNo))) continue
      const read = readValue(RideRow, parsed)
      if ('fault' in read) continue
      const known = found.get(read.value.rideNo)
      if (known === undefined || (known.revision ?? 0) < (read.value.revision ?? 0))
        found.set(read.value.rideNo, read.value)
    }
  return found
}

const verdictWords = (verdict: string, code: string | undefined): string => {
  if (verdict === 'accepted') return 'taken back'
  if (verdict === 'duplicate') return 'was taken back already'
  const entry = code === undefined ? undefined : catalogued(code)
  return `${verdict}${code === undefined ? '' : ` (${code})`}${entry === undefined ? '' : `: ${entry.en}. ${entry.nextEn}`}`
}
