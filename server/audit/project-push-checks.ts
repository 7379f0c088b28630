import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import { readContentDigest, readSignedText, verifyEd25519, type Transaction } from '#server/platform/index'

import { readKeyTerms, wasTaken, type KeyTerms } from './key-terms'
import { decodedPath, readJsonObject } from './signed-words'

interface PushRow {
  readonly project_id: string
  readonly push_id: string
  readonly content_digest: Buffer
  readonly received_at: Date
  readonly row_count: number
  readonly accepted: number
  readonly outcome: string
  /** Null for a file that a person sent. */
  readonly key_id: string | null
  readonly signature_base: string | null
  readonly signature: Buffer | null
  /** Null where there is no key of this id, as all that follows. */
  readonly public_key: Buffer | null
  readonly key_of: string | null
  readonly valid_from: Date
  readonly valid_to: Date | null
  readonly lines: readonly number[]
}

const PUSHES_A_ROUND = 20

/**
 * Pushes of readings from their own answers; what was signed is proved again, by a key its sender held then, for this
 * project and push. Whose server sends may have been changed in the record since.
 */
export async function* projectPushFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const terms = await readKeyTerms(sql, 'institution-key')
  const pushes = sql<PushRow[]>`
    SELECT project_id, push_id, content_digest, received_at, row_count, accepted, outcome, key_id, signature_base, signature, public_key,
      own.institution_id AS key_of, valid_from, valid_to,
      ARRAY(SELECT line FROM project_reading AS reading
        WHERE (reading.project_id, reading.push_id) = (push.project_id, push.push_id) ORDER BY line) AS lines
    FROM project_push AS push LEFT JOIN institution_key AS own USING (key_id)
    ORDER BY project_id, push_id`
  for await (const rows of pushes.cursor(PUSHES_A_ROUND)) {
    for (const row of rows) {
      const of = { table: 'project_push', key: `project_id=${row.project_id}, push_id=${row.push_id}` }
      const [expected, found] = [answeredOf(row), readingsOf(row)]
      if (found !== expected) yield { ...of, what: 'readings as answered', expected, found }
      for (const [what, signed, kept] of faultsOfSignature(row, terms))
        yield { ...of, what, expected: signed, found: kept }
    }
  }
}

const readingsOf = (row: PushRow): string =>
  `${row.row_count} rows, ${row.accepted} accepted, lines ${row.lines.join(' ')}`

/** What its sender was told came of it. */
const answeredOf = ({ outcome }: PushRow): string => {
  const told = readJsonObject(outcome) as
    | { rows?: number; counts?: { accepted?: number }; verdicts?: { line: number; verdict: string }[] }
    | undefined
  if (!Array.isArray(told?.verdicts)) return 'an answer that cannot be read'
  const lines = told.verdicts.filter(({ verdict }) => verdict === 'accepted').map(({ line }) => line)
  return `${told.rows} rows, ${told.counts?.accepted} accepted, lines ${lines.join(' ')}`
}

type Fault = readonly [what: string, expected: string, found: string]

function* faultsOfSignature(row: PushRow, terms: ReadonlyMap<string, KeyTerms>): Generator<Fault> {
  const { key_id: keyId, signature_base: base, signature, public_key: publicKey } = row
  if (keyId === null || base === null || signature === null) return
  const isHeld = row.key_of !== null && wasTaken(row, terms.get(keyId), row.received_at)
  if (!isHeld) yield ['key_id', 'a key its sender held then', keyId]
  const read = readSignedText(base)
  const digest = readContentDigest(read.contentDigest)
  const isOfBytes = Buffer.isBuffer(digest) && digest.equals(row.content_digest)
  const isProved = publicKey !== null && verifyEd25519(publicKey, Buffer.from(base, 'utf8'), signature)
  if (!isOfBytes || !isProved) yield ['signature', 'its sender’s signature over these bytes', 'another']
  const push = `/projects/${encodeId('prj', row.project_id)}/readings/${row.push_id}`
  const request = `POST /v1/partners/${row.key_of === null ? '' : encodeId('org', row.key_of)}${push}`
  const told = `${read.method} ${decodedPath(read.path)}`
  if (told !== request) yield ['signature_base', request, told]
}
