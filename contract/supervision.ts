import { Type, type Static } from '@sinclair/typebox'

import {
  CityDay,
  CityMonth,
  Count,
  Cursor,
  Instant,
  MilligramsText,
  Name,
  Nullable,
  OperatorId,
  SceneId,
  SOME_LINES,
  WireId,
} from './primitives'
import { ProjectState } from './project'
import { RunState } from './staff'
import { VoucherState } from './voucher'

const Reasons = Type.String({ minLength: 2, maxLength: 500, pattern: SOME_LINES })

/** Who or what is stopped: an account by its id, an operator's intake, an institution. */
export const SuspensionSubject = Type.Union([
  Type.Object({ kind: Type.Literal('account'), accountId: WireId('acc') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('operator'), operatorId: OperatorId }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('institution'), institutionId: WireId('org') },
    { additionalProperties: false },
  ),
])
export type SuspensionSubject = Static<typeof SuspensionSubject>

/** Who or what an id is of, read before it is stopped. Never a person's name. */
export const FoundSubject = Type.Object({
  subject: SuspensionSubject,
  /** Of an operator or institution; null for an account. */
  name: Nullable(Name),
  /** When the account was opened or the institution registered; null for an operator, of which it is not kept. */
  since: Nullable(Instant),
})
export type FoundSubject = Static<typeof FoundSubject>

export const SuspensionRequest = Type.Object(
  {
    subject: SuspensionSubject,
    /** Plain words: those concerned read them. */
    reasons: Reasons,
    /** Last city day; null: until somebody lets it go on. */
    until: Nullable(CityDay),
  },
  { additionalProperties: false },
)
export type SuspensionRequest = Static<typeof SuspensionRequest>

export const ResumptionRequest = Type.Object({ reasons: Reasons }, { additionalProperties: false })
export type ResumptionRequest = Static<typeof ResumptionRequest>

export const Suspension = Type.Object({
  suspensionId: WireId('sus'),
  subject: SuspensionSubject,
  /** Of an operator or institution; null for an account, whose holder is not named here. */
  name: Nullable(Name),
  reasons: Type.String(),
  beganAt: Instant,
  suspendedBy: Type.String(),
  suspendedByName: Type.String(),
  until: Nullable(CityDay),
  endedAt: Nullable(Instant),
  /** Null for one that ended with its last day, or goes on. */
  endedBy: Nullable(Type.String()),
  endedByName: Nullable(Type.String()),
  endReasons: Nullable(Type.String()),
  /** False for who began it, and for what has ended. */
  mayResume: Type.Boolean(),
})
export type Suspension = Static<typeof Suspension>
export const SuspensionList = Type.Object({ items: Type.Array(Suspension), nextCursor: Nullable(Cursor) })
export type SuspensionList = Static<typeof SuspensionList>

/** What a resident is told while her account is stopped: since when, until when, why, and the number to name when she objects. */
export const AccountSuspension = Type.Object({
  suspensionId: WireId('sus'),
  since: Instant,
  until: Nullable(CityDay),
  reasons: Type.String(),
})
export type AccountSuspension = Static<typeof AccountSuspension>

/** Why staff search: one of these, so that no word about a person gets into the log. */
export const SearchReason = Type.Union([
  Type.Literal('appeal'),
  Type.Literal('fraudReport'),
  Type.Literal('dataQuality'),
  Type.Literal('inspection'),
  Type.Literal('residentAsked'),
])
export type SearchReason = Static<typeof SearchReason>

export const SearchKind = Type.Union([
  Type.Literal('push'),
  Type.Literal('run'),
  Type.Literal('account'),
  Type.Literal('project'),
  Type.Literal('serial'),
  Type.Literal('voucher'),
])
export type SearchKind = Static<typeof SearchKind>

const RunLink = Type.Object({
  runId: WireId('run'),
  operatorDay: CityDay,
  sceneId: SceneId,
  runNo: Type.Integer({ minimum: 1 }),
})
const SerialRange = Type.Object({ from: MilligramsText, to: MilligramsText })

