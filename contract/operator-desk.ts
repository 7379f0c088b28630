import { Type, type Static } from '@sinclair/typebox'

import { CityDay, Count, Instant, Name, Nullable, OperatorId, SceneId } from './primitives'
import { BookBreakKind } from './reconciliation'
import { ReasonCount, VERDICT_COUNTS } from './supervision'

/** What an operator's pushes of one city day of receipt came to. */
export const IntakeDay = Type.Object({ day: CityDay, pushes: Count, ...VERDICT_COUNTS })
export type IntakeDay = Static<typeof IntakeDay>

/** What an operator's own people see first: what came in, what was refused and why, and what waits for them. */
export const OperatorDesk = Type.Object({
  operatorId: OperatorId,
  operator: Name,
  /** Intake is stopped by the platform: pushes are refused. */
  isSuspended: Type.Boolean(),
  asOf: Instant,
  lastPushAt: Nullable(Instant),
  today: Type.Object({
    day: CityDay,
    pushes: Count,
    ...VERDICT_COUNTS,
    /** Right rows whose own milligrams differed from ours. */
    breaks: Count,
    rejectedBy: Type.Array(ReasonCount),
  }),
  /** Thirty city days of receipt, today last; days without a push with zeros. */
  days: Type.Array(IntakeDay),
  runs: Type.Object({
    /** Still inside their windows: rows may be corrected. */
    open: Count,
    /** Settled, and their total not yet signed by the operator. */
    toReport: Count,
    returned: Count,
    /** Signed, with the offices. */
    underReview: Count,
  }),
  deleteOrders: Type.Object({
    waiting: Count,
    /** Of them those past their term. */
    late: Count,
    /** When the oldest is due; null when none waits. */
    dueAt: Nullable(Instant),
  }),
})
export type OperatorDesk = Static<typeof OperatorDesk>

/** A refused row: where it stood and what was wrong; the row itself is not kept. */
export const RefusedRow = Type.Object({
  pushId: Type.String(),
  line: Type.Integer({ minimum: 1 }),
  field: Nullable(Type.String()),
  refusedAt: Instant,
})
export type RefusedRow = Static<typeof RefusedRow>

/** Samples of the rows refused for one reason, from its newest pushes. */
export const RefusedRowList = Type.Object({
  code: Type.String(),
  words: Name,
  next: Name,
  items: Type.Array(RefusedRow),
})
export type RefusedRowList = Static<typeof RefusedRowList>

/** A reconciliation in a list: what it is of and what it came to. */
export const ReconciliationEntry = Type.Object({
  reconciliationId: Type.String(),
  operatorDay: CityDay,
  /** The one scene the book is of; null when it is of all. */
  sceneId: Nullable(SceneId),
  comparedAt: Instant,
  rows: Count,
  isEqual: Type.Boolean(),
  breaks: Type.Record(BookBreakKind, Count),
})
export type ReconciliationEntry = Static<typeof ReconciliationEntry>
export const ReconciliationList = Type.Object({ items: Type.Array(ReconciliationEntry) })
export type ReconciliationList = Static<typeof ReconciliationList>

/** A key an operator signs with, as it is registered; never the key itself. */
export const OperatorKeyEntry = Type.Object({
  keyId: Type.String(),
  algorithm: Type.Union([
    Type.Literal('ed25519'),
    Type.Literal('hmac-sha256'),
    Type.Literal('hmac-sm3'),
    Type.Literal('sm2-sm3'),
  ]),
  validFrom: Instant,
  validTo: Nullable(Instant),
  state: Type.Union([Type.Literal('coming'), Type.Literal('valid'), Type.Literal('ended')]),
})
export type OperatorKeyEntry = Static<typeof OperatorKeyEntry>
export const OperatorKeyList = Type.Object({ items: Type.Array(OperatorKeyEntry) })
export type OperatorKeyList = Static<typeof OperatorKeyList>
