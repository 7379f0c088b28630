import { Type, type Static } from '@sinclair/typebox'

import { CityDay, CityMonth, Count, Cursor, Instant, Name, Nullable, ONE_LINE, WireId } from './primitives'

const Words = Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' })
const Units = Type.Integer({ minimum: -1_000_000, maximum: 1_000_000, description: 'whole units of a line' })
const CreditCode = Type.String({ pattern: '^[0-9A-Z]{18}$', description: '统一社会信用代码' })

export const CreditHolder = Type.Union([Type.Literal('person'), Type.Literal('institution')])
export const CreditLineId = Type.Union([
  Type.Literal('rides'),
  Type.Literal('projects'),
  Type.Literal('months'),
  Type.Literal('pointsUsed'),
  Type.Literal('pointsTurnedBack'),
])
export type CreditLineId = Static<typeof CreditLineId>

const LinePart = Type.Object({ lineId: CreditLineId, units: Count, part: Count })
/** One line of the sum: units × weight = part. */
export const CreditLine = Type.Intersect([
  LinePart,
  Type.Object({
    name: Name,
    per: Name,
    weight: Count,
    /** Of the units, those corrections brought; below nothing where they took some. Statements signed before it was told have none. */
    correctedUnits: Type.Optional(Type.Integer({ description: 'whole units of the line' })),
  }),
])
export type CreditLine = Static<typeof CreditLine>

const Level = Type.Object({ no: Count, name: Name, from: Count })

/** One fall, past or to come, with its reason. */
export const CreditFall = Type.Object({
  day: CityDay,
  cause: Type.Union([
    Type.Literal('monthLeft'),
    Type.Literal('clawedBack'),
    Type.Literal('undone'),
    Type.Literal('corrected'),
    Type.Literal('rulesChanged'),
  ]),
  month: Nullable(CityMonth),
  part: Count,
  lines: Type.Array(Type.Object({ lineId: CreditLineId, part: Type.Integer() })),
  reason: Name,
})
export type CreditFall = Static<typeof CreditFall>

export const CreditMedal = Type.Object({
  medalId: Type.String(),
  name: Name,
  words: Name,
  earnedIn: Nullable(CityMonth),
  reached: Count,
  min: Count,
  validTo: Nullable(CityDay),
})
export type CreditMedal = Static<typeof CreditMedal>

/** A credit record with everything it rests on. */
export const CreditRecord = Type.Object({
  holder: CreditHolder,
  asOf: Instant,
  sum: Count,
  level: Level,
  next: Nullable(Level),
  levels: Type.Array(Level),
  /** City months that count, the running one included. */
  windowMonths: Count,
  firstMonth: CityMonth,
  lastMonth: CityMonth,
  lines: Type.Array(CreditLine),
  /** Months that bring anything, the latest first. */
  months: Type.Array(Type.Object({ month: CityMonth, part: Count, lines: Type.Array(LinePart) })),
  /** The latest first. */
  falls: Type.Array(CreditFall),
  /** What leaves with each month, the next first. */
  comingFalls: Type.Array(CreditFall),
  medals: Type.Array(CreditMedal),
  neverCounts: Type.Array(Name),
  source: Name,
})
export type CreditRecord = Static<typeof CreditRecord>

export const CreditCorrectionRequest = Type.Object(
  { lineId: CreditLineId, month: CityMonth, text: Words },
  { additionalProperties: false },
)
export type CreditCorrectionRequest = Static<typeof CreditCorrectionRequest>

export const CreditCorrection = Type.Object({
  correctionId: WireId('ccr'),
  lineId: CreditLineId,
  line: Name,
  month: CityMonth,
  text: Type.String(),
  /** 1 for the request, 2 for its review by somebody else. */
  hearing: Count,
  state: Type.Union([
    Type.Literal('open'),
    Type.Literal('granted'),
    Type.Literal('refused'),
    Type.Literal('lapsed'),
  ]),
  askedAt: Instant,
  dueAt: Instant,
  grantedUnits: Nullable(Units),
  answer: Nullable(Type.String()),
  answeredAt: Nullable(Instant),
  /** Whether the same line and month may be heard once more. */
  mayAskAgain: Type.Boolean(),
})
export type CreditCorrection = Static<typeof CreditCorrection>
export const CreditCorrectionList = Type.Object({
  items: Type.Array(CreditCorrection),
  nextCursor: Nullable(Cursor),
})
export type CreditCorrectionList = Static<typeof CreditCorrectionList>

/** The same as staff see it, with what is held about the month while it waits for an answer. */
export const StaffCreditCorrection = Type.Intersect([
  CreditCorrection,
  Type.Object({
    holder: Type.Object({ kind: CreditHolder, institution: Nullable(Name) }),
    per: Name,
    /** Units the line has in that month now; null once it is answered. */
    units: Nullable(Count),
    /** What they come from: milligrams or points, with rides where it is of rides; less where something was taken back. */
    evidence: Type.Array(
      Type.Object({
        source: CreditLineId,
        sceneId: Nullable(Type.String()),
        amount: Type.Integer(),
        rides: Nullable(Count),
      }),
    ),
    overdue: Type.Boolean(),
    said: Type.Array(
      Type.Object({
        staffId: Type.String(),
        name: Type.String(),
        body: Type.Union([Type.Literal('centre'), Type.Literal('exchange'), Type.Literal('bureau')]),
        units: Nullable(Units),
        words: Type.String(),
        saidAt: Instant,
      }),
    ),
  }),
])
export type StaffCreditCorrection = Static<typeof StaffCreditCorrection>
export const StaffCreditCorrectionList = Type.Object({
  items: Type.Array(StaffCreditCorrection),
  nextCursor: Nullable(Cursor),
})
export type StaffCreditCorrectionList = Static<typeof StaffCreditCorrectionList>
export const CreditGrantRequest = Type.Object({ units: Units, words: Words }, { additionalProperties: false })
export type CreditGrantRequest = Static<typeof CreditGrantRequest>
export const CreditRefusalRequest = Type.Object({ words: Words }, { additionalProperties: false })
export type CreditRefusalRequest = Static<typeof CreditRefusalRequest>

