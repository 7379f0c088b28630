import type { FraudProgress, StaffFraudReport } from '#contract'
import { encodeId } from '#domain/id'
import type { CryptoModule } from '#server/platform/index'

import { sealedFor } from './report-fraud'

export interface FraudRow {
  report_id: string
  about: FraudProgress['about']
  words_sealed: Buffer | null
  contact_sealed: Buffer | null
  state: FraudProgress['state']
  received_at: Date
  answer_due_at: Date
  looked_at: Date | null
  answered_at: Date | null
  outcome: FraudProgress['outcome']
  answer: string | null
}

/** What whoever holds the number sees. */
export const presentProgress = (row: FraudRow): FraudProgress => ({
  about: row.about,
  state: row.state,
  receivedAt: row.received_at.toISOString(),
  answerDueAt: row.answer_due_at.toISOString(),
  lookedAt: row.looked_at?.toISOString() ?? null,
  answeredAt: row.answered_at?.toISOString() ?? null,
  outcome: row.outcome,
  answer: row.answer,
})

/** A line of the queue. */
export const presentLine = (row: FraudRow, now: Date): Omit<StaffFraudReport, 'words' | 'contact'> => ({
  reportId: encodeId('frd', row.report_id),
  ...presentProgress(row),
  overdue: row.state !== 'answered' && row.answer_due_at <= now,
})

/** A report with what was written in it, as long as that is kept. */
export const presentReport = (crypto: CryptoModule, row: FraudRow, now: Date): StaffFraudReport => {
  const opened = (sealed: Buffer | null, part: 'words' | 'contact'): string | null =>
    sealed && crypto.open('fraud-report', sealed, sealedFor(row.report_id, part)).toString('utf8')
  return {
    ...presentLine(row, now),
    words: opened(row.words_sealed, 'words'),
    contact: opened(row.contact_sealed, 'contact'),
  }
}
