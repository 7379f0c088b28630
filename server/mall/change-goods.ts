import { isRefusal, refuse, type GoodsRequest, type OwnGoods, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import type { LoggedActionName } from '#domain/supervision'
import { OFFLINE_FEN_MAX } from '#domain/voucher'
import { whileActing } from '#server/institution/index'
import { postTransfers } from '#server/ledger/index'
import {
  appendAudit,
  brokenConstraint,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { farEnds, type FarEndCounter } from './far-ends'
import { presentOwnGoods, selectOwnGoods, type OwnGoodsRow } from './own-goods'

/**
 * Lists goods, without budget: its sponsor's own members give it that. They are on the shelf once everybody they name has agreed. Refuses
 * institution.not-mall-operator, goods.no-gateway and, naming the field, request.invalid for a sponsor, picture or time of sale that is
 * none, for shops that do not fit the kind, and for a red packet with nothing in it.
 */
export const listGoods = (
  deps: Dependencies,
  member: MemberPrincipal,
  asked: GoodsRequest & { requestId: string },
): Promise<OwnGoods | Refusal> =>
  whileActing(deps, member, async (transaction) => {
    const now = deps.clock.now()
    const ends = await farEnds(transaction, deps.config)
    const terms = { ...asked, soldFrom: asked.soldFrom ?? now.toISOString() }
    const refused = await refusalOf(transaction, member, { asked: terms, ends })
    if (refused) return refused
    const shopIds = shopsOf(asked, ends)
    if (isRefusal(shopIds)) return shopIds
    const goodsId = newId(deps.clock)
    await transaction`
      INSERT INTO goods (goods_id, institution_id, sponsor_id, kind, name_zh, name_en, detail_zh, detail_en, picture_digest,
        price_points, payable_fen, stock_total, stock_left, budget_fen, budget_left_fen, per_person_max, sold_from, sold_to,
        voucher_days, is_offline, listed_at)
      VALUES (${goodsId}, ${member.institutionId}, ${decodeId('org', asked.sponsorId) ?? null}, ${asked.kind}, ${asked.name.zh},
        ${asked.name.en}, ${asked.detail.zh}, ${asked.detail.en}, ${digestBytes(asked.pictureDigest)}, ${asked.pricePoints},
        ${asked.payableFen}, ${asked.stockTotal}, ${asked.stockTotal}, 0, 0, ${asked.perPersonMax}, ${asked.soldFrom ?? now},
        ${asked.soldTo}, ${asked.voucherDays}, ${asked.isOffline}, ${now})`
    await transaction`
      INSERT INTO goods_shop (goods_id, shop_id)
      SELECT ${goodsId}::uuid, shop_id FROM unnest(${shopIds}::text[]::uuid[]) AS asked (shop_id)`
    await transaction`
      INSERT INTO goods_consent (goods_id, institution_id)
      SELECT goods_id, institution_id FROM goods_named WHERE goods_id = ${goodsId}`
    const { pricePoints, payableFen, stockTotal } = asked
    const [listed] = await transaction<{ digest: string }[]>`SELECT goods_terms_digest(${goodsId}) AS digest`
    await log(transaction, { member, goodsId, now, requestId: asked.requestId }, 'goods.listed', {
      pricePoints,
      payableFen,
      stockTotal,
      termsDigest: listed?.digest,
    })
    return ownGoods(transaction, goodsId)
  })

/** The shops of a coupon; for what an outside system delivers the counter of its institution, a shop in which nobody stands. */
const shopsOf = (asked: GoodsRequest, ends: readonly FarEndCounter[]): string[] | Refusal => {
  if (asked.kind === 'coupon') return shopIdsOf(asked)
  if (asked.kind === 'title') return []
  const end = ends.find(({ kind }) => kind === asked.kind)
  return end === undefined ? refuse('goods.no-gateway') : [end.shopId]
}

const refusalOf = async (
  sql: Transaction,
  { institutionId }: MemberPrincipal,
  { asked, ends }: { asked: GoodsRequest & { soldFrom: string }; ends: readonly FarEndCounter[] },
): Promise<Refusal | undefined> => {
  const shopIds = shopIdsOf(asked)
  const [known] = await sql<{ mall: boolean; sponsor: boolean; shops: number; picture: boolean }[]>`
    SELECT EXISTS (SELECT FROM institution WHERE institution_id = ${institutionId} AND is_mall_operator) AS mall,
      EXISTS (SELECT FROM institution WHERE institution_id = ${decodeId('org', asked.sponsorId) ?? null} AND is_sponsor
        AND suspended_at IS NULL) AS sponsor,
      (SELECT count(*)::int FROM shop JOIN institution USING (institution_id) WHERE shop_id = ANY (${shopIds}::text[]::uuid[])
        AND closed_at IS NULL AND is_merchant AND suspended_at IS NULL) AS shops,
      ${asked.pictureDigest}::text IS NULL
        OR EXISTS (SELECT FROM picture WHERE digest = ${digestBytes(asked.pictureDigest)}) AS picture`
  if (known?.mall !== true) return refuse('institution.not-mall-operator')
  if (!known.sponsor) return refuse('request.invalid', '/body/sponsorId')
  if (known.shops < shopIds.length || !fitsKind(asked, ends))
    return refuse('request.invalid', '/body/shopIds')
  if (!known.picture) return refuse('request.invalid', '/body/pictureDigest')
  if (asked.isOffline && (asked.kind !== 'coupon' || asked.payableFen > OFFLINE_FEN_MAX))
    return refuse('request.invalid', '/body/isOffline')
  const untitled = asked.kind === 'title' ? termAgainstTitle(asked) : undefined
  if (untitled) return refuse('request.invalid', `/body/${untitled}`)
  if (asked.kind === 'redPacket' && asked.payableFen === 0)
    return refuse('request.invalid', '/body/payableFen')
  const isOver = asked.soldTo !== null && Date.parse(asked.soldTo) <= Date.parse(asked.soldFrom)
  return isOver ? refuse('request.invalid', '/body/soldTo') : undefined
}

/** A title is had once, for points alone, and given at once: the term of an item that says otherwise. */
const termAgainstTitle = (terms: GoodsRequest): 'perPersonMax' | 'payableFen' | 'voucherDays' | undefined => {
  if (terms.perPersonMax !== 1) return 'perPersonMax'
  if (terms.payableFen !== 0) return 'payableFen'
  return terms.voucherDays === 1 ? undefined : 'voucherDays'
}

/** A coupon counts in shops where somebody stands, and what is delivered in none. */
const fitsKind = (asked: GoodsRequest, ends: readonly FarEndCounter[]): boolean => {
  const shopIds = shopIdsOf(asked)
  return asked.kind === 'coupon'
    ? shopIds.length > 0 && !ends.some(({ shopId }) => shopIds.includes(shopId))
    : shopIds.length === 0
}

interface Change {
  readonly goodsId: string
  readonly requestId: string
}

/** Sets how many there are in all, taken ones included. Refuses request.not-found, goods.terms-impossible. */
export const setStock = (
  deps: Dependencies,
  member: MemberPrincipal,
  { stockTotal, ...change }: Change & { stockTotal: number },
): Promise<OwnGoods | Refusal> =>
  onGoods(deps, member, { ...change, by: 'institution_id' }, async (transaction, of) => {
    await transaction`
      UPDATE goods SET stock_total = ${stockTotal}, stock_left = stock_left + ${stockTotal} - stock_total
      WHERE goods_id = ${of.goodsId}`
    await log(transaction, of, 'goods.stock-changed', { stockTotal })
  })

/**
 * Shows another picture of the same goods; nobody agreed to a picture. Refuses request.not-found, and request.invalid for a picture that
 * was never sent.
 */
export const setPicture = (
  deps: Dependencies,
  member: MemberPrincipal,
  { pictureDigest, ...change }: Change & { pictureDigest: string },
): Promise<OwnGoods | Refusal> =>
  onGoods(deps, member, { ...change, by: 'institution_id' }, async (transaction, of) => {
    const digest = digestBytes(pictureDigest)
    const [kept] = await transaction`SELECT FROM picture WHERE digest = ${digest}`
    if (kept === undefined) return refuse('request.invalid', '/body/pictureDigest')
    const changed = await transaction`
      UPDATE goods SET picture_digest = ${digest}
      WHERE goods_id = ${of.goodsId} AND picture_digest IS DISTINCT FROM ${digest} RETURNING 1`
    if (changed.length > 0) await log(transaction, of, 'goods.picture-changed', { pictureDigest })
    return undefined
  })

/** Takes goods off the shelf for good; vouchers of them stay good. Refuses request.not-found. */
export const withdrawGoods = (
  deps: Dependencies,
  member: MemberPrincipal,
  change: Change,
): Promise<OwnGoods | Refusal> =>
  onGoods(deps, member, { ...change, by: 'institution_id' }, async (transaction, of) => {
    const withdrawn = await transaction`
      UPDATE goods SET withdrawn_at = ${of.now} WHERE goods_id = ${of.goodsId} AND withdrawn_at IS NULL RETURNING 1`
    if (withdrawn.length > 0) await log(transaction, of, 'goods.withdrawn', {})
  })

/**
 * Sets what its sponsor gives for these goods in all; what is more comes from outside money, what is less goes back there. Only members
 * of the sponsor; a sponsor that was not heard yet says yes by giving money. Refuses request.not-found, goods.terms-impossible.
 */
export const setBudget = (
  deps: Dependencies,
  member: MemberPrincipal,
  { budgetFen, ...change }: Change & { budgetFen: number },
): Promise<OwnGoods | Refusal> =>
  onGoods(deps, member, { ...change, by: 'sponsor_id' }, async (transaction, of) => {
    const [ids] = await transaction<{ budget: string; outside: string; more: bigint }[]>`
      SELECT ledger_open(goods_id, 'sponsor-budget', 'institution', 'fen') AS budget,
        ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL) AS outside, ${budgetFen}::bigint - budget_fen AS more
      FROM goods WHERE goods_id = ${of.goodsId}`
    if (ids === undefined || ids.more === 0n) return
    await transaction`
      UPDATE goods SET budget_fen = ${budgetFen}, budget_left_fen = budget_left_fen + ${ids.more}::bigint
      WHERE goods_id = ${of.goodsId}`
    const [from, to] = ids.more > 0n ? [ids.outside, ids.budget] : [ids.budget, ids.outside]
    await postTransfers(transaction, [
      {
        ...{
          transferId: newId(deps.clock),
          from,
          to,
          unit: 'fen',
          amount: ids.more > 0n ? ids.more : -ids.more,
        },
        kind: 'sponsor-budget',
        causeId: of.goodsId,
        occurredAt: of.now,
      },
    ])
    if (ids.more > 0n)
      await transaction`
        UPDATE goods_consent SET is_agreed = true, answered_at = ${of.now}, member_id = ${of.member.memberId}
        WHERE goods_id = ${of.goodsId} AND institution_id = ${of.member.institutionId} AND is_agreed IS NULL`
    await log(transaction, of, 'goods.budget-changed', { budgetFen })
  })

interface Changing {
  readonly member: MemberPrincipal
  readonly goodsId: string
  readonly now: Date
  readonly requestId: string
}

/** Changes goods this institution lists (`institution_id`) or pays for (`sponsor_id`), its row held. */
const onGoods = (
  { sql, clock }: Dependencies,
  member: MemberPrincipal,
  asked: Change & { by: 'institution_id' | 'sponsor_id' },
  change: (transaction: Transaction, of: Changing) => Promise<Refusal | void>,
): Promise<OwnGoods | Refusal> =>
  whileActing({ sql }, member, async (transaction) => {
    const [row] = await transaction<{ goods_id: string }[]>`
      SELECT goods_id FROM goods WHERE goods_id = ${decodeId('gds', asked.goodsId) ?? null}
        AND ${transaction(asked.by)} = ${member.institutionId} FOR NO KEY UPDATE`
    if (row === undefined) return refuse('request.not-found')
    const goodsId = row.goods_id
    const refused = await change(transaction, {
      member,
      goodsId,
      now: clock.now(),
      requestId: asked.requestId,
    })
    return refused ?? ownGoods(transaction, goodsId)
  }).catch((error: unknown) => {
    const broken = brokenConstraint(error)
    if (broken?.endsWith('_never_below_zero') === true) return refuse('goods.terms-impossible')
    throw error
  })

const log = (
  transaction: Transaction,
  { member, goodsId, now, requestId }: Changing,
  action: LoggedActionName,
  detail: Record<string, unknown>,
): Promise<void> =>
  appendAudit(transaction, {
    occurredAt: now,
    actor: principalKey(member),
    action,
    subject: encodeId('gds', goodsId),
    detail,
    requestId,
  })

const ownGoods = async (sql: Transaction, goodsId: string): Promise<OwnGoods> => {
  const [row] = await sql<OwnGoodsRow[]>`${selectOwnGoods(sql)} WHERE goods.goods_id = ${goodsId}`
  if (row === undefined) throw new Error('goods that were just changed are gone')
  return presentOwnGoods(row)
}

const shopIdsOf = ({ shopIds }: GoodsRequest): string[] => shopIds.flatMap((id) => decodeId('shp', id) ?? [])

const digestBytes = (digest: string | null): Buffer | null =>
  digest === null ? null : Buffer.from(digest, 'hex')
