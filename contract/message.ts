import { Type, type Static } from '@sinclair/typebox'
import { Count, Instant, Name, WireId } from './primitives'

/** Something a resident is told. The same words go to her phone through her host: no place, no amount, no name. */
export const Message = Type.Object({
  messageId: WireId('msg'),
  at: Instant,
  title: Name,
  text: Name,
  /** The page of the module on which she can act on it. */
  opens: Type.Union([
    Type.Literal('scenes'),
    Type.Literal('appeals'),
    Type.Literal('guardian'),
    Type.Literal('points'),
    Type.Literal('vouchers'),
    Type.Literal('home'),
    Type.Literal('credit'),
  ]),
})
export type Message = Static<typeof Message>

/** What she has not read yet, the latest first; of very many only the latest. */
export const MessageList = Type.Object({ items: Type.Array(Message), unread: Count })
export type MessageList = Static<typeof MessageList>
