import { Type, type Static } from '@sinclair/typebox'

import { CityDay, Count, Instant, Meters, Name, Nullable, ONE_LINE, SceneId, WireId } from './primitives'

const AnomalyKind = Type.Union([
  Type.Literal('impossibleSpeed'),
  Type.Literal('overlap'),
  Type.Literal('instrumentTwice'),
  Type.Literal('tooManyRides'),
  Type.Literal('distanceOff'),
])
/** Millimetres a second, seconds, rides, thousandths of a median. */
const AnomalyUnit = Type.Union([
  Type.Literal('mm/s'),
  Type.Literal('s'),
  Type.Literal('ride'),
  Type.Literal('permille'),
])
const Threshold = Type.Integer({ minimum: 1, maximum: 86_400, description: 'in the unit of the kind' })
const RuleCode = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' })
const Words = (longest: number) => {
  const line = Type.String({ minLength: 2, maxLength: longest, pattern: ONE_LINE })
  return Type.Object({ zh: line, en: line }, { additionalProperties: false })
}

/** A new version of the rule of this code, or the first. */
export const AnomalyRuleRequest = Type.Object(
  {
    code: RuleCode,
    kind: AnomalyKind,
    /** Scenes whose rides are looked at. */
    sceneIds: Type.Array(SceneId, { minItems: 1, maxItems: 20, uniqueItems: true }),
    threshold: Threshold,
    reason: Words(200),
    /** Where the threshold is from; figures of our own say so. */
    source: Words(300),
  },
  { additionalProperties: false },
)
export type AnomalyRuleRequest = Static<typeof AnomalyRuleRequest>

/** City days a rule is tried over: all of them over, at most 31. */
export const AnomalyDryRunRequest = Type.Object(
  { from: CityDay, to: CityDay },
  { additionalProperties: false },
)
export type AnomalyDryRunRequest = Static<typeof AnomalyDryRunRequest>

/** A name under switching a rule on or off. */
export const AnomalySignatureRequest = Type.Union([
  Type.Object(
    { act: Type.Literal('on'), day: CityDay, dryRunId: WireId('adr') },
    { additionalProperties: false },
  ),
  Type.Object({ act: Type.Literal('off'), day: CityDay }, { additionalProperties: false }),
])
export type AnomalySignatureRequest = Static<typeof AnomalySignatureRequest>

const Measured = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'in the unit of the kind',
})

/** A rule tried over past days. Samples carry no person: those farthest beyond the threshold, at most twelve. */
export const AnomalyDryRun = Type.Object({
  dryRunId: WireId('adr'),
  from: CityDay,
  to: CityDay,
  madeAt: Instant,
  madeBy: Type.String(),
  rides: Count,
  labels: Count,
  /** Days that had rides. */
  days: Type.Array(Type.Object({ day: CityDay, rides: Count, labels: Count })),
  samples: Type.Array(Type.Object({ rideId: WireId('ride'), day: CityDay, measured: Measured })),
  /** Pairs of stations there is a median of; null for a rule that compares with nothing. */
  referencePairs: Nullable(Count),
})
export type AnomalyDryRun = Static<typeof AnomalyDryRun>

export const AnomalyRule = Type.Object({
  ruleId: WireId('anr'),
  code: RuleCode,
  version: Type.Integer({ minimum: 1 }),
  kind: AnomalyKind,
  sceneIds: Type.Array(SceneId),
  threshold: Threshold,
  unit: AnomalyUnit,
  reason: Name,
  source: Name,
  draftedAt: Instant,
  /** Null: it came with a release. */
  draftedBy: Nullable(Type.String()),
  /** Drafted, waiting for its day, marking rides of that day and after, or over. */
  state: Type.Union([
    Type.Literal('draft'),
    Type.Literal('awaited'),
    Type.Literal('inForce'),
    Type.Literal('ended'),
  ]),
  /** First city day in force, and the first no longer. */
  validFrom: Nullable(CityDay),
  validTo: Nullable(CityDay),
  /** The last; nobody puts a name under another. */
  dryRun: Nullable(AnomalyDryRun),
  /** Why a draft cannot be switched on; null for one that can, and for all that are no drafts. */
  missing: Nullable(Name),
  /** The last word of each person under each act. */
  signatures: Type.Array(
    Type.Object({
      act: Type.Union([Type.Literal('on'), Type.Literal('off')]),
      staffId: Type.String(),
      name: Type.String(),
      office: Type.String(),
      day: CityDay,
      dryRunId: Nullable(WireId('adr')),
      signedAt: Instant,
    }),
  ),
})
export type AnomalyRule = Static<typeof AnomalyRule>
export const AnomalyRuleList = Type.Object({ items: Type.Array(AnomalyRule) })
export type AnomalyRuleList = Static<typeof AnomalyRuleList>

/** How many rides of a run one version of a rule marked, and why. */
export const RunLabelCount = Type.Object({
  ruleId: WireId('anr'),
  code: RuleCode,
  version: Type.Integer({ minimum: 1 }),
  kind: AnomalyKind,
  threshold: Threshold,
  unit: AnomalyUnit,
  reason: Name,
  rides: Count,
})
export type RunLabelCount = Static<typeof RunLabelCount>

/** Marked rides carry no person: an account key salted per run. Reading them is logged for the residents concerned. */
export const RunLabels = Type.Object({
  runId: WireId('run'),
  items: Type.Array(
    Type.Intersect([
      RunLabelCount,
      Type.Object({
        labelledAt: Instant,
        /** Those farthest beyond the threshold, at most twelve. */
        samples: Type.Array(
          Type.Object({
            rideId: WireId('ride'),
            accountKey: Type.String(),
            boardedAt: Instant,
            alightedAt: Nullable(Instant),
            distanceMeters: Nullable(Meters),
            measured: Measured,
          }),
        ),
      }),
    ]),
  ),
})
export type RunLabels = Static<typeof RunLabels>
