import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Queryable } from '#server/platform/index'

/** Manifest and signature that lie in an operator's inbox, under the name both begin with. */
export interface FoundSet {
  readonly operatorId: string
  readonly operatorNo: number
  readonly pushId: string
  readonly inbox: string
  readonly outbox: string
  readonly manifestPath: string
  readonly signaturePath: string
}

const MANIFEST_NAME = /^([\w.-]{1,64})\.manifest\.json$/

/**
 * The sets that are whole in the inboxes of operators, by name. A set begins to be whole with its signature, which is laid down last; a
 * folder that is not there, or whose name is no operator's, is passed over.
 */
export const findSets = async (sql: Queryable, root: string): Promise<FoundSet[]> => {
  const operators = await sql<{ operator_id: string; operator_no: number }[]>`
    SELECT operator_id, operator_no FROM operator ORDER BY operator_id`
  const found = await Promise.all(
    operators.map(async ({ operator_id: operatorId, operator_no: operatorNo }) => {
      const inbox = join(root, operatorId, 'inbox')
      const names = await readdir(inbox).catch(() => [])
      const known = new Set(names)
      return names.sort().flatMap((name) => {
        const pushId = MANIFEST_NAME.exec(name)?.[1]
        const signatureName = `${pushId}.manifest.sig`
        if (pushId === undefined || !known.has(signatureName)) return []
        return {
          ...{ operatorId, operatorNo, pushId, inbox },
          outbox: join(root, operatorId, 'outbox'),
          manifestPath: join(inbox, name),
          signaturePath: join(inbox, signatureName),
        }
      })
    }),
  )
  return found.flat()
}
