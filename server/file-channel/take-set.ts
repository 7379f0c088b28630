import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import { isRefusal, REFUSALS, type FileAcknowledgement, type PushOutcome, type Refusal } from '#contract'
import { countPush, receivePush, type PushGate } from '#server/intake/index'
import type { Dependencies } from '#server/platform/index'

import { acknowledge } from './acknowledge'
import type { FoundSet } from './find-sets'
import { openLines } from './open-lines'
import { readManifest } from './read-manifest'
import { weighFile } from './weigh-file'

const inflate = promisify(gunzip)

/**
 * Takes one set in as the push it is, and answers it. What is busy is left lying for the next round; everything else is answered once, and
 * answered the same when the service died between taking and answering, for the push is known by its id and digest then.
 */
export const takeSet = async (deps: Dependencies, gate: PushGate, set: FoundSet): Promise<void> => {
  const manifest = await readManifest(deps, set)
  const taken = isRefusal(manifest) ? manifest : await takeFile(deps, gate, { set, manifest })
  if (isRefusal(taken) && taken.refused === 'server.busy') return
  const file = isRefusal(manifest) ? undefined : manifest.file
  await acknowledge(set, answerTo(set, taken, deps.clock.now()), file)
}

const takeFile = async (
  deps: Dependencies,
  gate: PushGate,
  { set, manifest }: { set: FoundSet; manifest: Exclude<Awaited<ReturnType<typeof readManifest>>, Refusal> },
): Promise<PushOutcome | Refusal> => {
  const path = join(set.inbox, manifest.file)
  const refused = await weighFile(path, manifest)
  if (refused !== undefined) return refused
  const lines = await openLines(path, manifest)
  if (isRefusal(lines)) return lines
  const { operatorId, operatorNo, pushId } = set
  const stored = await receivePush(deps, gate, { ...lines, operatorId, operatorNo, pushId })
  if (isRefusal(stored)) return stored
  countPush(deps.metrics, operatorId, stored)
  return JSON.parse((await inflate(stored.outcome)).toString('utf8')) as PushOutcome
}

const answerTo = ({ pushId }: FoundSet, taken: PushOutcome | Refusal, now: Date): FileAcknowledgement => {
  const answer = { pushId, answeredAt: now.toISOString() }
  if (!isRefusal(taken)) return { ...answer, outcome: taken, refusal: null }
  const { zh: message, en: messageEn, nextZh: next, nextEn } = REFUSALS[taken.refused]
  const where = taken.where === undefined ? {} : { where: taken.where }
  return {
    ...answer,
    outcome: null,
    refusal: { code: taken.refused, message, messageEn, next, nextEn, ...where },
  }
}
