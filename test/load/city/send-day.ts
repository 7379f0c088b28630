import { readFile } from 'node:fs/promises'

import type { PushOutcome } from '#contract'
import { signedHeaders, type OperatorSigner } from '#test/harness/index'

import type { PushFile } from './day-files'

export type DayCounts = PushOutcome['counts']

export interface Sending {
  readonly url: string
  readonly signers: ReadonlyMap<string, OperatorSigner>
  /** As many pushes are under way at once. */
  readonly connections: number
  readonly now: () => Date
}

/** Sends every push in order, newly signed at its moment, until the last verdict is durable; returns what all rows came to. */
export const sendDay = async (files: readonly PushFile[], sending: Sending): Promise<DayCounts> => {
  const sum: DayCounts = { accepted: 0, duplicate: 0, conflict: 0, unmatched: 0, rejected: 0, tested: 0 }
  let next = 0
  const work = async (): Promise<void> => {
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      const { counts } = await send(file, sending)
      for (const verdict of Object.keys(sum) as (keyof DayCounts)[]) sum[verdict] += counts[verdict]
    }
  }
  await Promise.all(Array.from({ length: sending.connections }, work))
  return sum
}

const send = async (
  { operatorId, pushId, path, rows }: PushFile,
  { url, signers, now }: Sending,
): Promise<PushOutcome> => {
  const target = `/v1/operators/${operatorId}/pushes/${pushId}`
  const body = await readFile(path)
  const signer = signers.get(operatorId)
  if (signer === undefined) throw new Error(`${operatorId} has no key.`)
  const request = {
    method: 'POST',
    target,
    body,
    contentType: 'application/x-ndjson',
    contentEncoding: 'gzip',
  }
  const headers = signedHeaders(signer, { ...request, created: Math.floor(now().getTime() / 1_000) })
  const answer = await fetch(url + target, { method: 'POST', headers, body: new Uint8Array(body) })
  const outcome = (await answer.json()) as PushOutcome
  if (!answer.ok || outcome.rows !== rows)
    throw new Error(`${pushId} was answered ${answer.status}: ${JSON.stringify(outcome).slice(0, 300)}`)
  return outcome
}
