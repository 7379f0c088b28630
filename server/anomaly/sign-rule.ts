import { refuse, type AnomalyRule, type AnomalySignatureRequest, type Refusal } from '#contract'
import { addSwitchName, type SwitchName } from '#domain/anomaly'
import { cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { holdRule } from './hold-rule'
import { digestOfRule, hasData, presentRules, type DryRunRow, type RuleRow } from './rule-row'

type Parts = Pick<Dependencies, 'sql' | 'clock'>
type Asked = AnomalySignatureRequest & { readonly ruleId: string; readonly requestId: string }

const LOCK = 'anomaly rule begins'

/** What a name is put under, read and found to be possible. */
interface Signing {
  readonly act: 'on' | 'off'
  readonly day: CityDay
  readonly dryRunId: string | null
  /** The version in force that this one takes over from. */
  readonly ends: RuleRow | null
}

/**
 * Puts a person's name under switching a rule on or off from a city day. It takes effect when another person of another office names the same
 * day, and for switching on the same dry run, the last there is. A version in force ends where the next begins. Refuses request.not-found,
 * anomaly.not-a-draft, anomaly.dry-run-needed, anomaly.no-data, anomaly.not-switched-on, anomaly.day-over, anomaly.other-version,
 * anomaly.second-person-needed, anomaly.second-office-needed.
 */
export const signRule = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  asked: Asked,
): Promise<AnomalyRule | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const rule = await holdRule(transaction, asked.ruleId)
    if (rule === undefined) return refuse('request.not-found')
    const now = clock.now()
    const day = parseCityDay(asked.day)
    if (day === undefined || day <= cityDayOf(now)) return refuse('anomaly.day-over', '/body/day')
    const signing =
      asked.act === 'on' ? await readSwitchOn(transaction, rule, { ...asked, day }) : readSwitchOff(rule, day)
    if ('refused' in signing) return signing
    const outcome = addSwitchName(await namesUnder(transaction, rule, signing.act), nameOf(staff, signing))
    if (outcome !== 'one' && outcome !== 'agreed') return refuse(outcome)
    const isAgreed = outcome === 'agreed'
    await keepName(transaction, rule, signing, { staff, now, isAgreed, requestId: asked.requestId })
    if (isAgreed) await takeEffect(transaction, rule, signing)
    const [after] = await transaction<RuleRow[]>`SELECT * FROM anomaly_rule WHERE rule_id = ${rule.rule_id}`
    const [shown] = await presentRules(transaction, after === undefined ? [] : [after], cityDayOf(now))
    if (shown === undefined) throw new Error('a rule that is held is gone')
    return shown
  })

/** Versions begin in turn, and the one in force is held, so that two do not begin at once. */
const readSwitchOn = async (
  transaction: Transaction,
  rule: RuleRow,
  { day, dryRunId }: { day: CityDay; dryRunId: string },
): Promise<Signing | Refusal> => {
  if (rule.valid_from !== null) return refuse('anomaly.not-a-draft')
  const [last] = await transaction<DryRunRow[]>`
    SELECT * FROM anomaly_dry_run WHERE rule_id = ${rule.rule_id} ORDER BY dry_run_no DESC LIMIT 1`
  if (last === undefined || last.dry_run_id !== decodeId('adr', dryRunId))
    return refuse('anomaly.dry-run-needed', '/body/dryRunId')
  if (!hasData(rule.kind, last)) return refuse('anomaly.no-data')
  await transaction`SELECT pg_advisory_xact_lock(hashtext(${LOCK}))`
  const others = await transaction<RuleRow[]>`
    SELECT * FROM anomaly_rule WHERE code = ${rule.code} AND rule_id <> ${rule.rule_id} AND valid_from IS NOT NULL
      AND (valid_to IS NULL OR valid_to > ${day}) ORDER BY version FOR NO KEY UPDATE`
  const isSettled = others.some(
    ({ valid_from: from, valid_to: to }) => to !== null || from === null || from >= day,
  )
  if (isSettled) return refuse('anomaly.other-version', '/body/day')
  return { act: 'on', day, dryRunId: last.dry_run_id, ends: others[0] ?? null }
}

const readSwitchOff = (rule: RuleRow, day: CityDay): Signing | Refusal => {
  if (rule.valid_from === null || rule.valid_to !== null) return refuse('anomaly.not-switched-on')
  if (day < rule.valid_from) return refuse('anomaly.day-over', '/body/day')
  return { act: 'off', day, dryRunId: null, ends: null }
}

/** The office whose name it is; the routes have let nobody else through. */
const nameOf = ({ staffId, role }: StaffPrincipal, { day, dryRunId }: Signing): SwitchName => {
  if (role === 'district') throw new Error('a district switches no rule')
  return { staffId, office: role, day, dryRunId }
}

const namesUnder = (transaction: Transaction, rule: RuleRow, act: Signing['act']): Promise<SwitchName[]> =>
  transaction<SwitchName[]>`
    SELECT staff_id AS "staffId", office, day, dry_run_id AS "dryRunId" FROM anomaly_signature
    WHERE rule_id = ${rule.rule_id} AND act = ${act} ORDER BY signature_no`

const keepName = async (
  transaction: Transaction,
  rule: RuleRow,
  { act, day, dryRunId, ends }: Signing,
  signed: { staff: StaffPrincipal; now: Date; isAgreed: boolean; requestId: string },
): Promise<void> => {
  const { staff, now, isAgreed, requestId } = signed
  await transaction`
    INSERT INTO anomaly_signature (rule_id, act, staff_id, office, day, dry_run_id, signed_at)
    VALUES (${rule.rule_id}, ${act}, ${staff.staffId}, ${staff.role}, ${day}, ${dryRunId}, ${now})`
  await appendAudit(transaction, {
    occurredAt: now,
    actor: principalKey(staff),
    action: isAgreed ? `anomaly-rule.switched-${act}` : 'anomaly-rule.signed',
    subject: encodeId('anr', rule.rule_id),
    detail: {
      ...{ act, day, office: staff.role, ruleDigest: digestOfRule(rule) },
      ...(dryRunId === null ? {} : { dryRunId: encodeId('adr', dryRunId) }),
      ...(isAgreed && ends !== null ? { ends: encodeId('anr', ends.rule_id) } : {}),
    },
    requestId,
  })
}

const takeEffect = async (
  transaction: Transaction,
  rule: RuleRow,
  { act, day, ends }: Signing,
): Promise<void> => {
  if (ends !== null)
    await transaction`UPDATE anomaly_rule SET valid_to = ${day} WHERE rule_id = ${ends.rule_id}`
  await transaction`
    UPDATE anomaly_rule SET ${act === 'on' ? transaction`valid_from = ${day}` : transaction`valid_to = ${day}`}
    WHERE rule_id = ${rule.rule_id}`
}
