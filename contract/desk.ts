import { Type, type Static } from '@sinclair/typebox'

import { Count } from './primitives'

/** What a member of staff may be waited for. `panels`: a review whose experts have to be asked, replaced or listened to. */
export const WaitingKind = Type.Union(
  (
    [
      'runsToVerify',
      'runsToConfirm',
      'appeals',
      'statementDisputes',
      'formChecks',
      'panels',
      'publications',
      'sceneReviews',
      'sceneExtensions',
      'sceneTrials',
      'projectChecks',
      'projectReviews',
      'reportsToVerify',
      'issuings',
      'creditCorrections',
      'fraudReports',
    ] as const
  ).map((kind) => Type.Literal(kind)),
)
export type WaitingKind = Static<typeof WaitingKind>

/** What waits for whoever asks, by her role and by what she has signed already; kinds of which nothing waits are left out. */
export const DeskWaiting = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: WaitingKind,
      count: Count,
      /** How many of them are past their day. */
      overdue: Count,
    }),
  ),
})
export type DeskWaiting = Static<typeof DeskWaiting>
