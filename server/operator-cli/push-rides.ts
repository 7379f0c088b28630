import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { PushOutcome } from '#contract'

import { digitsOf, textFlag, unusable, wordsOf } from './arguments'
import type { Call, Command } from './command'
import { cutParts, PART_LIMITS, type Part } from './cut-parts'
import { appendAt } from './keep-file'
import { pushLines } from './push-lines'
import { openPushState, pushIdOf, type KeptPushState, type PushState, type SentPart } from './push-state'
import { openLines } from './ride-lines'
import type { Flags } from './settings'
import { EXIT_CODES, Stopped } from './stopped'
import { counted, figure } from './table'
import { verdictLines } from './verdict-lines'

const compress = promisify(gzip)

type Counts = PushOutcome['counts']
const VERDICTS = ['accepted', 'duplicate', 'conflict', 'unmatched', 'rejected', 'tested'] as const

export const pushRides: Command = {
  usage: 'rides push FILE.jsonl[.gz] [--verdicts FILE] [--rows N] [--again]',
  about: `Sends the rides of a file, one JSON object a line, in pushes of at most ${figure(PART_LIMITS.rowsMax)} rows. Stopped by anything, the same command
goes on where it was and every row has one verdict. Rows that are not simply accepted are written to FILE.verdicts.jsonl: line, verdict,
code, field, reason. Exit code 3 when a row was rejected or is in conflict. A file must not change once it was begun.
  --verdicts FILE   where verdicts are written
  --rows N          rows of a push, fewer where the line is slow
  --again           have the whole file judged anew, after its scene went live or what stood in its way is gone`,
  options: { verdicts: { type: 'string' }, rows: { type: 'string' }, again: { type: 'boolean' } },
  run: async (call) => {
    const [file = ''] = wordsOf(call.words, ['FILE'])
    const again = call.flags['again'] === true
    const kept = await openPushState(await call.settings(), file, { again, rowsMax: rowsOfAPush(call.flags) })
    const verdictFile = textFlag(call.flags, 'verdicts') ?? `${file}.verdicts.jsonl`
    await pushFile(call, { file, verdictFile, kept })
    return report(call, kept.state, verdictFile)
  },
}

const rowsOfAPush = (flags: Flags): number => {
  const text = textFlag(flags, 'rows')
  if (text === undefined) return PART_LIMITS.rowsMax
  const rows = Number(digitsOf(text, '--rows'))
  if (rows >= 1 && rows <= PART_LIMITS.rowsMax) return rows
  throw unusable(`A push has 1 to ${figure(PART_LIMITS.rowsMax)} rows`, text, 'See --help')
}

interface Pushing {
  readonly file: string
  readonly verdictFile: string
  readonly kept: KeptPushState
}

const pushFile = async (call: Call, { file, verdictFile, kept }: Pushing): Promise<void> => {
  const { state } = kept
  const lines = await openLines(file)
  const platform = await call.platform()
  let partNo = 0
  for await (const part of cutParts(lines.chunks, { ...PART_LIMITS, rowsMax: state.rowsMax })) {
    partNo += 1
    const sent = await begun(kept, partNo, part)
    if (sent.counts === null) {
      const outcome = await pushLines(platform, sent.pushId, await compress(part.text), 'gzip')
      checkRows(outcome, part)
      const words = verdictLines(sent.pushId, part.firstLine, outcome)
      state.verdictBytes = await appendAt(verdictFile, state.verdictBytes, words)
      state.breaks += outcome.breaks
      sent.counts = outcome.counts
      await kept.keep()
      call.progress.tell(`push ${sent.pushId}: ${countWords(sent.counts)}`)
    }
    call.progress.show(lines.bytesRead() / lines.bytes, `${figure(rowsOf(state))} rows`)
  }
  call.progress.end()
  const missing = state.parts[partNo]
  if (missing !== undefined) throw changed(state, missing.firstLine)
  if (partNo === 0) {
    const next = 'Write one JSON object a line'
    throw new Stopped({ code: 'file.empty', what: 'There is no ride in the file', where: file, next })
  }
}

/** The part as it was begun, or its beginning: its id is on the disk before a byte of it leaves. Stops with `file.changed`. */
const begun = async (kept: KeptPushState, partNo: number, part: Part): Promise<SentPart> => {
  const { state } = kept
  const known = state.parts[partNo - 1]
  if (known !== undefined) {
    if (known.sha256 !== part.sha256) throw changed(state, part.firstLine)
    return known
  }
  const { firstLine, rows, sha256 } = part
  const fresh: SentPart = { pushId: pushIdOf(state, partNo), firstLine, rows, sha256, counts: null }
  state.parts.push(fresh)
  await kept.keep()
  return fresh
}

const changed = (state: PushState, line: number): Stopped =>
  new Stopped({
    code: 'file.changed',
    what: 'The file is another than when its push began',
    where: `${state.file}, from line ${line} on`,
    next: 'Put new and mended rows into a new file; or begin anew with --again, and rows that are there already are answered duplicate',
  })

const checkRows = (outcome: PushOutcome, { rows, firstLine }: Part): void => {
  if (outcome.rows === rows && outcome.verdicts.length === rows) return
  const what = `${rows} rows were sent and ${outcome.verdicts.length} verdicts came`
  const next = 'Tell the centre the push id'
  throw new Stopped({ code: 'answer.unreadable', what, where: `${outcome.pushId}, line ${firstLine}`, next })
}

const rowsOf = ({ parts }: PushState): number =>
  parts.reduce((sum, { rows, counts }) => sum + (counts === null ? 0 : rows), 0)

const countWords = (counts: Counts): string =>
  VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${figure(counts[verdict])} ${verdict}`)
    .join(', ')

/** The sums of the whole file; `toMend` when a row was rejected or is in conflict. */
const report = ({ print }: Call, state: PushState, verdictFile: string) => {
  const sums: Counts = { accepted: 0, duplicate: 0, conflict: 0, unmatched: 0, rejected: 0, tested: 0 }
  for (const { counts } of state.parts)
    for (const verdict of VERDICTS) sums[verdict] += counts?.[verdict] ?? 0
  print(
    `${counted(rowsOf(state), 'row', 'rows')} in ${counted(state.parts.length, 'push', 'pushes')}: ${countWords(sums)}`,
  )
  if (state.breaks > 0) print(`${figure(state.breaks)} accepted rows have another figure here than yours`)
  if (state.verdictBytes > 0) print(`every row that is not simply accepted is in ${verdictFile}`)
  return sums.rejected + sums.conflict > 0 ? EXIT_CODES.toMend : EXIT_CODES.done
}
