import { refuse, type Refusal, type StatementPaymentPage } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import type { Dependencies, MemberPrincipal } from '#server/platform/index'

interface PaymentRow {
  payment_id: string
  merchant_zh: string
  merchant_en: string
  reference: string
  paid_at: Date
  fen: bigint
  parts: readonly { id: string; day: string; fen: number }[]
}

/** What this sponsor wrote down as paid, the latest first; `cursor`: the payment a page ended with. Refuses request.invalid for one that is not ours. */
export const listPayments = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<StatementPaymentPage | Refusal> => {
  const before = cursor === undefined ? null : decodeId('pay', cursor)
  if (before === undefined) return refuse('request.invalid', '/query/cursor')
  const rows = await sql<PaymentRow[]>`
    SELECT payment_id, merchant.name_zh AS merchant_zh, merchant.name_en AS merchant_en, reference, paid_at, fen,
      (SELECT json_agg(json_build_object('id', due.statement_id, 'day', part.city_day, 'fen', part.fen) ORDER BY part.city_day)
        FROM statement_payment_part AS part
        JOIN statement_due AS due USING (institution_id, city_day, sponsor_id) WHERE part.payment_id = payment.payment_id) AS parts
    FROM statement_payment AS payment JOIN institution AS merchant USING (institution_id)
    WHERE payment.sponsor_id = ${institutionId} AND (${before}::uuid IS NULL OR payment_id < ${before}::uuid)
    ORDER BY payment_id DESC LIMIT ${limit}`
  const last = rows.at(-1)
  return {
    items: rows.map((row) => ({
      paymentId: encodeId('pay', row.payment_id),
      merchant: { zh: row.merchant_zh, en: row.merchant_en },
      reference: row.reference,
      paidAt: row.paid_at.toISOString(),
      fen: Number(row.fen),
      days: row.parts.map(({ id, day, fen }) => ({ statementId: encodeId('stm', id), day, fen })),
    })),
    nextCursor: last === undefined || rows.length < limit ? null : encodeId('pay', last.payment_id),
  }
}
