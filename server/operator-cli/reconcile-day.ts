import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

import { BookBreakPage, Reconciliation, type BookBreak, type BookFigure } from '#contract'

import { dayOf, textFlag, unusable, wordsOf } from './arguments'
import type { Call, Command } from './command'
import type { Body } from './exchange'
import { keepFile } from './keep-file'
import type { Platform } from './platform'
import { digestOf } from './push-lines'
import { EXIT_CODES, Stopped, type ExitCode } from './stopped'
import { counted, figure, tableLines } from './table'

const BREAKS_SHOWN_MAX = 50

export const reconcileDay: Command = {
  usage: 'reconcile DAY BOOK.jsonl[.gz] [--scene SCENE] [--id ID] [--csv FILE]',
  about: `Holds your book of a day, one ride a line, against the platform's, and saves all that differs as CSV after checking its digest. Exit code 0
only when the books are equal, 3 when they differ.
  --scene SCENE  the book is of this scene alone
  --id ID        your own name of this comparison (left out: a new one each time)
  --csv FILE     where the CSV goes (reconciliation-DAY.csv)`,
  options: { scene: { type: 'string' }, id: { type: 'string' }, csv: { type: 'string' } },
  async run(call) {
    const [dayText = '', file = ''] = wordsOf(call.words, ['DAY', 'BOOK'])
    const day = dayOf(dayText)
    const id = textFlag(call.flags, 'id') ?? `${day}-${randomBytes(6).toString('hex')}`
    if (!/^[\w.-]{1,64}$/.test(id))
      throw unusable('An id is 1 to 64 of A–Z a–z 0–9 _ . -', id, 'Choose another')
    const scene = textFlag(call.flags, 'scene')
    const query = `?operatorDay=${day}${scene === undefined ? '' : `&scene=${encodeURIComponent(scene)}`}`
    const csvFile = textFlag(call.flags, 'csv') ?? `reconciliation-${day}.csv`
    const platform = await call.platform()
    const { stateFolder } = await call.settings()
    const compared = await withBook({ file, stateFolder, id }, (body) => {
      call.progress.tell(`book of ${day} goes out as ${id}: ${figure(body.bytes)} bytes`)
      return platform.expect(Reconciliation, { method: 'POST', path: `/reconciliations/${id}${query}`, body })
    })
    await saveFile(platform, compared, csvFile)
    return report(call, platform, compared, csvFile)
  },
}

interface Book {
  readonly file: string
  readonly stateFolder: string
  readonly id: string
}

/** A book goes out compressed; one that is not yet is compressed onto the disk first, because its digest goes out before it. */
const withBook = async <T>({ file, stateFolder, id }: Book, send: (body: Body) => Promise<T>): Promise<T> => {
  if ((await stat(file).catch(() => undefined))?.isFile() !== true) {
    const what = 'There is no such book'
    const next = 'Name a file of JSON lines, plain or .gz'
    throw new Stopped({ code: 'file.unreadable', what, where: file, next })
  }
  if (file.endsWith('.gz')) return send(await fileBody(file))
  const compressed = join(stateFolder, `${id}.gz`)
  await mkdir(stateFolder, { recursive: true, mode: 0o700 })
  try {
    const to = createWriteStream(compressed, { mode: 0o600 })
    await pipeline(createReadStream(file), createGzip(), to)
    return await send(await fileBody(compressed))
  } finally {
    await rm(compressed, { force: true })
  }
}

const fileBody = async (file: string): Promise<Body> => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  const digest = `sha-256=:${hash.digest('base64')}:`
  return { bytes, digest, type: 'application/x-ndjson', encoding: 'gzip', open: () => createReadStream(file) }
}

/** Keeps the CSV once its bytes have the digest of the answer. Stops with `file.digest-differs`. */
const saveFile = async (platform: Platform, compared: Reconciliation, file: string): Promise<void> => {
  const { bytes, digest } = await platform.download(`/reconciliations/${compared.reconciliationId}/file`)
  if (digestOf(bytes) !== compared.fileDigest || digest !== compared.fileDigest) {
    const what = 'The CSV has another digest than the answer names, and was not kept'
    const next = `Run it again with --id ${compared.reconciliationId}; if it persists, tell the centre`
    throw new Stopped({ code: 'file.digest-differs', what, where: file, next }, EXIT_CODES.refused)
  }
  await keepFile(file, [bytes])
}

const report = async (
  { print }: Call,
  platform: Platform,
  compared: Reconciliation,
  csvFile: string,
): Promise<ExitCode> => {
  const { reconciliationId, operatorDay, rows, isEqual, breaks, figures, fileDigest } = compared
  print(
    `${operatorDay}, ${reconciliationId}: ${counted(rows, 'line', 'lines')} compared at ${compared.comparedAt}`,
  )
  for (const line of tableLines(
    ['scene', 'status', 'your rides', 'our rides', 'your milligrams', 'our milligrams'],
    figures.map(figureCells),
  ))
    print(line)
  const count = breaks.missingHere + breaks.missingThere + breaks.differs
  if (!isEqual) await printBreaks(print, platform, reconciliationId, count)
  print(`all of it is in ${csvFile}, ${fileDigest}`)
  print(isEqual ? 'green: the books are equal' : `red: ${counted(count, 'break', 'breaks')}`)
  return isEqual ? EXIT_CODES.done : EXIT_CODES.toMend
}

const figureCells = ({ sceneId, status, theirs, ours }: BookFigure): string[] => [
  sceneId,
  status,
  figure(theirs.rides),
  figure(ours.rides),
  theirs.reductionMilligrams ?? '',
  ours.reductionMilligrams ?? '',
]

const printBreaks = async (
  print: Call['print'],
  platform: Platform,
  id: string,
  count: number,
): Promise<void> => {
  const path = `/reconciliations/${id}/breaks?after=0&limit=${BREAKS_SHOWN_MAX}`
  const { items } = await platform.expect(BookBreakPage, { method: 'GET', path })
  print('')
  for (const line of tableLines(['break', 'line', 'scene', 'status', 'what'], items.map(breakCells)))
    print(line)
  if (count > items.length) print(`and ${figure(count - items.length)} more`)
  print('')
}

const breakCells = ({ kind, line, rideKey, sceneId, status, fields }: BookBreak): string[] => [
  kind,
  line === null ? '' : String(line),
  sceneId,
  status,
  [
    ...(line === null && rideKey !== null ? [`ride key ${rideKey}`] : []),
    ...fields.map(({ field, theirs, ours }) => `${field}: yours ${theirs ?? 'none'}, ours ${ours ?? 'none'}`),
  ].join('; '),
]
