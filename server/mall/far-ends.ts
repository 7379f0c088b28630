import type { GoodsPartners } from '#contract'
import type { Dependencies, Queryable } from '#server/platform/index'

/** Where what an outside system delivers counts: the counter of its institution, a shop in which nobody stands. */
export interface FarEndCounter {
  readonly kind: GoodsPartners['deliveries'][number]['kind']
  readonly shopId: string
  readonly nameZh: string
  readonly nameEn: string
}

/** The counter of each far end that is connected and can be owed; one kind has one at most. */
export const farEnds = (
  sql: Queryable,
  { deliveryGateways }: Pick<Dependencies['config'], 'deliveryGateways'>,
): Promise<FarEndCounter[]> =>
  sql<FarEndCounter[]>`
    SELECT DISTINCT ON (kind) kind, shop_id AS "shopId", institution.name_zh AS "nameZh", institution.name_en AS "nameEn"
    FROM unnest(${deliveryGateways.map(({ kind }) => kind)}::text[], ${deliveryGateways.map(({ creditCode }) => creditCode)}::text[])
      AS gateway (kind, credit_code)
    JOIN institution USING (credit_code) JOIN shop USING (institution_id)
    WHERE is_merchant AND suspended_at IS NULL AND closed_at IS NULL ORDER BY kind, opened_at, shop_id`
