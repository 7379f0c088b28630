import { DECIDING_BODIES, type DecidingBody, type SignedName } from '#domain/project'
import type { StaffPrincipal, Transaction } from '#server/platform/index'

/** The body a member of staff signs for; the routes let nobody of a district this far. */
export const bodyOf = ({ role }: Pick<StaffPrincipal, 'role'>): DecidingBody => {
  const body = DECIDING_BODIES.find((known) => known === role)
  if (body === undefined) throw new Error(`${role} decides about no project`)
  return body
}

interface Signing {
  readonly projectId: string
  readonly reportNo: number
  readonly act: 'review' | 'issue'
  readonly digest: Buffer
}

/** The names that stand under this very text. */
export const readSigned = async (
  transaction: Transaction,
  { projectId, reportNo, act, digest }: Signing,
): Promise<SignedName<'approve' | 'refuse'>[]> =>
  transaction<SignedName<'approve' | 'refuse'>[]>`
    SELECT staff_id AS "staffId", role, verdict FROM project_signature
    WHERE project_id = ${projectId} AND report_no = ${reportNo} AND act = ${act} AND digest = ${digest}`

export const keepSignature = async (
  transaction: Transaction,
  signed: Signing & SignedName<'approve' | 'refuse'> & { words: string; now: Date },
): Promise<void> => {
  await transaction`
    INSERT INTO project_signature (project_id, report_no, act, staff_id, role, verdict, words, digest, signed_at)
    VALUES (${signed.projectId}, ${signed.reportNo}, ${signed.act}, ${signed.staffId}, ${signed.role}, ${signed.verdict},
      ${signed.words}, ${signed.digest}, ${signed.now})`
}
