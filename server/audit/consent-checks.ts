import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import type { Transaction } from '#server/platform/index'

interface Answered {
  readonly goods_id: string
  readonly institution_id: string
  readonly is_agreed: boolean
  readonly answered_at: Date
  readonly member_id: string | null
  readonly is_as_listed: boolean
}

/**
 * Whoever goods name has answered as an entry of the log says, by whom and when; a sponsor says yes by giving money too. What was sold
 * before anybody was asked, as nothing is whose terms the log seals, counts as agreed to when it was listed.
 */
export async function* consentFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const entries = await sql<{ subject: string; action: string; actor: string; occurred_at: Date }[]>`
    SELECT subject, action, actor, occurred_at FROM audit_entry
    WHERE action IN ('goods.agreed', 'goods.declined', 'goods.budget-changed')
      OR action = 'goods.listed' AND detail ->> 'termsDigest' IS NOT NULL`
  const asked = new Set(
    entries.flatMap(({ subject, action }) => (action === 'goods.listed' ? [subject] : [])),
  )
  const logged = new Set(entries.map((entry) => lineOf({ ...entry, at: entry.occurred_at })))
  const rows = await sql<Answered[]>`
    SELECT goods_id, consent.institution_id, is_agreed, answered_at, member_id, answered_at = listed_at AS is_as_listed
    FROM goods_consent AS consent LEFT JOIN goods USING (goods_id) WHERE answered_at IS NOT NULL`
  for (const row of rows) {
    const actions = row.is_agreed ? ['goods.agreed', 'goods.budget-changed'] : ['goods.declined']
    const said = {
      subject: encodeId('gds', row.goods_id),
      actor: `member:${row.member_id}`,
      at: row.answered_at,
    }
    const isSaid = actions.some((action) => logged.has(lineOf({ ...said, action })))
    const isUnasked = row.is_as_listed && !asked.has(said.subject)
    if (isSaid || (row.member_id === null && row.is_agreed && isUnasked)) continue
    yield {
      table: 'goods_consent',
      key: `goods_id=${row.goods_id}, institution_id=${row.institution_id}`,
      what: 'its answer',
      expected: `an entry ${actions.join(' or ')} of the log of actions`,
      found: `none at ${row.answered_at.toISOString()} by ${row.member_id ?? 'nobody'}`,
    }
  }
}

const lineOf = (of: { subject: string; action: string; actor: string; at: Date }): string =>
  [of.subject, of.action, of.actor, of.at.getTime()].join(' ')
