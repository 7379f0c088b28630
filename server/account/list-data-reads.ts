import type { DataReadList } from '#contract'
import type { Dependencies } from '#server/platform/index'

/** More than anybody reads; the export holds them all. */
const READS_SHOWN_MAX = 500

/** Who read this resident's data and why, latest first (PIPL Art 45). */
export const listDataReads = async ({ sql }: Dependencies, accountId: string): Promise<DataReadList> => {
  const rows = await sql<
    { read_at: Date; reader_zh: string; reader_en: string; purpose_zh: string; purpose_en: string }[]
  >`
    SELECT read_at, reader_zh, reader_en, purpose_zh, purpose_en FROM data_read
    WHERE account_id = ${accountId} ORDER BY read_at DESC LIMIT ${READS_SHOWN_MAX}`
  return {
    items: rows.map((row) => ({
      at: row.read_at.toISOString(),
      reader: { zh: row.reader_zh, en: row.reader_en },
      purpose: { zh: row.purpose_zh, en: row.purpose_en },
    })),
  }
}
