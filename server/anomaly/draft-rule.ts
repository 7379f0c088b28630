import { refuse, type AnomalyRule, type AnomalyRuleRequest, type Refusal } from '#contract'
import { isThreshold } from '#domain/anomaly'
import { cityDayOf } from '#domain/calendar'
import { encodeId } from '#domain/id'
import {
  appendAudit,
  inTransaction,
  newId,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { digestOfRule, presentRules, type RuleRow } from './rule-row'

type Parts = Pick<Dependencies, 'sql' | 'clock'>
type Asked = AnomalyRuleRequest & { readonly requestId: string }

/** Drafts of one code are numbered one after the other. */
const LOCK = 'anomaly rule'

/**
 * Drafts the next version of a rule. What says the same as the last version is that version, so that a retry drafts nothing. Refuses
 * request.invalid for a threshold that says nothing in the unit of its kind, a scene there is not, another kind under a code that has one.
 */
export const draftRule = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  asked: Asked,
): Promise<AnomalyRule | Refusal> => {
  if (!isThreshold(asked.kind, asked.threshold)) return refuse('request.invalid', '/body/threshold')
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    if (!(await areScenes(transaction, asked.sceneIds))) return refuse('request.invalid', '/body/sceneIds')
    await transaction`SELECT pg_advisory_xact_lock(hashtext(${LOCK}))`
    const [last] = await transaction<RuleRow[]>`
      SELECT * FROM anomaly_rule WHERE code = ${asked.code} ORDER BY version DESC LIMIT 1`
    if (last !== undefined && last.kind !== asked.kind) return refuse('request.invalid', '/body/kind')
    const row = rowOf(asked, {
      staff,
      now: clock.now(),
      version: (last?.version ?? 0) + 1,
      ruleId: newId(clock),
    })
    const isSaid =
      last !== undefined && digestOfRule({ ...row, version: last.version }) === digestOfRule(last)
    if (!isSaid) await keepRule(transaction, row, { staff, requestId: asked.requestId })
    const [rule] = await presentRules(transaction, [isSaid ? last : row], cityDayOf(clock.now()))
    if (rule === undefined) throw new Error('a rule that was just kept is gone')
    return rule
  })
}

const areScenes = async (sql: Transaction, sceneIds: readonly string[]): Promise<boolean> => {
  const known = await sql`SELECT FROM scene WHERE scene_id = ANY (${[...sceneIds]}::text[])`
  return known.length === sceneIds.length
}

const rowOf = (
  asked: Asked,
  drafted: { staff: StaffPrincipal; now: Date; version: number; ruleId: string },
): RuleRow => ({
  rule_id: drafted.ruleId,
  ...{ code: asked.code, version: drafted.version, kind: asked.kind },
  scene_ids: [...asked.sceneIds].sort(),
  threshold: asked.threshold,
  ...{ reason_zh: asked.reason.zh, reason_en: asked.reason.en },
  ...{ source_zh: asked.source.zh, source_en: asked.source.en },
  ...{ drafted_at: drafted.now, drafted_by: drafted.staff.staffId },
  ...{ valid_from: null, valid_to: null },
})

const keepRule = async (
  transaction: Transaction,
  row: RuleRow,
  { staff, requestId }: { staff: StaffPrincipal; requestId: string },
): Promise<void> => {
  await transaction`
    INSERT INTO anomaly_rule (rule_id, code, version, kind, scene_ids, threshold, reason_zh, reason_en, source_zh, source_en, drafted_at,
      drafted_by)
    VALUES (${row.rule_id}, ${row.code}, ${row.version}, ${row.kind}, ${row.scene_ids}, ${row.threshold}, ${row.reason_zh}, ${row.reason_en},
      ${row.source_zh}, ${row.source_en}, ${row.drafted_at}, ${row.drafted_by})`
  await appendAudit(transaction, {
    occurredAt: row.drafted_at,
    actor: principalKey(staff),
    action: 'anomaly-rule.drafted',
    subject: encodeId('anr', row.rule_id),
    detail: { code: row.code, version: row.version, ruleDigest: digestOfRule(row) },
    requestId,
  })
}
