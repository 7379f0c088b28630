import { refuse, type FraudReceipt, type FraudReportRequest, type Refusal } from '#contract'
import { answerDueAt, fraudNumberOf, spokenFraudNumber } from '#domain/supervision'
import {
  appendAudit,
  canonicalJson,
  inTransaction,
  newId,
  type CryptoModule,
  type Dependencies,
} from '#server/platform/index'
import { encodeId } from '#domain/id'

type Parts = Pick<Dependencies, 'sql' | 'crypto' | 'clock'>

/** The number of a request's key, always the same, so that a retry gets its own; nobody without our key can make it. */
const numberOf = (crypto: CryptoModule, requestKey: string): string =>
  fraudNumberOf(crypto.blindIndex('fraud-key', requestKey))

/** By what a number is found again. */
export const indexOfNumber = (crypto: CryptoModule, digits: string): Buffer =>
  crypto.blindIndex('fraud-number', digits)

/** What a sealed text of a report belongs to. */
export const sealedFor = (reportId: string, part: 'words' | 'contact'): string => `${reportId}|${part}`

/**
 * Keeps a report and answers with the number to follow it by. Words and contact are sealed; who sent it is not asked. Sent again under its key it
 * is one report. Refuses request.key-reused.
 */
export const reportFraud = (
  { sql, crypto, clock }: Parts,
  asked: FraudReportRequest & { readonly requestKey: string; readonly requestId: string },
): Promise<FraudReceipt | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const { about, words, contact } = asked
    const digits = numberOf(crypto, asked.requestKey)
    const index = indexOfNumber(crypto, digits)
    const digest = crypto.blindIndex('fraud-report', canonicalJson({ about, words, contact }))
    const [reportId, now] = [newId(clock), clock.now()]
    const made = await transaction`
      INSERT INTO fraud_report (report_id, number_index, about, words_sealed, contact_sealed, content_digest, state, received_at,
        answer_due_at)
      VALUES (${reportId}, ${index}, ${about}, ${crypto.seal('fraud-report', words, sealedFor(reportId, 'words'))},
        ${contact === null ? null : crypto.seal('fraud-report', contact, sealedFor(reportId, 'contact'))}, ${digest}, 'received',
        ${now}, ${answerDueAt(now)})
      ON CONFLICT (number_index) DO NOTHING RETURNING 1`
    if (made.length > 0)
      await appendAudit(transaction, {
        occurredAt: now,
        actor: 'public',
        action: 'fraud-report.received',
        subject: encodeId('frd', reportId),
        detail: { about },
        requestId: asked.requestId,
      })
    const [row] = await transaction<{ content_digest: Buffer; received_at: Date; answer_due_at: Date }[]>`
      SELECT content_digest, received_at, answer_due_at FROM fraud_report WHERE number_index = ${index}`
    if (row === undefined) throw new Error('a report that was just kept is gone')
    if (!row.content_digest.equals(digest)) return refuse('request.key-reused')
    return {
      number: spokenFraudNumber(digits),
      receivedAt: row.received_at.toISOString(),
      answerDueAt: row.answer_due_at.toISOString(),
    }
  })
