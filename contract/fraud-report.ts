import { Type, type Static } from '@sinclair/typebox'

import { Instant, Nullable, ONE_LINE, SOME_LINES, WireId } from './primitives'

export const FraudAbout = Type.Union([
  Type.Literal('rides'),
  Type.Literal('points'),
  Type.Literal('shop'),
  Type.Literal('project'),
  Type.Literal('other'),
])
export type FraudAbout = Static<typeof FraudAbout>

/** Anybody's report of suspected fraud. How to reach her is hers to say or not. */
export const FraudReportRequest = Type.Object(
  {
    about: FraudAbout,
    words: Type.String({ minLength: 5, maxLength: 2000, pattern: SOME_LINES }),
    contact: Nullable(Type.String({ minLength: 3, maxLength: 120, pattern: ONE_LINE })),
  },
  { additionalProperties: false },
)
export type FraudReportRequest = Static<typeof FraudReportRequest>

/** The number by which a report is followed: sixteen digits in fours, the last one checks the others. */
const FraudNumber = Type.String({ pattern: '^\\d{4} \\d{4} \\d{4} \\d{4}$' })
export const FraudReceipt = Type.Object({ number: FraudNumber, receivedAt: Instant, answerDueAt: Instant })
export type FraudReceipt = Static<typeof FraudReceipt>

/** In the body, so that the number stands in nobody's list of addresses. */
export const FraudProgressRequest = Type.Object(
  { number: Type.String({ minLength: 1, maxLength: 40 }) },
  { additionalProperties: false },
)
export type FraudProgressRequest = Static<typeof FraudProgressRequest>

const FraudStateWord = Type.Union([
  Type.Literal('received'),
  Type.Literal('lookedAt'),
  Type.Literal('answered'),
])
const FraudOutcome = Type.Union([Type.Literal('founded'), Type.Literal('unfounded')])
const Steps = {
  about: FraudAbout,
  state: FraudStateWord,
  receivedAt: Instant,
  answerDueAt: Instant,
  lookedAt: Nullable(Instant),
  answeredAt: Nullable(Instant),
  outcome: Nullable(FraudOutcome),
  answer: Nullable(Type.String()),
} as const
/** What whoever holds the number sees: never the words that were reported. */
export const FraudProgress = Type.Object(Steps)
export type FraudProgress = Static<typeof FraudProgress>

/** A report as staff see it. Words and contact are null once they were forgotten. */
export const StaffFraudReport = Type.Object({
  reportId: WireId('frd'),
  ...Steps,
  overdue: Type.Boolean(),
  words: Nullable(Type.String()),
  contact: Nullable(Type.String()),
})
export type StaffFraudReport = Static<typeof StaffFraudReport>
/** The queue without words and contact: each is opened by itself. */
export const StaffFraudReportList = Type.Object({
  items: Type.Array(Type.Omit(StaffFraudReport, ['words', 'contact'])),
})
export type StaffFraudReportList = Static<typeof StaffFraudReportList>
export const FraudAnswerRequest = Type.Object(
  { outcome: FraudOutcome, answer: Type.String({ minLength: 2, maxLength: 500, pattern: SOME_LINES }) },
  { additionalProperties: false },
)
export type FraudAnswerRequest = Static<typeof FraudAnswerRequest>
