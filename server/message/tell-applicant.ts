import type { Transaction } from '#server/platform/index'

/** What became of something she applied with in her own name; `act` tells two acts of a kind apart, such as the number of a round. */
export type ToldOfApplication =
  | {
      readonly kind:
        | 'projectReturned'
        | 'projectRefused'
        | 'projectApproved'
        | 'projectReportReturned'
        | 'projectReportVerified'
        | 'projectIssued'
      readonly projectId: string
      readonly reportNo: number
    }
  | {
      readonly kind: 'projectSuspended' | 'projectResumed' | 'projectEnded'
      readonly projectId: string
      readonly act: string
    }
  | {
      readonly kind: 'proposalReturned' | 'proposalPublished' | 'proposalClosed'
      readonly proposalId: string
      readonly act: string
    }

/**
 * Has whoever applied told, within the transaction of the act: once each. Nobody where an institution or the centre applied, or where the
 * account is closed; the caller holds it open, before what was applied with.
 */
export const tellApplicant = async (
  transaction: Transaction,
  accountId: string | null,
  told: ToldOfApplication,
  now: Date,
): Promise<void> => {
  const { projectId, reportNo, proposalId, act } = { ...NOTHING, ...told }
  await transaction`
    INSERT INTO message (message_id, account_id, kind, project_id, report_no, proposal_id, subject_id, due_at, attempt_after)
    SELECT gen_random_uuid(), account_id, ${told.kind}::text, ${projectId}::uuid, ${reportNo}::smallint, ${proposalId}::uuid,
      derived_uuid(${projectId ?? proposalId}::uuid, ${`${told.kind}/${act ?? reportNo}`}), ${now}::timestamptz, ${now}
    FROM account WHERE account_id = ${accountId} AND closed_at IS NULL
    ON CONFLICT DO NOTHING`
}

const NOTHING: {
  readonly projectId: string | null
  readonly reportNo: number | null
  readonly proposalId: string | null
  readonly act: string | null
} = { projectId: null, reportNo: null, proposalId: null, act: null }
