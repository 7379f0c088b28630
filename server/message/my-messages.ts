import { refuse, type MessageList, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import type { Dependencies } from '#server/platform/index'

import { messageColumns, messageOnWire, type MessageRow } from './message-row'

/** More than anybody leaves unread; the count says how many there are. */
const MESSAGES_SHOWN_MAX = 20

/** What this resident has not read yet, the latest first. */
export const listMessages = async ({ sql, clock }: Dependencies, accountId: string): Promise<MessageList> => {
  const rows = await sql<(MessageRow & { unread: number })[]>`
    SELECT ${messageColumns(sql)}, count(*) OVER ()::int AS unread FROM message
    WHERE account_id = ${accountId} AND read_at IS NULL AND due_at <= ${clock.now()}
    ORDER BY due_at DESC, message_id DESC LIMIT ${MESSAGES_SHOWN_MAX}`
  return { items: rows.map(messageOnWire), unread: rows[0]?.unread ?? 0 }
}

/** Notes that she has read it; what she has read here is not sent to her phone any more. Refuses `request.not-found`. */
export const readMessage = async (
  { sql, clock }: Dependencies,
  accountId: string,
  wireId: string,
): Promise<Refusal | undefined> => {
  const messageId = decodeId('msg', wireId)
  if (messageId === undefined) return refuse('request.not-found')
  const read = await sql`
    UPDATE message SET read_at = coalesce(read_at, ${clock.now()})
    WHERE message_id = ${messageId} AND account_id = ${accountId} RETURNING 1`
  return read.length > 0 ? undefined : refuse('request.not-found')
}
