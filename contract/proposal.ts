import { Type, type Static } from '@sinclair/typebox'

import { ExpertField, ExpertId, ProposedRecord, RecordDigest, Verdict } from './expert'
import {
  CityDay,
  CityMonth,
  Count,
  Instant,
  MilligramsText,
  Name,
  Nullable,
  SceneId,
  WireId,
} from './primitives'

const Code = Type.String({ minLength: 3, maxLength: 64, pattern: '^[A-Z0-9][A-Z0-9-]*$' })
const Version = Type.Integer({ minimum: 1, maximum: 32_767 })

/**
 * What is applied for: a methodology of its own, or the next version of one that is published. Without a record a revision begins from
 * the newest version.
 */
export const ProposalRequest = Type.Object(
  { revises: Nullable(Code), record: Nullable(ProposedRecord) },
  { additionalProperties: false },
)
export type ProposalRequest = Static<typeof ProposalRequest>
export const ProposalRecordRequest = Type.Object({ record: ProposedRecord }, { additionalProperties: false })
export type ProposalRecordRequest = Static<typeof ProposalRecordRequest>

export const ProposalState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('submitted'),
  Type.Literal('formalCheck'),
  Type.Literal('review'),
  Type.Literal('returned'),
  Type.Literal('closed'),
  Type.Literal('published'),
])

/** An opinion as the public may read it: her name only where she agreed to it. */
export const PublicOpinion = Type.Object({
  round: Count,
  field: Type.String(),
  verdict: Verdict,
  text: Type.String(),
  givenAt: Instant,
  expert: Nullable(Type.String()),
})
export type PublicOpinion = Static<typeof PublicOpinion>

export const ProposalSummary = Type.Object({
  proposalId: WireId('mpr'),
  state: ProposalState,
  round: Count,
  name: Nullable(Name),
  revises: Nullable(Code),
  /** Given by the centre when the formal check is passed. */
  code: Nullable(Code),
  version: Nullable(Version),
  openedAt: Instant,
  checkDueAt: Nullable(Instant),
})
export type ProposalSummary = Static<typeof ProposalSummary>
export const ProposalList = Type.Object({ items: Type.Array(ProposalSummary) })
export type ProposalList = Static<typeof ProposalList>

/** A proposal as its applicant sees it. Opinions are those of rounds that have ended. */
export const Proposal = Type.Intersect([
  ProposalSummary,
  Type.Object({
    record: ProposedRecord,
    /** What is still missing or wrong, field by field; empty when it can be submitted. */
    faults: Type.Array(Type.String()),
    returns: Type.Array(
      Type.Object({
        round: Count,
        from: Type.Union([Type.Literal('formalCheck'), Type.Literal('review')]),
        reasons: Type.String(),
        returnedAt: Instant,
      }),
    ),
    /** Why it was ended without being published. */
    closedReasons: Nullable(Type.String()),
    opinions: Type.Array(PublicOpinion),
  }),
])
export type Proposal = Static<typeof Proposal>

const Seat = Type.Object({
  round: Count,
  expertId: ExpertId,
  name: Type.String(),
  field: ExpertField,
  state: Type.Union([
    Type.Literal('asked'),
    Type.Literal('recused'),
    Type.Literal('replaced'),
    Type.Literal('given'),
  ]),
  dueAt: Instant,
  overdue: Type.Boolean(),
  /** She belongs to the institution that applies or wrote the record. */
  inConflict: Type.Boolean(),
  recusalReason: Nullable(Type.String()),
  opinion: Nullable(
    Type.Object({
      verdict: Verdict,
      text: Type.String(),
      nameShown: Type.Boolean(),
      signedText: Type.String(),
      signature: Type.String({ description: 'base64url' }),
      givenAt: Instant,
    }),
  ),
})

const Signature = Type.Object({
  act: Type.Union([Type.Literal('publish'), Type.Literal('retire')]),
  role: Type.Union([Type.Literal('centre'), Type.Literal('bureau')]),
  staffId: Type.String(),
  name: Type.String(),
  day: CityDay,
  signedAt: Instant,
})

/** A proposal as staff see it: with its rounds as handed in, its experts and who has signed for its present round. */
export const StaffProposal = Type.Intersect([
  Proposal,
  Type.Object({
    applicant: Type.Object({
      kind: Type.Union([Type.Literal('person'), Type.Literal('institution'), Type.Literal('staff')]),
      institution: Nullable(Name),
    }),
    rounds: Type.Array(
      Type.Object({ round: Count, record: ProposedRecord, recordDigest: RecordDigest, submittedAt: Instant }),
    ),
    seats: Type.Array(Seat),
    signatures: Type.Array(Signature),
  }),
])
export type StaffProposal = Static<typeof StaffProposal>

