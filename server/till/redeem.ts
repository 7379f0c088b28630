import { refuse, type Refusal, type TillAnswer, type TillOutcome } from '#contract'
import { decideRedemption, readCode, type VoucherState } from '#domain/voucher'
import type { Dependencies, MemberPrincipal } from '#server/platform/index'

import { isPhoneProof, phoneSecretOf } from './phone-key'
import { presentRedemption, selectRedemption, type RedemptionRow } from './redemption-row'
import { findOpenTill, type OpenTill } from './tills'
import { sayOutcome } from './words'

/** Ten wrong codes in a minute are no typing errors. Five wrong proofs in ten minutes close a voucher's phone codes. Our own figures. */
const MEMBER_MISSES = { max: 10, seconds: 60 }
const VOUCHER_MISSES = { max: 5, seconds: 600 }

interface Asked {
  readonly tillId: string
  readonly code: string
  readonly requestKey: string
}

/**
 * Takes a code at a till and answers with one sentence. A voucher is redeemed once: of many who ask at once one hears `redeemed` and the
 * others when and where it was; the winner's retry hears again that it won. Refuses till.unknown, till.too-many-misses.
 */
export const redeem = async (
  deps: Dependencies,
  member: MemberPrincipal,
  { tillId, code, requestKey }: Asked,
): Promise<TillAnswer | Refusal> => {
  const till = await findOpenTill(deps.sql, member, tillId)
  if (till === undefined) return refuse('till.unknown')
  if (await hasMissedTooOften(deps, { memberId: member.memberId })) return refuse('till.too-many-misses')
  const won = await wonBefore(deps, till, requestKey)
  if (won) return answerOf('redeemed', won, till)
  const found = await findVoucher(deps, code)
  if (typeof found === 'string') {
    if (found === 'missed') await keepMiss(deps, member, null)
    return answerOf(found === 'refreshed' ? 'codeRefreshed' : 'codeUnknown', undefined, till)
  }
  if (!found.isProved) {
    await keepMiss(deps, member, found.voucherId)
    return answerOf('codeUnknown', undefined, till)
  }
  return redeemVoucher(deps, member, till, { ...found, requestKey })
}

interface FoundVoucher {
  readonly voucherId: string
  readonly channel: 'code' | 'phoneCode'
  /** A phone's code names its voucher before it proves anything. */
  readonly isProved: boolean
}

const findVoucher = async (
  deps: Dependencies,
  text: string,
): Promise<FoundVoucher | 'unreadable' | 'missed' | 'refreshed'> => {
  const { sql, crypto, clock } = deps
  const code = readCode(text)
  if (code === undefined) return 'unreadable'
  if (code.channel === 'code') {
    const [row] = await sql<{ voucher_id: string; is_live: boolean }[]>`
      SELECT voucher_id, expires_at > ${clock.now()} AS is_live FROM voucher_code
      WHERE code_index = ${crypto.blindIndex('voucher-code', code.digits)}`
    if (row === undefined) return 'missed'
    return row.is_live ? { voucherId: row.voucher_id, channel: 'code', isProved: true } : 'refreshed'
  }
  const [row] = await sql<{ voucher_id: string }[]>`
    SELECT voucher_id FROM voucher WHERE voucher_no = ${code.voucherNo}::text::bigint`
  if (row === undefined) return 'missed'
  const voucherId = row.voucher_id
  const isOpen = !(await hasMissedTooOften(deps, { voucherId }))
  const isProved = isOpen && isPhoneProof(phoneSecretOf(crypto, voucherId), code.proof, clock.now())
  return { voucherId, channel: 'phoneCode', isProved }
}

const redeemVoucher = async (
  { sql, clock }: Dependencies,
  member: MemberPrincipal,
  till: OpenTill,
  asked: FoundVoucher & { requestKey: string },
): Promise<TillAnswer> => {
  const now = clock.now()
  const [done] = await sql<{ redeemed: boolean }[]>`
    SELECT voucher_redeem(${asked.voucherId}::uuid, ${till.shopId}::uuid, ${till.tillId}::uuid, ${member.memberId}::uuid,
      ${asked.channel}, ${asked.requestKey}, ${now}::timestamptz) AS redeemed`
  const [redemption] = await sql<RedemptionRow[]>`
    ${selectRedemption(sql)} WHERE redemption.voucher_id = ${asked.voucherId}`
  if (done?.redeemed === true) return answerOf('redeemed', redemption, till)
  const [facts] = await sql<{ state: VoucherState; valid_to: Date; is_for_shop: boolean }[]>`
    SELECT state, valid_to, EXISTS (SELECT FROM goods_shop JOIN shop USING (shop_id)
      WHERE goods_shop.goods_id = voucher.goods_id AND shop_id = ${till.shopId} AND closed_at IS NULL) AS is_for_shop
    FROM voucher WHERE voucher_id = ${asked.voucherId}`
  if (facts === undefined) throw new Error('a voucher that has a code is gone')
  const { state, valid_to: validTo, is_for_shop: isForShop } = facts
  const decision = decideRedemption({ state, validTo, isForShop }, now)
  const isOwnRetry = redemption?.till_id === till.tillId && redemption.request_key === asked.requestKey
  if (decision === 'alreadyRedeemed' && isOwnRetry) return answerOf('redeemed', redemption, till)
  // Nothing makes a voucher showable again: what could be redeemed now was not a moment ago.
  return answerOf(decision === 'redeem' ? 'notUsable' : decision, redemption, till)
}

/** Where the request that won is asked again, also after its code is spent. */
const wonBefore = async (
  { sql }: Dependencies,
  till: OpenTill,
  requestKey: string,
): Promise<RedemptionRow | undefined> => {
  const [row] = await sql<RedemptionRow[]>`
    ${selectRedemption(sql)} WHERE redemption.till_id = ${till.tillId} AND redemption.request_key = ${requestKey}`
  return row
}

const answerOf = (outcome: TillOutcome, row: RedemptionRow | undefined, till: OpenTill): TillAnswer => {
  const isOwnShop = row?.shop_id === till.shopId
  return {
    outcome,
    say: sayOutcome(
      outcome,
      row && { goods: { zh: row.goods_zh, en: row.goods_en }, at: row.redeemed_at, isOwnShop },
    ),
    redemption: row !== undefined && isOwnShop ? presentRedemption(row) : null,
  }
}

const hasMissedTooOften = async (
  { sql, clock }: Dependencies,
  of: { memberId: string } | { voucherId: string },
): Promise<boolean> => {
  const { max, seconds } = 'memberId' in of ? MEMBER_MISSES : VOUCHER_MISSES
  const since = new Date(clock.now().getTime() - seconds * 1000)
  const whose = 'memberId' in of ? sql`member_id = ${of.memberId}` : sql`voucher_id = ${of.voucherId}`
  const [row] = await sql<{ missed: number }[]>`
    SELECT count(*)::int AS missed FROM till_miss WHERE ${whose} AND missed_at > ${since}`
  return (row?.missed ?? 0) >= max
}

const keepMiss = async (
  { sql, clock }: Dependencies,
  { memberId }: MemberPrincipal,
  voucherId: string | null,
): Promise<void> => {
  await sql`INSERT INTO till_miss (member_id, voucher_id, missed_at) VALUES (${memberId}, ${voucherId}, ${clock.now()})`
}