export const PushHit = Type.Object({
  kind: Type.Literal('push'),
  operatorId: OperatorId,
  operator: Name,
  pushId: Type.String(),
  receivedAt: Instant,
  rows: Count,
  counts: Type.Object({
    accepted: Count,
    duplicate: Count,
    conflict: Count,
    unmatched: Count,
    rejected: Count,
    tested: Count,
  }),
  contentDigest: Type.String(),
  /** Runs its rows were sent into, and how many rows each; empty for pushes from before that was kept. */
  runs: Type.Array(Type.Intersect([RunLink, Type.Object({ rows: Count })])),
})
export const RunHit = Type.Object({
  kind: Type.Literal('run'),
  run: RunLink,
  operatorId: OperatorId,
  operator: Name,
  /** `open` while rows may still come; `empty` where none did. */
  state: Type.Union([RunState, Type.Literal('open'), Type.Literal('empty')]),
  openedAt: Instant,
  settledAt: Nullable(Instant),
  issuedAt: Nullable(Instant),
  rides: Nullable(Count),
  accounts: Nullable(Count),
  reductionMilligrams: Nullable(MilligramsText),
  serials: Nullable(SerialRange),
  evidenceDigest: Nullable(Type.String()),
  /** Pushes that sent rows into it, the latest first, at most 50. */
  pushes: Type.Array(Type.Object({ pushId: Type.String(), receivedAt: Instant, rows: Count })),
})
export const AccountHit = Type.Object({
  kind: Type.Literal('account'),
  accountId: WireId('acc'),
  state: Type.Union([Type.Literal('open'), Type.Literal('suspended'), Type.Literal('closed')]),
  openedAt: Instant,
  closedAt: Nullable(Instant),
  /** Milligrams she holds as reductions, and behind points that live. */
  heldMilligrams: MilligramsText,
  points: Count,
  /** What the run asked about gave her. */
  inRun: Type.Object({ run: RunLink, rides: Count, reductionMilligrams: MilligramsText }),
  suspensionId: Nullable(WireId('sus')),
})
export const ProjectHit = Type.Object({
  kind: Type.Literal('project'),
  projectId: WireId('prj'),
  projectKind: Type.String(),
  state: ProjectState,
  openedAt: Instant,
  issuedMilligrams: MilligramsText,
  serials: Type.Array(SerialRange),
})
export const SerialHit = Type.Object({
  kind: Type.Literal('serial'),
  serials: SerialRange,
  milligrams: MilligramsText,
  /** What made them. */
  run: Nullable(RunLink),
  projectId: Nullable(WireId('prj')),
  /** Where they are now: still with the accounts they were issued to, or in a book they were moved to. */
  book: Type.String(),
  holder: Type.Union([
    Type.Literal('account'),
    Type.Literal('institution'),
    Type.Literal('scheme'),
    Type.Literal('asIssued'),
  ]),
  institution: Nullable(Type.Object({ institutionId: WireId('org'), name: Name })),
  movedAt: Nullable(Instant),
})
export const VoucherHit = Type.Object({
  kind: Type.Literal('voucher'),
  voucherId: WireId('vch'),
  goods: Name,
  state: VoucherState,
  pricePoints: Count,
  heldAt: Instant,
  issuedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  redeemed: Nullable(Type.Object({ at: Instant, shop: Name, channel: Type.String() })),
})
export const SearchHit = Type.Union([PushHit, RunHit, AccountHit, ProjectHit, SerialHit, VoucherHit])
export type SearchHit = Static<typeof SearchHit>
export const SearchHitList = Type.Object({ items: Type.Array(SearchHit) })
export type SearchHitList = Static<typeof SearchHitList>

/**
 * One entry of the chained log, with what its digest is of: SHA-256 of the previous digest's bytes and the UTF-8 of `text`. Of what residents
 * and members did themselves only the links of the chain are shown: who it was and to what is theirs.
 */
export const LoggedAction = Type.Object({
  sequence: MilligramsText,
  occurredAt: Instant,
  /** `staff:…`, `admin`, `job:…`, `release`, `operator:…`, `institution:…`, `expert:…`, `public`; or `resident`, `member` or `applicant` alone. */
  actor: Type.String(),
  action: Type.String(),
  subject: Nullable(Type.String()),
  /** The entry as JSON with its keys in order: what was hashed, to the byte. */
  text: Nullable(Type.String()),
  previousDigest: Type.String(),
  digest: Type.String(),
})
export type LoggedAction = Static<typeof LoggedAction>
export const LoggedActionList = Type.Object({ items: Type.Array(LoggedAction), nextCursor: Nullable(Cursor) })
export type LoggedActionList = Static<typeof LoggedActionList>
/** A stretch of the chain walked anew: whether every digest is of its entry and the one before, and where the chain ends now. */
export const ActionChain = Type.Object({
  from: MilligramsText,
  to: MilligramsText,
  holds: Type.Boolean(),
  /** The first entry that does not follow from the one before; null where all do. */
  brokenAt: Nullable(MilligramsText),
  head: Type.Object({ sequence: MilligramsText, digest: Type.String() }),
})
export type ActionChain = Static<typeof ActionChain>

/** Rows refused for one reason. */
export const ReasonCount = Type.Object({ code: Type.String(), words: Name, rows: Count })
/** What became of rows of pushes. */
export const VERDICT_COUNTS = {
  rows: Count,
  accepted: Count,
  duplicate: Count,
  conflict: Count,
  unmatched: Count,
  rejected: Count,
  tested: Count,
  /** Of believable rows those whose account was found, in parts of ten thousand; null without any. */
  matchRatePerTenThousand: Nullable(Type.Integer({ minimum: 0, maximum: 10_000 })),
}

/** How good one operator's data of one scene was in one month of receipt. */
export const QualityRow = Type.Object({
  operatorId: OperatorId,
  operator: Name,
  /** Null for rows that could not be read or named no scene of the city. */
  sceneId: Nullable(SceneId),
  ...VERDICT_COUNTS,
  rejectedBy: Type.Array(ReasonCount),
  /** Right rows whose own figure differed from ours. */
  breaks: Count,
  /** Of runs settled in the month: their rides, those in supplementary runs, those merged as the same trip. */
  settledRides: Count,
  lateRides: Count,
  duplicateTrips: Count,
  anomalies: Type.Array(Type.Object({ kind: Type.String(), rides: Count })),
  appealsOpened: Count,
  appealsUpheld: Count,
  appealsDismissed: Count,
})
export type QualityRow = Static<typeof QualityRow>
export const QualityReport = Type.Object({
  month: CityMonth,
  /** Over for six hours and therefore final: asked again it is the same, but for an operator's new name. */
  isClosed: Type.Boolean(),
  /** Rows of pushes from before scene and reason were counted; they are in no line. */
  uncountedRows: Count,
  items: Type.Array(QualityRow),
  /** SHA-256 of the CSV file, which says the same without the names. */
  digest: Type.String(),
})
export type QualityReport = Static<typeof QualityReport>
