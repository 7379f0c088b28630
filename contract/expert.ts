import { Type, type Static } from '@sinclair/typebox'

import { Count, Instant, WireId } from './primitives'

export const ExpertId = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,31}$',
  description: 'one of the expert pool',
})
export const ExpertField = Type.String({
  minLength: 2,
  maxLength: 40,
  description: 'what she is an expert of',
})
const CreditCode = Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$', description: 'GB 32100-2015' })
export const Verdict = Type.Union([Type.Literal('approve'), Type.Literal('amend'), Type.Literal('reject')])
export const RecordDigest = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of the canonical text, hex',
})

/** The applicant's part of a methodology, as far as it is filled in. */
export const ProposedRecord = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), {
  maxProperties: 40,
})

export const ExpertRequest = Type.Object(
  {
    expertId: ExpertId,
    name: Type.String({ minLength: 1, maxLength: 40 }),
    fields: Type.Array(ExpertField, { minItems: 1, maxItems: 8, uniqueItems: true }),
    institution: Type.String({ minLength: 1, maxLength: 80 }),
    creditCode: CreditCode,
    publicKey: Type.String({
      pattern: '^[A-Za-z0-9_-]{43}$',
      description: 'base64url of her 32-byte Ed25519 public key',
    }),
  },
  { additionalProperties: false },
)
export type ExpertRequest = Static<typeof ExpertRequest>
export const Expert = Type.Object({
  expertId: ExpertId,
  name: Type.String(),
  fields: Type.Array(Type.String()),
  institution: Type.String(),
  creditCode: CreditCode,
  active: Type.Boolean(),
  /** Opinions she owes at present. */
  owed: Count,
})
export type Expert = Static<typeof Expert>
export const ExpertList = Type.Object({ items: Type.Array(Expert) })
export type ExpertList = Static<typeof ExpertList>

export const ExpertChallengeRequest = Type.Object({ expertId: ExpertId }, { additionalProperties: false })
export const ExpertSession = Type.Object({
  accessToken: Type.String(),
  accessTokenExpiresAt: Instant,
  expert: Type.Object({ expertId: ExpertId, name: Type.String() }),
})
export type ExpertSession = Static<typeof ExpertSession>

/** What an expert is asked about: the record as it was handed in, and the digest her opinion names. */
export const ExpertReview = Type.Object({
  proposalId: WireId('mpr'),
  round: Count,
  field: Type.String(),
  record: ProposedRecord,
  recordDigest: RecordDigest,
  dueAt: Instant,
  overdue: Type.Boolean(),
})
export type ExpertReview = Static<typeof ExpertReview>
export const ExpertReviewList = Type.Object({ items: Type.Array(ExpertReview) })
export type ExpertReviewList = Static<typeof ExpertReviewList>
export const RecusalRequest = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 500 }) },
  { additionalProperties: false },
)
export const OpinionRequest = Type.Object(
  {
    verdict: Verdict,
    text: Type.String({ minLength: 2, maxLength: 4000 }),
    nameShown: Type.Boolean({ description: 'true: she agrees to be named in public with this opinion' }),
    signature: Type.String({
      minLength: 86,
      maxLength: 88,
      description: 'base64url, over the text of docs/decisions/methodology-review.md',
    }),
  },
  { additionalProperties: false },
)
export type OpinionRequest = Static<typeof OpinionRequest>
