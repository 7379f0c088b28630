import { readCode, type VoucherState } from '#domain/voucher'
import { decodeId } from '#domain/id'
import { askTogether, type Dependencies } from '#server/platform/index'

import { INSTITUTION_MISSES, MEMBER_MISSES, missesCountSince, VOUCHER_MISSES } from './guess'
import type { RedemptionRow } from './redemption-row'

/** A shop's tills, a city's tills: those that scan at one moment are looked up together. */
const TOGETHER_MAX = 128
const GROUPS_MAX = 2

export interface Scan {
  readonly memberId: string
  readonly tillId: string
  readonly code: string
  readonly requestKey: string
}

/** What stands written about a scan at one moment. Everything of the voucher is null where none is meant. */
export interface Seen extends Omit<RedemptionRow, 'shop_id' | 'display_name'> {
  /** The till and its shop; null for a till that may not work now: another member's, revoked, in a closed shop or of a suspended merchant. */
  open_till_id: string | null
  open_shop_id: string | null
  is_stopped: boolean
  /** What the request with this key redeemed at this till. */
  won_id: string | null
  /** What the code names, and whether it lives; a phone's code names its voucher before it proves anything. */
  named_id: string | null
  is_live: boolean | null
  is_closed_to_phones: boolean
  state: VoucherState
  valid_to: Date
  is_for_shop: boolean
  /** Of the voucher's redemption at a till: null where there is none. */
  shop_id: string | null
  display_name: string | null
}

/** Reads all that a till's scan asks for, of everybody who scans at one moment in one statement. */
export const createLook = (deps: Dependencies): ((scan: Scan) => Promise<Seen>) =>
  askTogether({
    groupMax: TOGETHER_MAX,
    groupsMax: GROUPS_MAX,
    answer: (scans: readonly Scan[]) => look(deps, scans),
  })

const look = async (
  { sql, clock, crypto }: Dependencies,
  scans: readonly Scan[],
): Promise<readonly Seen[]> => {
  const now = clock.now()
  const codes = scans.map(({ code }) => readCode(code))
  const onlineCodes = codes.map((code) =>
    code?.channel === 'code' ? crypto.blindIndex('voucher-code', code.digits).toString('hex') : null,
  )
  const voucherNumbers = codes.map((code) => (code?.channel === 'phoneCode' ? code.voucherNo : null))
  return sql<Seen[]>`
    SELECT open.till_id AS open_till_id, open.shop_id AS open_shop_id, missed.by_member >= ${MEMBER_MISSES.max} AS is_stopped, won.voucher_id AS won_id,
      named.voucher_id AS named_id, is_live,
        missed.of_voucher >= ${VOUCHER_MISSES.max} OR missed.by_institution >= ${INSTITUTION_MISSES.max} AS is_closed_to_phones,
      voucher.voucher_id, state, valid_to, voucher.payable_fen, voucher.offline_until, goods.name_zh AS goods_zh, goods.name_en AS goods_en,
      EXISTS (SELECT FROM goods_outlet WHERE goods_outlet.goods_id = voucher.goods_id AND goods_outlet.shop_id = open.shop_id) AS is_for_shop,
      taken.shop_id, taken.till_id, taken.request_key, taken.redeemed_at, taken.reversed_at, taken.display_name
    FROM unnest(${scans.map(({ memberId }) => memberId)}::text[]::uuid[], ${scans.map(({ tillId }) => decodeId('til', tillId) ?? null)}::text[]::uuid[],
      ${scans.map(({ requestKey }) => requestKey)}::text[], ${onlineCodes}::text[], ${voucherNumbers}::text[]::bigint[])
      WITH ORDINALITY AS asked (member_id, till_id, request_key, online_code, voucher_no, n)
    LEFT JOIN LATERAL (
      SELECT till_id, shop_id, institution_id FROM till JOIN shop USING (shop_id) JOIN institution USING (institution_id)
      WHERE till.till_id = asked.till_id AND till.member_id = asked.member_id AND revoked_at IS NULL AND closed_at IS NULL
        AND suspended_at IS NULL
    ) AS open ON true
    LEFT JOIN redemption AS won ON won.till_id = asked.till_id AND won.request_key = asked.request_key AND open.shop_id IS NOT NULL
    LEFT JOIN LATERAL (
      SELECT voucher_id, expires_at > ${now} AS is_live FROM voucher_code WHERE code_index = decode(asked.online_code, 'hex')
      UNION ALL SELECT voucher_id, true FROM voucher WHERE voucher.voucher_no = asked.voucher_no
    ) AS named ON true
    LEFT JOIN voucher ON voucher.voucher_id = coalesce(won.voucher_id, named.voucher_id)
    LEFT JOIN goods ON goods.goods_id = voucher.goods_id
    LEFT JOIN LATERAL (
      SELECT redemption.*, display_name FROM redemption JOIN institution_member AS cashier ON cashier.member_id = redemption.member_id
      WHERE redemption.voucher_id = voucher.voucher_id
    ) AS taken ON true
    CROSS JOIN LATERAL (
      SELECT (SELECT count(*) FROM till_miss WHERE till_miss.member_id = asked.member_id AND missed_at > ${missesCountSince(now, MEMBER_MISSES)}) AS by_member,
        (SELECT count(*) FROM till_miss WHERE till_miss.voucher_id = named.voucher_id AND asked.voucher_no IS NOT NULL
          AND missed_at > ${missesCountSince(now, VOUCHER_MISSES)}) AS of_voucher,
        (SELECT count(*) FROM till_miss WHERE till_miss.institution_id = open.institution_id AND till_miss.voucher_id IS NOT NULL
          AND asked.voucher_no IS NOT NULL AND missed_at > ${missesCountSince(now, INSTITUTION_MISSES)}) AS by_institution
    ) AS missed
    ORDER BY n`
}
