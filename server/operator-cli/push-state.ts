import { createHash, randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'

import { Type, type Static } from '@sinclair/typebox'

import { PushOutcome } from '#contract'

import { keepFile } from './keep-file'
import { parsedJson, readValue } from './read-value'
import type { Settings } from './settings'
import { Stopped } from './stopped'

const SentPart = Type.Object({
  pushId: Type.String(),
  firstLine: Type.Integer({ minimum: 1 }),
  rows: Type.Integer({ minimum: 1 }),
  /** Of the part's text: the same rows, whatever a later version compresses them to. */
  sha256: Type.String(),
  /** Null until its verdicts are here and written down. */
  counts: Type.Union([PushOutcome.properties.counts, Type.Null()]),
})
export type SentPart = Static<typeof SentPart>

const PushState = Type.Object({
  file: Type.String(),
  /** Stands in the ids of all its pushes; a new series is judged anew. */
  series: Type.String(),
  /** Rows of a part: where the file is cut stays as it was begun. */
  rowsMax: Type.Integer({ minimum: 1 }),
  /** Where the file of verdicts ends after the last part that is answered. */
  verdictBytes: Type.Integer({ minimum: 0 }),
  /** Rows accepted whose figure is not the operator's. */
  breaks: Type.Integer({ minimum: 0 }),
  parts: Type.Array(SentPart),
})
export type PushState = Static<typeof PushState>

export interface KeptPushState {
  readonly state: PushState
  readonly keep: () => Promise<void>
}

/**
 * What is known of this file's pushes to this platform: every part has its id on the disk before it is sent, so that whoever sends it again,
 * after whatever end, sends it under the same. `again` forgets it and begins a new series. Stops with `state.unreadable`.
 */
export const openPushState = async (
  { url, operatorId, stateFolder }: Settings,
  file: string,
  { again, rowsMax }: { readonly again: boolean; readonly rowsMax: number },
): Promise<KeptPushState> => {
  const place = createHash('sha256')
    .update(`${url}\n${operatorId}\n${resolve(file)}`)
    .digest('hex')
  const stateFile = join(stateFolder, 'pushes', `${basename(file)}-${place.slice(0, 12)}.json`)
  if (again) await rm(stateFile, { force: true })
  const text = await readFile(stateFile, 'utf8').catch(() => undefined)
  const state = text === undefined ? newState(file, rowsMax) : readState(stateFile, text)
  return { state, keep: () => keepFile(stateFile, [`${JSON.stringify(state)}\n`]) }
}

/** The id of a part: speaks of its file, and is one for ever by its series. */
export const pushIdOf = ({ file, series }: PushState, partNo: number): string => {
  const stem = file.replace(/\.(jsonl|ndjson)?(\.gz)?$/, '').replace(/[^\w.-]+/g, '-')
  return `${stem.slice(0, 32)}-${series}-${String(partNo).padStart(4, '0')}`
}

const newState = (file: string, rowsMax: number): PushState => ({
  file: basename(file),
  series: randomBytes(6).toString('hex'),
  rowsMax,
  verdictBytes: 0,
  breaks: 0,
  parts: [],
})

const readState = (stateFile: string, text: string): PushState => {
  const read = readValue(PushState, parsedJson(text))
  if ('value' in read) return read.value
  const what = 'What was kept of the push cannot be read'
  const next = 'Begin a new series with --again: rows that are there already are answered duplicate'
  throw new Stopped({ code: 'state.unreadable', what, where: `${stateFile}${read.fault}`, next })
}
