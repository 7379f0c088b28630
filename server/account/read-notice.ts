import type { Notice } from '#contract'
import { noticeInForce } from '#domain/account'
import type { Dependencies, Queryable } from '#server/platform/index'

type NoticeBody = Pick<Notice, 'title' | 'paragraphs'>

/** The notice in force; throws before the first, because the city's data is loaded before the service answers. */
export const readNoticeInForce = async (sql: Queryable, now: Date): Promise<Notice> => {
  const rows = await sql<{ version: string; publishedAt: Date; body: NoticeBody }[]>`
    SELECT version, published_at AS "publishedAt", body FROM notice`
  const notice = noticeInForce(rows, now)
  if (notice === undefined) throw new Error('No notice is in force: the city data was not loaded.')
  const { title, paragraphs } = notice.body
  return { version: notice.version, publishedAt: notice.publishedAt.toISOString(), title, paragraphs }
}

export const readNotice = ({ sql, clock }: Dependencies): Promise<Notice> =>
  readNoticeInForce(sql, clock.now())
