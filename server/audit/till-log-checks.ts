import { createHash } from 'node:crypto'

import type { AuditFault } from '#domain/audit'
import { verifyEd25519, type Transaction } from '#server/platform/index'

interface Entry {
  readonly till_id: string
  readonly sequence: bigint
  readonly signed_text: string
  readonly digest: Buffer
  readonly signature: Buffer
  readonly public_key: Buffer
}

interface End {
  readonly till_id: string
  readonly log_sequence: bigint
  readonly log_digest: Buffer
}

const START = Buffer.alloc(32)

/** A till's log is a chain its device signed: each entry holds the digest of the one before, and the till's row the end. */
export async function* tillLogFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const ends = new Map<string, { sequence: bigint; digest: Buffer }>()
  const entries = await sql<Entry[]>`
    SELECT till_id, sequence, signed_text, digest, signature, public_key FROM till_log JOIN till USING (till_id)
    ORDER BY till_id, sequence`
  for (const entry of entries) {
    const before = ends.get(entry.till_id) ?? { sequence: 0n, digest: START }
    if (!followsOn(entry, before))
      yield {
        table: 'till_log',
        key: `till_id=${entry.till_id}, sequence=${entry.sequence}`,
        what: 'chain and signature',
        expected: `an entry ${before.sequence + 1n} after ${before.digest.toString('hex')}`,
        found: entry.signed_text,
      }
    ends.set(entry.till_id, { sequence: entry.sequence, digest: entry.digest })
  }
  const tills = await sql<End[]>`SELECT till_id, log_sequence, log_digest FROM till`
  for (const { till_id: tillId, log_sequence: sequence, log_digest: digest } of tills) {
    const end = ends.get(tillId) ?? { sequence: 0n, digest: START }
    if (end.sequence === sequence && end.digest.equals(digest)) continue
    yield {
      table: 'till',
      key: `till_id=${tillId}`,
      what: 'end of its log',
      expected: `${end.sequence} ${end.digest.toString('hex')}`,
      found: `${sequence} ${digest.toString('hex')}`,
    }
  }
}

const followsOn = (entry: Entry, before: { sequence: bigint; digest: Buffer }): boolean => {
  const [, , sequence, previous] = entry.signed_text.split('\n')
  const digest = createHash('sha512').update(entry.signed_text).digest().subarray(0, 32)
  return (
    entry.sequence === before.sequence + 1n &&
    sequence === String(entry.sequence) &&
    previous === before.digest.toString('hex') &&
    digest.equals(entry.digest) &&
    verifyEd25519(entry.public_key, Buffer.from(entry.signed_text), entry.signature)
  )
}
