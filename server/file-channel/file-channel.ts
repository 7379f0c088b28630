import { createPushGate } from '#server/intake/index'
import { eachApart, type App, type Dependencies } from '#server/platform/index'

import { findSets } from './find-sets'
import { forgetRemnants } from './forget-remnants'
import { takeSet } from './take-set'

const LOOKED_EVERY_SECONDS = 10

/** One set of an operator at a time: files wait on disk, not in memory. */
const GATE_LIMITS = { insideEachMax: 1, sharedMax: 0, waitingEachMax: 0 } as const

/**
 * Rides by files, for operators without an API: each has an inbox and an outbox below the configured folder, which an SFTP server beside us
 * shows to it. The rules are those of a push; where no folder is configured nothing is looked for.
 */
export const fileChannel = async (_app: App, deps: Dependencies): Promise<void> => {
  const gate = createPushGate(GATE_LIMITS)
  deps.jobs.register({
    name: 'file-channel.take-sets',
    everySeconds: LOOKED_EVERY_SECONDS,
    run: () => takeSets(deps, gate),
  })
  deps.jobs.register({ name: 'file-channel.forget', cron: '10 4 * * *', run: () => forgetRemnants(deps) })
}

const takeSets = async (deps: Dependencies, gate: ReturnType<typeof createPushGate>): Promise<void> => {
  const root = deps.config.dropFolder
  if (root === null) return
  const sets = await findSets(deps.sql, root)
  await eachApart(sets, (set) => takeSet(deps, gate, set))
}
