import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import { opinionText, type Verdict } from '#domain/methodology'
import { recordDigest } from '#server/methodology/index'
import { verifyEd25519, type Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

/** What was published by review stands on two offices and, as the terms were then, on experts who approved what was published. */
export const METHODOLOGY_CHECKS: readonly SqlCheck[] = [
  {
    table: 'methodology',
    query: (sql) => sql`
      SELECT format('methodology_no=%s', methodology_no) AS key, 'who signed' AS what,
        'one person of the centre and another of the bureau, for this record and day' AS expected,
        coalesce(string_agg(signed.role || ' ' || signed.staff_id, ', '), 'nobody') AS found
      FROM methodology AS kept
      JOIN audit_entry AS entry ON entry.action = 'methodology.published' AND entry.subject = format('%s/%s', kept.code, kept.version)
        AND entry.detail ->> 'way' = 'review'
      LEFT JOIN methodology_proposal AS proposal
        ON proposal.code = kept.code AND proposal.version = kept.version AND proposal.state = 'published'
      LEFT JOIN proposal_round AS handed_in USING (proposal_id, round)
      LEFT JOIN methodology_signature AS signed ON signed.code = kept.code AND signed.version = kept.version
        AND signed.act = 'publish' AND signed.day = kept.valid_from AND signed.record_digest = handed_in.record_digest
        -- A name from before names were a round's may tell none.
        AND (signed.proposal_id IS NULL OR (signed.proposal_id, signed.round) = (handed_in.proposal_id, handed_in.round))
      GROUP BY methodology_no
      HAVING count(DISTINCT signed.role) < 2 OR count(DISTINCT signed.staff_id) < 2`,
  },
  {
    table: 'methodology',
    query: (sql) => sql`
      SELECT format('methodology_no=%s', methodology_no) AS key, 'opinions' AS what, 'two or more that approve, and no other' AS expected,
        format('%s approve, %s do not', count(*) FILTER (WHERE verdict = 'approve'), count(*) FILTER (WHERE verdict <> 'approve')) AS found
      FROM methodology AS kept
      JOIN audit_entry AS entry ON entry.action = 'methodology.published' AND entry.subject = format('%s/%s', kept.code, kept.version)
        AND entry.detail ->> 'way' = 'review'
      LEFT JOIN methodology_proposal AS proposal
        ON proposal.code = kept.code AND proposal.version = kept.version AND proposal.state = 'published'
      LEFT JOIN proposal_opinion AS given USING (proposal_id, round)
      GROUP BY methodology_no
      HAVING count(*) FILTER (WHERE verdict = 'approve') < 2 OR count(*) FILTER (WHERE verdict <> 'approve') > 0`,
  },
  {
    // An entry from before opinions kept it tells no institution.
    table: 'proposal_opinion',
    query: (sql) => sql`
      SELECT format('proposal_id=%s, round=%s, expert_id=%s', proposal_id, round, expert_id) AS key, 'institution' AS what,
        detail ->> 'creditCode' AS expected, credit_code AS found
      FROM proposal_opinion JOIN audit_entry AS entry ON entry.action = 'expert.opinion-given' AND entry.actor = 'expert:' || expert_id
        AND entry.occurred_at = given_at AND detail ->> 'round' = round::text
      WHERE detail ->> 'creditCode' <> credit_code`,
  },
]

/** Texts must still be those that were signed and published: opinions by their signatures, records by their digests. */
export async function* methodologyFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  yield* publicationFaults(sql)
  yield* roundFaults(sql)
  yield* opinionFaults(sql)
  yield* signatureFaults(sql)
  yield* actFaults(sql)
}

/** A version from before the log knew publications has no entry; whatever was published since has one with its digest. */
async function* publicationFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    {
      methodology_no: number
      definition: Record<string, unknown>
      digest: string | null
      valid_to: string | null
    }[]
  >`
    SELECT methodology_no, definition, entry.detail ->> 'recordDigest' AS digest, entry.detail ->> 'validTo' AS valid_to
    FROM methodology AS kept LEFT JOIN audit_entry AS entry
      ON entry.action = 'methodology.published' AND entry.subject = format('%s/%s', kept.code, kept.version)
    WHERE status = 'published' AND (entry.sequence IS NOT NULL
      OR published_at >= (SELECT applied_at FROM schema_migration WHERE number = 40))`
  for (const { methodology_no: methodologyNo, definition, digest, valid_to: validTo } of rows) {
    const found = recordDigest({ ...definition, validTo }).toString('hex')
    if (found === digest) continue
    yield {
      table: 'methodology',
      key: `methodology_no=${methodologyNo}`,
      what: 'as published',
      expected: digest ?? 'an entry methodology.published of the log of actions',
      found: digest === null ? 'none' : found,
    }
  }
}

