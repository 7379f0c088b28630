import { createHash } from 'node:crypto'

import type { SignedText } from '#server/platform/index'

/** A report as its operator signed it. */
export interface SignedReport extends SignedText {
  readonly reportId: string
  readonly body: string
}

/** What the chained log of actions keeps of a report: none of it can change afterwards without a break in the chain. */
export const sealedReport = (
  { reportId, base, signature, body }: SignedReport,
  run: { evidence_digest: Buffer | null; operator_figures_digest: Buffer | null },
): Readonly<Record<string, string | null>> => ({
  reportId,
  reportDigest: createHash('sha256')
    .update(`${base}\n${Buffer.from(signature).toString('base64')}\n${body}`)
    .digest('hex'),
  evidenceDigest: run.evidence_digest?.toString('hex') ?? null,
  operatorFiguresDigest: run.operator_figures_digest?.toString('hex') ?? null,
})
