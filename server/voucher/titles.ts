import type { TitleList } from '#contract'
import { encodeId } from '#domain/id'
import { eachApart, type Dependencies, type Queryable } from '#server/platform/index'

/** Gives a title that was taken, once; anything else, and one of a stopped account, is left as it is. Returns whether it was given now. */
export const giveTitle = async (sql: Queryable, voucherId: string, now: Date): Promise<boolean> => {
  const [row] = await sql<{ given: boolean }[]>`
    SELECT title_give(${voucherId}::uuid, ${now}::timestamptz) AS given`
  return row?.given ?? false
}

/**
 * Titles whose taking ended between its two steps are given when their one day is over, instead of running out; those of a stopped account
 * once it goes on.
 */
export const giveDueTitles = async ({ sql, clock }: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const due = await sql<{ voucher_id: string }[]>`
    SELECT voucher_id FROM voucher JOIN goods USING (goods_id)
    WHERE state = 'issued' AND valid_to <= ${clock.now()} AND kind = 'title' ORDER BY valid_to`
  await eachApart(due, ({ voucher_id: voucherId }) => giveTitle(sql, voucherId, clock.now()))
}

/** The titles she holds, the latest first. */
export const listTitles = async (
  { sql }: Pick<Dependencies, 'sql'>,
  accountId: string,
): Promise<TitleList> => {
  const rows = await sql<
    {
      voucher_id: string
      name_zh: string
      name_en: string
      detail_zh: string
      detail_en: string
      giver_zh: string
      giver_en: string
      picture_digest: Buffer | null
      price_points: bigint
      ended_at: Date
    }[]
  >`
    SELECT voucher_id, goods.name_zh, goods.name_en, detail_zh, detail_en, giver.name_zh AS giver_zh, giver.name_en AS giver_en,
      picture_digest, voucher.price_points, ended_at
    FROM voucher JOIN goods USING (goods_id) JOIN institution AS giver ON giver.institution_id = sponsor_id
    WHERE account_id = ${accountId} AND kind = 'title' AND state = 'redeemed' ORDER BY ended_at DESC, voucher_id`
  return {
    items: rows.map((row) => ({
      voucherId: encodeId('vch', row.voucher_id),
      name: { zh: row.name_zh, en: row.name_en },
      detail: { zh: row.detail_zh, en: row.detail_en },
      givenBy: { zh: row.giver_zh, en: row.giver_en },
      pictureDigest: row.picture_digest?.toString('hex') ?? null,
      pricePoints: Number(row.price_points),
      givenAt: row.ended_at.toISOString(),
    })),
  }
}