async function* roundFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    { proposal_id: string; round: number; record: Record<string, unknown>; digest: string }[]
  >`
    SELECT proposal_id, round, record, encode(record_digest, 'hex') AS digest FROM proposal_round`
  for (const { proposal_id: proposalId, round, record, digest } of rows) {
    const found = recordDigest(record).toString('hex')
    if (found === digest) continue
    const key = `proposal_id=${proposalId}, round=${round}`
    yield { table: 'proposal_round', key, what: 'record', expected: digest, found }
  }
}

async function* opinionFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    {
      proposal_id: string
      round: number
      expert_id: string
      verdict: Verdict
      opinion: string
      name_shown: boolean
      signed_text: string
      signature: Buffer
      public_key: Buffer
      digest: string
    }[]
  >`
    SELECT proposal_id, round, expert_id, verdict, opinion, name_shown, signed_text, signature, public_key,
      encode(record_digest, 'hex') AS digest
    FROM proposal_opinion JOIN proposal_round USING (proposal_id, round)`
  for (const row of rows) {
    const text = opinionText({
      expertId: row.expert_id,
      proposalId: encodeId('mpr', row.proposal_id),
      round: row.round,
      recordDigest: row.digest,
      verdict: row.verdict,
      nameShown: row.name_shown,
      text: row.opinion,
    })
    const isSigned = verifyEd25519(row.public_key, Buffer.from(text, 'utf8'), row.signature)
    if (isSigned && text === row.signed_text) continue
    yield {
      table: 'proposal_opinion',
      key: `proposal_id=${row.proposal_id}, round=${row.round}, expert_id=${row.expert_id}`,
      what: 'signature',
      expected: 'her signature over what is kept of her opinion',
      found: 'another text or another signature',
    }
  }
}

interface LoggedName {
  /** None in an entry from before names were a round's. */
  readonly proposalId?: string
  readonly round?: number
}

/** Every name has its entry of the log of actions, with the round it was put under. */
async function* signatureFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    {
      signature_no: string
      staff_id: string
      signed_at: Date
      proposal_id: string | null
      round: number | null
      logged: readonly LoggedName[]
    }[]
  >`
    SELECT signature_no::text, staff_id, signed_at, proposal_id, round, (
      SELECT coalesce(jsonb_agg(detail), '[]') FROM audit_entry AS entry
      WHERE entry.action = 'methodology.signed' AND entry.subject = format('%s/%s', code, version) AND entry.occurred_at = signed_at
        AND entry.actor = 'staff:' || staff_id AND detail ->> 'role' = signed.role AND detail ->> 'day' = signed.day::text) AS logged
    FROM methodology_signature AS signed`
  for (const { signature_no: signatureNo, staff_id: staffId, signed_at: signedAt, ...row } of rows) {
    const proposalId = row.proposal_id === null ? undefined : encodeId('mpr', row.proposal_id)
    const isLogged = row.logged.some(
      (entry) => entry.round === undefined || (entry.proposalId === proposalId && entry.round === row.round),
    )
    if (isLogged) continue
    yield {
      table: 'methodology_signature',
      key: `signature_no=${signatureNo}`,
      what: 'who and when',
      expected: 'an entry of the log of actions',
      found: `none at ${signedAt.toISOString()} by ${staffId} for ${proposalId ?? 'a version'}, round ${row.round}`,
    }
  }
}

interface Act {
  readonly action: string
  readonly at: Date
  /** Null where the log names no person: a round is handed in by its applicant. */
  readonly actor: string | null
}

/** Everything done to a proposal has its moment and, where it is not its applicant, its person in the chained log. */
async function* actFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const entries = await sql<(Act & { subject: string })[]>`
    SELECT subject, action, occurred_at AS at, CASE WHEN action <> 'proposal.submitted' THEN actor END AS actor
    FROM audit_entry
    WHERE action IN ('proposal.submitted', 'proposal.returned', 'expert.recused', 'expert.opinion-given')`
  const logged = new Set(entries.map((entry) => actLine(entry.subject, entry)))
  const acts = await sql<(Act & { proposal_id: string })[]>`
    SELECT proposal_id, 'proposal.submitted' AS action, submitted_at AS at, NULL AS actor FROM proposal_round
    UNION ALL SELECT proposal_id, 'proposal.returned', returned_at, 'staff:' || returned_by FROM proposal_return
    UNION ALL SELECT proposal_id, 'expert.recused', recused_at, 'expert:' || expert_id FROM proposal_recusal
    UNION ALL SELECT proposal_id, 'expert.opinion-given', given_at, 'expert:' || expert_id FROM proposal_opinion`
  for (const act of acts) {
    if (logged.has(actLine(encodeId('mpr', act.proposal_id), act))) continue
    yield {
      table: 'methodology_proposal',
      key: `proposal_id=${act.proposal_id}`,
      what: 'who and when',
      expected: `an entry ${act.action} of the log of actions`,
      found: `none at ${act.at.toISOString()} by ${act.actor ?? 'its applicant'}`,
    }
  }
}

const actLine = (subject: string, { action, at, actor }: Act): string =>
  `${subject} ${action} ${at.getTime()} ${actor}`
