import { refuse, type FoundSubject, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type Queryable,
  type StaffPrincipal,
} from '#server/platform/index'
import { recordReads } from '#server/staff/index'

import { HANDLING_A_SUSPENSION } from './list-suspensions'
import { presentSubject, subjectInLog, type Subject } from './subject'

interface Asked {
  readonly kind: Subject['kind']
  /** As it was typed. */
  readonly id: string
  readonly requestId: string
}

/**
 * Who or what an id is of, before it is stopped: a suspension takes effect at once, and a wrong digit may be somebody else's id. Written into
 * the log of actions as a search is, and an account that was found is told. Refuses request.not-found for what is none or closed and
 * suspension.already-there.
 */
export const findSubject = (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  asked: Asked,
): Promise<FoundSubject | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const row = await rowOf(transaction, asked)
    const subject = row && { kind: asked.kind, id: row.id }
    const now = clock.now()
    await recordReads(transaction, {
      accountIds: subject?.kind === 'account' ? [subject.id] : [],
      reader: staff,
      purpose: HANDLING_A_SUSPENSION,
      now,
    })
    // What was typed is not kept: it may be anything. What it led to is.
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: 'supervision.searched',
      subject: subject === undefined ? 'nothing' : subjectInLog(subject),
      detail: { kind: asked.kind, why: 'suspension', hits: subject === undefined ? 0 : 1 },
      requestId: asked.requestId,
    })
    if (row === undefined || subject === undefined) return refuse('request.not-found', '/query/id')
    if (row.is_stopped) return refuse('suspension.already-there', '/query/id')
    return {
      subject: presentSubject(subject),
      name: row.name_zh === null || row.name_en === null ? null : { zh: row.name_zh, en: row.name_en },
      since: row.since?.toISOString() ?? null,
    }
  })

interface FoundRow {
  id: string
  name_zh: string | null
  name_en: string | null
  since: Date | null
  is_stopped: boolean
}

const rowOf = async (sql: Queryable, { kind, id }: Asked): Promise<FoundRow | undefined> => {
  const [row] = await selectOf(sql, kind, id.trim())
  return row
}

const selectOf = (sql: Queryable, kind: Subject['kind'], id: string) => {
  switch (kind) {
    case 'account':
      return sql<FoundRow[]>`
        SELECT account_id AS id, NULL AS name_zh, NULL AS name_en, opened_at AS since,
          suspended_at IS NOT NULL AND resumed_at IS NULL AS is_stopped
        FROM account WHERE account_id = ${decodeId('acc', id) ?? null} AND closed_at IS NULL`
    case 'operator':
      return sql<FoundRow[]>`
        SELECT operator_id AS id, name_zh, name_en, NULL::timestamptz AS since,
          suspended_at IS NOT NULL AND resumed_at IS NULL AS is_stopped
        FROM operator WHERE operator_id = ${id}`
    case 'institution':
      return sql<FoundRow[]>`
        SELECT institution_id AS id, name_zh, name_en, registered_at AS since, suspended_at IS NOT NULL AS is_stopped
        FROM institution WHERE institution_id = ${decodeId('org', id) ?? null}`
  }
}
