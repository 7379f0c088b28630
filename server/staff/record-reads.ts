import type { Queryable, StaffPrincipal } from '#server/platform/index'

/** A page that is opened again within this is one reading. */
const ONE_READING_MINUTES = 10

const READERS: Readonly<Record<StaffPrincipal['role'], { zh: string; en: string }>> = {
  centre: { zh: '市减污降碳中心工作人员', en: 'Staff of the city carbon reduction centre' },
  exchange: { zh: '上海环境能源交易所工作人员', en: 'Staff of the Shanghai Environment and Energy Exchange' },
  bureau: { zh: '市生态环境局工作人员', en: 'Staff of the city ecology and environment bureau' },
  district: { zh: '区生态环境局工作人员', en: 'Staff of a district ecology and environment bureau' },
}

/** Notes for each resident that staff read her data, and what for (PIPL Art 45): she sees it under "who read my data". A closed account has nobody who sees. */
export const recordReads = async (
  sql: Queryable,
  read: {
    accountIds: readonly string[]
    reader: StaffPrincipal
    purpose: { zh: string; en: string }
    now: Date
  },
): Promise<void> => {
  const { reader, purpose, now } = read
  const accountIds = [...new Set(read.accountIds)]
  if (accountIds.length === 0) return
  const since = new Date(now.getTime() - ONE_READING_MINUTES * 60_000)
  const words = READERS[reader.role]
  await sql`
    INSERT INTO data_read (account_id, read_at, reader_zh, reader_en, purpose_zh, purpose_en)
    SELECT account_id, ${now}::timestamptz, ${words.zh}::text, ${words.en}::text, ${purpose.zh}::text, ${purpose.en}::text
    FROM account WHERE account_id = ANY (${accountIds}::text[]::uuid[]) AND closed_at IS NULL AND NOT EXISTS (
      SELECT FROM data_read AS kept
      WHERE kept.account_id = account.account_id AND kept.read_at > ${since} AND kept.reader_en = ${words.en}
        AND kept.purpose_en = ${purpose.en})`
}
