import { addSwitchName, type SwitchName } from '#domain/anomaly'
import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import {
  digestOfDryRun,
  digestOfRule,
  referencesOf,
  type DryRunRow,
  type RuleRow,
} from '#server/anomaly/index'
import type { Transaction } from '#server/platform/index'

interface Entry {
  readonly sequence: bigint
  readonly subject: string
  readonly action: string
  readonly at: string
  readonly actor: string
  readonly detail: Readonly<Record<string, string | number | undefined>>
}

interface SignatureRow extends SwitchName {
  readonly rule_id: string
  readonly signature_no: bigint
  readonly act: 'on' | 'off'
  /** As the database writes it, so that a moment no calendar has is named like any other. */
  readonly at: string
}

type Timed<Row> = Row & { readonly at: string }

/** What a row says happened, as the log would say it. */
interface Step {
  readonly table: string
  readonly key: string
  readonly line: string
}

/**
 * Rules of anomalies must follow from the chained log: who drafted what, what came out of each dry run, whose names of which offices were put
 * under which day, and from when to when each was in force; the medians a rule compares with are those of its dry run. Drafts that came with
 * a release are in the log from their first dry run on.
 */
export async function* anomalyRuleFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rules = await sql<
    Timed<RuleRow>[]
  >`SELECT *, drafted_at::text AS at FROM anomaly_rule ORDER BY rule_id`
  const entries = await logged(sql)
  const unmatched = new Map(entries.map((entry) => [lineOfEntry(entry), entry.sequence]))
  for (const { table, key, line } of await kept(sql, rules)) {
    if (unmatched.delete(line)) continue
    yield { table, key, what: 'as the log says', expected: 'an entry of the log of actions', found: line }
  }
  for (const [line, sequence] of unmatched)
    yield {
      table: 'anomaly_rule',
      key: `sequence=${sequence}`,
      what: 'a row behind the log',
      expected: line,
      found: 'nothing',
    }
  yield* dayFaults(rules, entries)
  yield* referenceFaults(sql)
}

const logged = (sql: Transaction): Promise<Entry[]> =>
  sql<Entry[]>`
    SELECT sequence, subject, action, occurred_at::text AS at, actor, detail FROM audit_entry
    WHERE action LIKE 'anomaly-rule.%' ORDER BY sequence`

const lineOfEntry = ({ subject, action, at, actor, detail }: Entry): string =>
  [subject, action, at, actor, detail['ruleDigest'], ...saidOf(detail)].join(' ')

/** What an entry says beside the rule itself, in one order. */
const saidOf = (detail: Entry['detail']): (string | number)[] => {
  const { act, day, office, dryRunId, digest } = detail
  return [act, day, office, dryRunId, digest].map((said) => said ?? '-')
}

const kept = async (sql: Transaction, rules: readonly Timed<RuleRow>[]): Promise<Step[]> => {
  const ruleOf = new Map(rules.map((rule) => [rule.rule_id, rule]))
  const head = (ruleId: string, action: string, at: string, by: string): string => {
    const rule = ruleOf.get(ruleId)
    return [encodeId('anr', ruleId), action, at, `staff:${by}`, rule && digestOfRule(rule)].join(' ')
  }
  const dryRuns = await sql<
    Timed<DryRunRow>[]
  >`SELECT *, made_at::text AS at FROM anomaly_dry_run ORDER BY dry_run_id`
  return [
    ...rules.flatMap((rule): Step[] => {
      const { rule_id: id, drafted_by: by, at } = rule
      const line = by === null ? null : `${head(id, 'anomaly-rule.drafted', at, by)} - - - - -`
      return line === null ? [] : [{ table: 'anomaly_rule', key: `rule_id=${id}`, line }]
    }),
    ...dryRuns.map((row): Step => {
      const said = `- - - ${encodeId('adr', row.dry_run_id)} ${digestOfDryRun(row)}`
      const line = `${head(row.rule_id, 'anomaly-rule.tried', row.at, row.made_by)} ${said}`
      return { table: 'anomaly_dry_run', key: `dry_run_id=${row.dry_run_id}`, line }
    }),
    ...(await signatures(sql)).map(({ row, action }): Step => {
      const dryRunId = row.dryRunId === null ? '-' : encodeId('adr', row.dryRunId)
      const line = `${head(row.rule_id, action, row.at, row.staffId)} ${row.act} ${row.day} ${row.office} ${dryRunId} -`
      return { table: 'anomaly_signature', key: `signature_no=${row.signature_no}`, line }
    }),
  ]
}

/** Names in their order, each with what the rule of two people makes of it. */
const signatures = async (sql: Transaction): Promise<{ row: SignatureRow; action: string }[]> => {
  const rows = await sql<SignatureRow[]>`
    SELECT rule_id, signature_no, act, staff_id AS "staffId", office, day, dry_run_id AS "dryRunId", signed_at::text AS at
    FROM anomaly_signature ORDER BY signature_no`
  return rows.map((row, place) => {
    const before = rows
      .slice(0, place)
      .filter(({ rule_id, act }) => rule_id === row.rule_id && act === row.act)
    const outcome = addSwitchName(before, row)
    if (outcome === 'agreed') return { row, action: `anomaly-rule.switched-${row.act}` }
    return { row, action: outcome === 'one' ? 'anomaly-rule.signed' : outcome }
  })
}

/** From when to when each rule is in force: as two people said of it, or of the version that took over. */
function* dayFaults(rules: readonly RuleRow[], entries: readonly Entry[]): Generator<AuditFault> {
  const days = new Map<string, { from?: string; to?: string }>()
  const say = (subject: string, said: { from?: string; to?: string }): void =>
    void days.set(subject, { ...days.get(subject), ...said })
  for (const { subject, action, detail } of entries) {
    const day = String(detail['day'])
    if (action === 'anomaly-rule.switched-on') say(subject, { from: day })
    if (action === 'anomaly-rule.switched-off') say(subject, { to: day })
    if (detail['ends'] !== undefined) say(String(detail['ends']), { to: day })
  }
  for (const rule of rules) {
    const said = days.get(encodeId('anr', rule.rule_id)) ?? {}
    const expected = `${said.from ?? 'never'} to ${said.to ?? 'never'}`
    const found = `${rule.valid_from ?? 'never'} to ${rule.valid_to ?? 'never'}`
    if (expected !== found)
      yield { table: 'anomaly_rule', key: `rule_id=${rule.rule_id}`, what: 'days in force', expected, found }
  }
}

/** Of the last dry run of each rule: medians of those before are forgotten. */
async function* referenceFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const last = await sql<DryRunRow[]>`
    SELECT DISTINCT ON (rule_id) * FROM anomaly_dry_run ORDER BY rule_id, dry_run_no DESC`
  for (const row of last) {
    if (row.reference_digest === null) continue
    const { pairs, digest } = await referencesOf(sql, row.dry_run_id)
    const expected = `${row.reference_pairs} of ${row.reference_digest.toString('hex')}`
    const found = `${pairs} of ${digest.toString('hex')}`
    if (expected !== found)
      yield {
        table: 'anomaly_reference',
        key: `dry_run_id=${row.dry_run_id}`,
        what: 'medians',
        expected,
        found,
      }
  }
}
