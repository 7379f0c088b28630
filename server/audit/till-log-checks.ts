import { createHash } from 'node:crypto'

import type { AuditFault } from '#domain/audit'
import { decodeId } from '#domain/id'
import { verifyEd25519, type CryptoModule, type Transaction } from '#server/platform/index'

import { createTakeJudge, selectToldTake } from './told-take'

interface Entry extends LogPlace {
  readonly digest: Buffer
  readonly signature: Buffer
  readonly public_key: Buffer
  readonly snapshot_at: Date
  readonly occurred_at: Date
}

interface LogPlace {
  readonly till_id: string
  readonly sequence: bigint
  readonly signed_text: string
}

interface End {
  readonly till_id: string
  readonly log_sequence: bigint
  readonly log_digest: Buffer
}

interface LogEnd {
  readonly sequence: bigint
  readonly digest: Buffer
}

const NOTHING_TOLD: LogEnd = { sequence: 0n, digest: Buffer.alloc(32) }
const ENTRIES_A_ROUND = 500

/**
 * A till's log is a chain its device signed: each entry holds the digest of the one before, and the till's row the end. What stands beside
 * the signed text must be what it says, and its verdict what the rules give again, entry by entry. `crypto` opens whether a form is ours.
 */
export async function* tillLogFaults(sql: Transaction, crypto?: CryptoModule): AsyncGenerator<AuditFault> {
  const ends = new Map<string, LogEnd>()
  const judge = createTakeJudge(crypto)
  const entries = sql<(Entry & Parameters<typeof judge>[0])[]>`
    SELECT till_log.till_id, till_log.sequence, signed_text, digest, signature, public_key, ${selectToldTake(sql)} ORDER BY till_id, sequence`
  for await (const round of entries.cursor(ENTRIES_A_ROUND)) {
    for (const entry of round) {
      const before = ends.get(entry.till_id) ?? NOTHING_TOLD
      for (const fault of [...faultsOfChain(entry, before), ...judge(entry)])
        yield { table: 'till_log', key: `till_id=${entry.till_id}, sequence=${entry.sequence}`, ...fault }
      ends.set(entry.till_id, { sequence: entry.sequence, digest: entry.digest })
    }
  }
  yield* faultsOfEnds(sql, ends)
}

function* faultsOfChain(entry: Entry, before: LogEnd): Generator<Omit<AuditFault, 'table' | 'key'>> {
  if (!followsOn(entry, before))
    yield {
      what: 'chain and signature',
      expected: `an entry ${before.sequence + 1n} after ${before.digest.toString('hex')}`,
      found: entry.signed_text,
    }
  const [, tillId = '', , , snapshotAt = '', occurredAt = ''] = entry.signed_text.split('\n')
  const isSame =
    decodeId('til', tillId) === entry.till_id &&
    isSaid(snapshotAt, entry.snapshot_at) &&
    isSaid(occurredAt, entry.occurred_at)
  if (isSame) return
  const [snapshot, occurred] = [entry.snapshot_at.toISOString(), entry.occurred_at.toISOString()]
  yield {
    what: 'what its device signed',
    expected: `${tillId}, snapshot ${snapshotAt}, taken ${occurredAt}`,
    found: `${entry.till_id}, snapshot ${snapshot}, taken ${occurred}`,
  }
}

/** Digits finer than a millisecond are cut; before they were, the database could round them up to the next one. */
const isSaid = (text: string, kept: Date): boolean => {
  const above = kept.getTime() - Date.parse(text)
  return above === 0 || (above === 1 && /\.\d{4}/.test(text))
}

const followsOn = (entry: Entry, before: LogEnd): boolean => {
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

async function* faultsOfEnds(
  sql: Transaction,
  ends: ReadonlyMap<string, LogEnd>,
): AsyncGenerator<AuditFault> {
  const tills = await sql<End[]>`SELECT till_id, log_sequence, log_digest FROM till`
  for (const { till_id: tillId, log_sequence: sequence, log_digest: digest } of tills) {
    const end = ends.get(tillId) ?? NOTHING_TOLD
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