/** One purpose; `words` for `other` only. */
export const CreditPurpose = Type.Object(
  {
    purposeId: Type.Union([
      Type.Literal('greenCredit'),
      Type.Literal('honours'),
      Type.Literal('tenancy'),
      Type.Literal('procurement'),
      Type.Literal('other'),
    ]),
    words: Nullable(Type.String({ minLength: 2, maxLength: 40, pattern: ONE_LINE })),
  },
  { additionalProperties: false },
)
export type CreditPurpose = Static<typeof CreditPurpose>

export const CreditStatementRequest = Type.Object(
  {
    /** One institution by its code, or whoever is shown a code that counts once. */
    reader: Type.Union([
      Type.Object(
        { kind: Type.Literal('institution'), creditCode: CreditCode },
        { additionalProperties: false },
      ),
      Type.Object({ kind: Type.Literal('bearer') }, { additionalProperties: false }),
    ]),
    purpose: CreditPurpose,
    from: CityDay,
    /** Last city day. */
    to: CityDay,
  },
  { additionalProperties: false },
)
export type CreditStatementRequest = Static<typeof CreditStatementRequest>

/** A statement as its holder sees it. */
export const CreditStatement = Type.Object({
  statementId: WireId('cst'),
  /** Null where it is read by a code. */
  reader: Nullable(Name),
  purpose: Type.Intersect([CreditPurpose, Type.Object({ name: Name })]),
  from: CityDay,
  to: CityDay,
  state: Type.Union([
    Type.Literal('coming'),
    Type.Literal('live'),
    Type.Literal('ended'),
    Type.Literal('revoked'),
  ]),
  madeAt: Instant,
  revokedAt: Nullable(Instant),
  sum: Count,
  level: Name,
  readings: Count,
})
export type CreditStatement = Static<typeof CreditStatement>
export const CreditStatementList = Type.Object({
  items: Type.Array(CreditStatement),
  /** False for a child under 14: nobody else is shown her record. */
  mayMake: Type.Boolean(),
  /** What a statement may be for, and for how many city days at most. */
  purposes: Type.Array(Type.Object({ purposeId: CreditPurpose.properties.purposeId, name: Name })),
  daysMax: Count,
})
export type CreditStatementList = Static<typeof CreditStatementList>

export const CreditReadingEntry = Type.Object({
  readAt: Instant,
  reader: Name,
  /** True where nobody but the reader itself says who it is. */
  isSelfNamed: Type.Boolean(),
  purpose: Name,
  outcome: Type.Union([
    Type.Literal('read'),
    Type.Literal('revoked'),
    Type.Literal('outsidePeriod'),
    Type.Literal('otherPurpose'),
  ]),
})
export type CreditReadingEntry = Static<typeof CreditReadingEntry>
export const CreditStatementDetail = Type.Intersect([
  CreditStatement,
  Type.Object({
    /** Compact JWS of this service over the record; only this service verifies it. */
    jws: Type.String(),
    /** The latest first. */
    log: Type.Array(CreditReadingEntry),
  }),
])
export type CreditStatementDetail = Static<typeof CreditStatementDetail>

/** Read once, until it ends. */
export const CreditCodeShown = Type.Object({ digits: Type.String({ pattern: '^\\d{12}$' }), endsAt: Instant })
export type CreditCodeShown = Static<typeof CreditCodeShown>

export const CreditReadingRequest = Type.Object({ purpose: CreditPurpose }, { additionalProperties: false })
export type CreditReadingRequest = Static<typeof CreditReadingRequest>
export const CreditCodeReadingRequest = Type.Object(
  {
    code: Type.String({ pattern: '^\\d{12}$' }),
    /** Who reads, in its own words: the holder sees it. */
    reader: Type.String({ minLength: 2, maxLength: 40, pattern: ONE_LINE }),
    purpose: CreditPurpose,
  },
  { additionalProperties: false },
)
export type CreditCodeReadingRequest = Static<typeof CreditCodeReadingRequest>

/** What a reader is shown inside purpose and period: the record as it was when the statement was made. */
export const CreditReading = Type.Object({
  statementId: WireId('cst'),
  holder: Type.Object({ kind: CreditHolder, name: Name, creditCode: Nullable(CreditCode) }),
  purpose: Name,
  from: CityDay,
  to: CityDay,
  madeAt: Instant,
  sum: Count,
  level: Level,
  lines: Type.Array(CreditLine),
  firstMonth: CityMonth,
  lastMonth: CityMonth,
})
export type CreditReading = Static<typeof CreditReading>

/** Statements that name this institution and can be read now; whose they are shows only on reading. */
export const GivenStatementList = Type.Object({
  items: Type.Array(Type.Object({ statementId: WireId('cst'), madeAt: Instant, from: CityDay, to: CityDay })),
  nextCursor: Nullable(Cursor),
  purposes: CreditStatementList.properties.purposes,
})
export type GivenStatementList = Static<typeof GivenStatementList>
