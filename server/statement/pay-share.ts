import { refuse, type Refusal, type StatementDue } from '#contract'
import type { CityDay } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { partsToPay, type Due, type DuePart } from '#domain/statement'
import { whileActing } from '#server/institution/index'
import { LedgerRefusedError, postTransfers } from '#server/ledger/index'
import {
  appendAudit,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { findDue } from './dues'

interface Asked {
  readonly statementId: string
  readonly reference: string
  /** What was paid. */
  readonly fen: number
  readonly requestId: string
}

/**
 * A sponsor says that it paid a merchant what is open of a day, under a reference of its own; days below zero are deducted. What is paid
 * already stays as it is. The money leaves what it owes the merchant, and what the sponsor lost by clashes is made good. Refuses
 * request.not-found, statement.superseded, statement.nothing-to-pay, statement.amount-differs, statement.more-than-owed.
 */
export const payShare = (
  deps: Dependencies,
  member: MemberPrincipal,
  asked: Asked,
): Promise<StatementDue | Refusal> =>
  whileActing(deps, member, async (transaction) => {
    const statement = await lockMerchant(transaction, asked.statementId)
    const due = statement && (await findDue(transaction, member, asked.statementId))
    if (statement === undefined || due === undefined) return refuse('request.not-found')
    const { merchantId, day } = statement
    const open = await openDues(transaction, { merchantId, sponsorId: member.institutionId })
    const own = open.find((one) => one.day === day)
    if (own === undefined) return due
    if (!statement.isLatest) return refuse('statement.superseded')
    if (own.openFen < 0n) return refuse('statement.nothing-to-pay')
    const parts = partsToPay(
      own,
      open.filter(({ openFen }) => openFen < 0n),
    )
    if (sumOf(parts) !== BigInt(asked.fen)) return refuse('statement.amount-differs')
    await keepPayment(deps, transaction, member, { ...asked, merchantId, parts })
    return (await findDue(transaction, member, asked.statementId)) ?? refuse('request.not-found')
  }).catch((error: unknown) => {
    if (error instanceof LedgerRefusedError && error.refusal === 'ledger.below-zero')
      return refuse('statement.more-than-owed')
    throw error
  })

/** Held against the making of the next version and against other payments to this merchant. */
const lockMerchant = async (
  sql: Transaction,
  statementId: string,
): Promise<{ merchantId: string; day: CityDay; isLatest: boolean } | undefined> => {
  const id = decodeId('stm', statementId) ?? null
  await sql`
    SELECT FROM institution WHERE institution_id = (SELECT institution_id FROM statement WHERE statement_id = ${id})
    FOR NO KEY UPDATE`
  const [row] = await sql<{ merchantId: string; day: CityDay; isLatest: boolean }[]>`
    SELECT institution_id AS "merchantId", city_day::text AS day, NOT EXISTS (SELECT FROM statement AS newer
      WHERE newer.institution_id = statement.institution_id AND newer.city_day = statement.city_day
        AND newer.version > statement.version) AS "isLatest"
    FROM statement WHERE statement_id = ${id}`
  return row
}

const sumOf = (parts: readonly DuePart[]): bigint => parts.reduce((sum, part) => sum + part.fen, 0n)

const openDues = (
  sql: Transaction,
  { merchantId, sponsorId }: { merchantId: string; sponsorId: string },
): Promise<Due[]> =>
  sql<Due[]>`
    SELECT city_day::text AS day, fen - paid_fen AS "openFen", loss_fen - paid_loss_fen AS "openLossFen" FROM statement_due
    WHERE sponsor_id = ${sponsorId} AND institution_id = ${merchantId} AND (fen <> paid_fen OR loss_fen <> paid_loss_fen)
    ORDER BY city_day`

interface Payment extends Omit<Asked, 'fen'> {
  readonly merchantId: string
  readonly parts: readonly DuePart[]
}

const keepPayment = async (
  { clock }: Pick<Dependencies, 'clock'>,
  sql: Transaction,
  member: MemberPrincipal,
  { merchantId, parts, reference, statementId, requestId }: Payment,
): Promise<void> => {
  const sponsorId = member.institutionId
  const [now, paymentId] = [clock.now(), newId(clock)]
  const fen = sumOf(parts)
  const lossFen = parts.reduce((sum, part) => sum + part.lossFen, 0n)
  await sql`
    INSERT INTO statement_payment (payment_id, institution_id, sponsor_id, fen, loss_fen, reference, member_id, paid_at)
    VALUES (${paymentId}, ${merchantId}, ${sponsorId}, ${fen}, ${lossFen}, ${reference}, ${member.memberId}, ${now})`
  for (const part of parts) {
    await sql`
      INSERT INTO statement_payment_part (payment_id, institution_id, city_day, sponsor_id, fen, loss_fen)
      VALUES (${paymentId}, ${merchantId}, ${part.day}, ${sponsorId}, ${part.fen}, ${part.lossFen})`
    await sql`
      UPDATE statement_due SET paid_fen = paid_fen + ${part.fen}, paid_loss_fen = paid_loss_fen + ${part.lossFen}
      WHERE institution_id = ${merchantId} AND city_day = ${part.day} AND sponsor_id = ${sponsorId}`
  }
  await movePaid(sql, { paymentId, merchantId, sponsorId, fen, lossFen, now })
  await appendAudit(sql, {
    occurredAt: now,
    actor: principalKey(member),
    action: 'statement.paid',
    subject: encodeId('pay', paymentId),
    detail: { statementId, fen: String(fen), lossFen: String(lossFen), reference },
    requestId,
  })
}

/** Out of what this sponsor owes the merchant, and into what the sponsor's losses have left open. */
const movePaid = async (
  sql: Transaction,
  paid: {
    paymentId: string
    merchantId: string
    sponsorId: string
    fen: bigint
    lossFen: bigint
    now: Date
  },
): Promise<void> => {
  const [ids] = await sql<{ payable: string; outside: string; risk: string; loss: string }[]>`
    SELECT ledger_open(payable_owner(${paid.merchantId}::uuid, ${paid.sponsorId}::uuid), 'payable', 'institution', 'fen') AS payable,
      ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL) AS outside,
      ledger_account_key(${paid.sponsorId}::uuid, 'sponsor-risk', 'fen', NULL, NULL) AS risk,
      derived_uuid(${paid.paymentId}::uuid, 'loss') AS loss`
  if (ids === undefined) throw new Error('a query without a table returned no row')
  const of = { unit: 'fen' as const, causeId: paid.paymentId, occurredAt: paid.now }
  const { payable, outside, risk } = ids
  const out = { transferId: paid.paymentId, from: payable, to: outside, amount: paid.fen }
  const good = { transferId: ids.loss, from: outside, to: risk, amount: paid.lossFen }
  const moves = [
    { ...of, ...out, kind: 'statement-paid' },
    { ...of, ...good, kind: 'loss-made-good' },
  ]
  await postTransfers(
    sql,
    moves.filter(({ amount }) => amount > 0n),
  )
}
