import type { Message } from '#contract'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

import { wordsOf, type MessageFacts } from './words'

export interface MessageRow {
  message_id: string
  account_id: string
  due_at: Date
  attempts: number
  facts: MessageFacts
}

/** Select list of a MessageRow, from `message`. */
export const messageColumns = (sql: Queryable) => sql`
  message.message_id, message.account_id, message.due_at, message.attempts,
  jsonb_build_object('kind', message.kind, 'scene',
    (SELECT jsonb_build_object('zh', name_zh, 'en', name_en) FROM scene WHERE scene.scene_no = message.scene_no)) AS facts`

export const messageOnWire = ({ message_id: id, due_at: at, facts }: MessageRow): Message => ({
  messageId: encodeId('msg', id),
  at: at.toISOString(),
  ...wordsOf(facts),
})
