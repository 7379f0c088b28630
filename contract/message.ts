import { Type, type Static } from '@sinclair/typebox'
import { Count, Instant, MilligramsText, Name, Nullable, WireId } from './primitives'

/** A project or methodology she applied with in her own name. */
const MessageAbout = Type.Union([
  Type.Object({
    kind: Type.Literal('project'),
    projectId: WireId('prj'),
    /** As she named it. */
    name: Type.String(),
    /** What was issued, where that is what she is told. */
    reductionMilligrams: Nullable(MilligramsText),
  }),
  Type.Object({
    kind: Type.Literal('proposal'),
    proposalId: WireId('mpr'),
    name: Nullable(Name),
    /** Which version was published, where that is what she is told. */
    version: Nullable(Count),
  }),
])

/** Something a resident is told. The same words go to her phone through her host: no place, no amount, no name. */
export const Message = Type.Object({
  messageId: WireId('msg'),
  at: Instant,
  title: Name,
  text: Name,
  /** The page of the module on which she can act on it. */
  opens: Type.Union([
    Type.Literal('scenes'),
    Type.Literal('rides'),
    Type.Literal('appeals'),
    Type.Literal('guardian'),
    Type.Literal('points'),
    Type.Literal('vouchers'),
    Type.Literal('home'),
    Type.Literal('credit'),
    Type.Literal('project'),
    Type.Literal('proposal'),
  ]),
  /** Which of hers it is about, for the module alone: her host is given the words. */
  about: Nullable(MessageAbout),
})
export type Message = Static<typeof Message>

/** What she has not read yet, the latest first; of very many only the latest. */
export const MessageList = Type.Object({ items: Type.Array(Message), unread: Count })
export type MessageList = Static<typeof MessageList>