export const AcceptProposalRequest = Type.Object(
  { code: Nullable(Code) },
  { additionalProperties: false, description: 'code: for a new methodology; null for a revision' },
)
export type AcceptProposalRequest = Static<typeof AcceptProposalRequest>
export const ReasonsRequest = Type.Object(
  { reasons: Type.String({ minLength: 2, maxLength: 2000 }) },
  { additionalProperties: false },
)
export const SeatRequest = Type.Object(
  { expertId: ExpertId, field: ExpertField },
  { additionalProperties: false },
)
export type SeatRequest = Static<typeof SeatRequest>
export const SubstitutionRequest = Type.Object({ expertId: ExpertId }, { additionalProperties: false })
/** From which day on the version is in force; or, to retire it, the first day without it. */
export const SignatureRequest = Type.Object({ day: CityDay }, { additionalProperties: false })
export type SignatureRequest = Static<typeof SignatureRequest>
/** When a version ends, and who has signed for its end. */
export const Retirement = Type.Object({
  code: Code,
  version: Version,
  validTo: Nullable(CityDay),
  signatures: Type.Array(Signature),
})
export type Retirement = Static<typeof Retirement>

/**
 * What is late: a formal check the centre owes, an opinion an expert owes, a seat the centre owes another expert; of scenes, what an office owes and a trial that has run out; a report of
 * fraud nobody has answered.
 */
export const OverdueList = Type.Object({
  items: Type.Array(
    Type.Union([
      Type.Object({
        kind: Type.Union([Type.Literal('formalCheck'), Type.Literal('opinion'), Type.Literal('vacantSeat')]),
        proposalId: WireId('mpr'),
        round: Count,
        /** Who owes the opinion, or who has left the seat; null for a formal check. */
        expertId: Nullable(ExpertId),
        dueAt: Instant,
      }),
      Type.Object({
        kind: Type.Union([
          Type.Literal('sceneReview'),
          Type.Literal('sceneExtension'),
          Type.Literal('sceneTest'),
          Type.Literal('sceneConnection'),
        ]),
        applicationId: WireId('sca'),
        round: Count,
        /** Whose word is missing; null for a trial, which is the operator's to pass and either office's to end. */
        office: Nullable(Type.Union([Type.Literal('centre'), Type.Literal('exchange')])),
        dueAt: Instant,
      }),
      Type.Object({ kind: Type.Literal('fraudReport'), reportId: WireId('frd'), dueAt: Instant }),
      Type.Object({
        kind: Type.Literal('creditCorrection'),
        correctionId: WireId('ccr'),
        dueAt: Instant,
      }),
    ]),
  ),
})
export type OverdueList = Static<typeof OverdueList>

/** The public register: each methodology with its versions, newest first. */
export const MethodologyRegister = Type.Object({
  /** What reductions of each class may go to today 分类施策, so that whoever proposes a methodology knows what she signs. */
  classes: Type.Array(Type.Object({ class: Type.String(), uses: Type.Array(Type.String()) })),
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      sceneId: SceneId,
      name: Name,
      versions: Type.Array(
        Type.Object({
          version: Version,
          state: Type.Union([
            Type.Literal('disabled'),
            Type.Literal('published'),
            Type.Literal('underRevision'),
            Type.Literal('retired'),
          ]),
          validFrom: CityDay,
          validTo: Nullable(CityDay),
          /** When it was published here; null for what the city published before or elsewhere, whose day its record’s source tells. */
          publishedAt: Nullable(Instant),
          author: Nullable(Name),
          opinions: Type.Array(PublicOpinion),
        }),
      ),
    }),
  ),
})
export type MethodologyRegister = Static<typeof MethodologyRegister>

/** Fields in which two versions of a methodology differ; null where a version has none. */
export const MethodologyDifferences = Type.Object({
  code: Type.String(),
  from: Version,
  to: Version,
  items: Type.Array(Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
})
export type MethodologyDifferences = Static<typeof MethodologyDifferences>

const DraftSums = Type.Object({
  rides: Count,
  /** Rides without the metres the draft multiplies: they would earn nothing. */
  ridesWithoutDistance: Count,
  inForceMilligrams: MilligramsText,
  draftMilligrams: MilligramsText,
})
/** A proposal reckoned over a month of past rides, and over described patterns; nothing is posted by it. */
export const DraftRun = Type.Object({
  proposalId: WireId('mpr'),
  /** Of the record that was reckoned with; 0 for a draft of the centre's own. */
  round: Count,
  sceneId: SceneId,
  month: CityMonth,
  past: DraftSums,
  /** Whether something is in force for the scene today: without it the personas have nothing to compare with. */
  isInForce: Type.Boolean(),
  /** A month of each persona by what is in force today (nothing where nothing is) and by the draft. */
  personas: Type.Array(Type.Object({ personaId: Type.String(), name: Name, sums: DraftSums })),
})
export type DraftRun = Static<typeof DraftRun>
