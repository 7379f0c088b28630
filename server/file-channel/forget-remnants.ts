import { readdir, lstat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

import type { Dependencies } from '#server/platform/index'

/** So long a file may wait for its signature. Our own figure: a weekend's work is not thrown away, and nobody's rides lie about. */
const REMNANT_DAYS_MAX = 3
const DAY_MILLISECONDS = 86_400_000

/** Deletes what has lain in an inbox for three days: files whose set was never whole, or was refused without naming them. */
export const forgetRemnants = async ({
  sql,
  config,
}: Pick<Dependencies, 'sql' | 'config'>): Promise<void> => {
  if (config.dropFolder === null) return
  const operators = await sql<{ operator_id: string }[]>`SELECT operator_id FROM operator`
  // By the clock of the disk that stamped them.
  const before = Date.now() - REMNANT_DAYS_MAX * DAY_MILLISECONDS
  for (const { operator_id } of operators) {
    const inbox = join(config.dropFolder, operator_id, 'inbox')
    for (const name of await readdir(inbox).catch(() => [])) {
      const found = await lstat(join(inbox, name)).catch(() => undefined)
      if (found !== undefined && !found.isDirectory() && found.mtimeMs < before)
        await unlink(join(inbox, name)).catch(() => undefined)
    }
  }
}
