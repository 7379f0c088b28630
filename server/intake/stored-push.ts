import type { PushOutcome } from '#contract'
import type { Queryable } from '#server/platform/index'

/** The lasting answer to a push id. */
export interface StoredPush {
  readonly contentDigest: Buffer
  /** gzip of the answer's JSON. */
  readonly outcome: Buffer
  /** Set for the sending that did the work; a retry is answered without being counted again. */
  readonly counts?: PushOutcome['counts']
  readonly breaks?: number
}

/** The stored answer to this operator's push id; undefined when there is none. */
export async function findPush(
  sql: Queryable,
  { operatorNo, pushId }: { operatorNo: number; pushId: string },
): Promise<StoredPush | undefined> {
  const [row] = await sql<{ content_digest: Buffer; outcome: Buffer }[]>`
    SELECT content_digest, outcome FROM push WHERE operator_no = ${operatorNo} AND push_id = ${pushId}`
  return row === undefined ? undefined : { contentDigest: row.content_digest, outcome: row.outcome }
}
