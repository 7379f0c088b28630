import { createHash } from 'node:crypto'

import type { AnomalyDryRun, AnomalyRule } from '#contract'
import { ANOMALY_UNITS, needsReferences, ruleStateOn, type AnomalyKind } from '#domain/anomaly'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { canonicalJson, type Queryable } from '#server/platform/index'

/** One version of a rule as it is stored. */
export interface RuleRow {
  rule_id: string
  code: string
  version: number
  kind: AnomalyKind
  scene_ids: string[]
  threshold: number
  reason_zh: string
  reason_en: string
  source_zh: string
  source_en: string
  drafted_at: Date
  drafted_by: string | null
  valid_from: CityDay | null
  valid_to: CityDay | null
}

/** A dry run as it is stored. */
export interface DryRunRow {
  dry_run_id: string
  rule_id: string
  day_from: CityDay
  day_to: CityDay
  made_at: Date
  made_by: string
  days: { day: CityDay; rides: number; labels: number }[]
  samples: { day: CityDay; rideKey: string; measured: number }[]
  reference_pairs: number | null
  reference_digest: Buffer | null
}

interface SignatureRow {
  rule_id: string
  act: 'on' | 'off'
  staff_id: string
  name: string
  office: string
  day: CityDay
  dry_run_id: string | null
  signed_at: Date
}

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

/** SHA-256, in hex, over all that a version says: what the log of actions holds of a draft. */
export const digestOfRule = (row: RuleRow): string =>
  sha256({
    ...{ code: row.code, version: row.version, kind: row.kind, sceneIds: row.scene_ids },
    ...{ threshold: row.threshold, reason: [row.reason_zh, row.reason_en] },
    source: [row.source_zh, row.source_en],
  })

/** SHA-256, in hex, over all that came out of a dry run. */
export const digestOfDryRun = (row: DryRunRow): string =>
  sha256({
    ...{ from: row.day_from, to: row.day_to, days: row.days, samples: row.samples },
    ...{ referencePairs: row.reference_pairs, references: row.reference_digest?.toString('hex') ?? null },
  })

/** Rules with their last dry run and signatures, in the order given; one query each for all of them. */
export const presentRules = async (
  sql: Queryable,
  rows: readonly RuleRow[],
  today: CityDay,
): Promise<AnomalyRule[]> => {
  const ids = rows.map(({ rule_id }) => rule_id)
  const dryRuns = await sql<DryRunRow[]>`
    SELECT DISTINCT ON (rule_id) * FROM anomaly_dry_run WHERE rule_id = ANY (${ids}::uuid[])
    ORDER BY rule_id, dry_run_no DESC`
  const signatures = await sql<SignatureRow[]>`
    SELECT * FROM (SELECT DISTINCT ON (rule_id, act, staff_id) anomaly_signature.*, name
      FROM anomaly_signature JOIN staff USING (staff_id) WHERE rule_id = ANY (${ids}::uuid[])
      ORDER BY rule_id, act, staff_id, signature_no DESC) AS latest
    ORDER BY signature_no`
  const lastOf = new Map(dryRuns.map((row) => [row.rule_id, row]))
  return rows.map((row) => {
    const dryRun = lastOf.get(row.rule_id) ?? null
    return presentRule(row, {
      today,
      dryRun,
      signatures: signatures.filter(({ rule_id }) => rule_id === row.rule_id),
    })
  })
}

const presentRule = (
  row: RuleRow,
  {
    today,
    dryRun,
    signatures,
  }: { today: CityDay; dryRun: DryRunRow | null; signatures: readonly SignatureRow[] },
): AnomalyRule => ({
  ruleId: encodeId('anr', row.rule_id),
  ...{
    code: row.code,
    version: row.version,
    kind: row.kind,
    sceneIds: row.scene_ids,
    threshold: row.threshold,
  },
  unit: ANOMALY_UNITS[row.kind].unit,
  reason: { zh: row.reason_zh, en: row.reason_en },
  source: { zh: row.source_zh, en: row.source_en },
  draftedAt: row.drafted_at.toISOString(),
  draftedBy: row.drafted_by,
  state: ruleStateOn({ from: row.valid_from, to: row.valid_to }, today),
  ...{ validFrom: row.valid_from, validTo: row.valid_to },
  dryRun: dryRun === null ? null : presentDryRun(dryRun),
  missing: row.valid_from === null ? missingOf(row.kind, dryRun) : null,
  signatures: signatures.map((signed) => ({
    ...{
      act: signed.act,
      staffId: signed.staff_id,
      name: signed.name,
      office: signed.office,
      day: signed.day,
    },
    dryRunId: signed.dry_run_id === null ? null : encodeId('adr', signed.dry_run_id),
    signedAt: signed.signed_at.toISOString(),
  })),
})

const sumOf = (days: DryRunRow['days'], what: 'rides' | 'labels'): number =>
  days.reduce((sum, day) => sum + day[what], 0)

const presentDryRun = (row: DryRunRow): AnomalyDryRun => ({
  dryRunId: encodeId('adr', row.dry_run_id),
  ...{ from: row.day_from, to: row.day_to, madeAt: row.made_at.toISOString(), madeBy: row.made_by },
  ...{ rides: sumOf(row.days, 'rides'), labels: sumOf(row.days, 'labels'), days: row.days },
  samples: row.samples.map(({ day, rideKey, measured }) => ({
    rideId: encodeId('ride', rideKey),
    day,
    measured,
  })),
  referencePairs: row.reference_pairs,
})

/** Whether a dry run measured anything: rides, and where it compares with medians, a median. */
export const hasData = (kind: AnomalyKind, dryRun: DryRunRow): boolean =>
  sumOf(dryRun.days, 'rides') > 0 && (!needsReferences(kind) || (dryRun.reference_pairs ?? 0) > 0)

const missingOf = (kind: AnomalyKind, dryRun: DryRunRow | null): AnomalyRule['missing'] => {
  if (dryRun === null) return { zh: '还没有在过去的日子上试算', en: 'It has not been tried over past days' }
  if (hasData(kind, dryRun)) return null
  return needsReferences(kind)
    ? {
        zh: '没有够多次的同一对车站，无从比较里程',
        en: 'No two stations have rides enough to compare distances with',
      }
    : { zh: '试算的那些天没有这些场景的行程', en: 'The days it was tried over have no ride of these scenes' }
}
