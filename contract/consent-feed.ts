import { Type, type Static } from '@sinclair/typebox'
import { CityDay, Count, Cursor, Instant, Nullable, OperatorId, SceneId, WireId } from './primitives'

/** An instrument as its operator knows it, in the words of its pushes. */
const Subject = Type.Object({ scheme: Type.String(), value: Type.String() })

/**
 * One instrument that is consented to this operator in this scene, or no longer is. `from` and `until` are whole minutes, rounded up. An id
 * stands for one instrument and one time only: given again after an end, it is another.
 */
export const ConsentEntry = Type.Object({
  consentId: WireId('cns'),
  kind: Type.Union([Type.Literal('granted'), Type.Literal('ended')]),
  sceneId: SceneId,
  /** Null once its deletion is receipted: then nobody needs the number any more. */
  subject: Nullable(Subject),
  from: Instant,
  /** Null while it is open. */
  until: Nullable(Instant),
  /** Of an ended one: what to answer with a receipt. */
  deleteOrderId: Nullable(WireId('dlo')),
})
export type ConsentEntry = Static<typeof ConsentEntry>

/** Endings stand before grants. `cursor` is where to go on, also when there is nothing new. */
export const ConsentFeed = Type.Object({
  items: Type.Array(ConsentEntry),
  cursor: Cursor,
  isMore: Type.Boolean(),
  /** Orders that wait for a receipt; they are listed apart, and are there before their ending is. */
  openDeleteOrders: Count,
})
export type ConsentFeed = Static<typeof ConsentFeed>

/** What is held of one instrument and scene on the ground of one ended consent, to be deleted. */
export const DeleteOrder = Type.Object({
  deleteOrderId: WireId('dlo'),
  consentId: WireId('cns'),
  sceneId: SceneId,
  subject: Subject,
  from: Instant,
  until: Instant,
  dueAt: Instant,
})
export type DeleteOrder = Static<typeof DeleteOrder>

/** Open orders, the oldest first; `waiting` counts them all, also those beyond the list. */
export const DeleteOrderList = Type.Object({ items: Type.Array(DeleteOrder), waiting: Count })
export type DeleteOrderList = Static<typeof DeleteOrderList>

/** What was deleted and when; the request itself is signed. */
export const DeletionReceiptRequest = Type.Object(
  { deletedRecords: Count, deletedAt: Instant },
  { additionalProperties: false },
)
export type DeletionReceiptRequest = Static<typeof DeletionReceiptRequest>

export const DeletionReceipt = Type.Object({
  deleteOrderId: WireId('dlo'),
  deletedRecords: Count,
  deletedAt: Instant,
  receivedAt: Instant,
})
export type DeletionReceipt = Static<typeof DeletionReceipt>

/** Under what consent one accepted ride stands, for an auditor; says nothing of who she is. */
export const ConsentProof = Type.Object({
  operatorId: OperatorId,
  operatorDay: CityDay,
  rideNo: Type.String(),
  sceneId: SceneId,
  receivedAt: Instant,
  /** As in the feed; null where the feed never told it. */
  consentId: Nullable(WireId('cns')),
  /** City day on which the consent was given. */
  consentedOn: CityDay,
  noticeVersion: Type.String(),
  /** SHA-256, hex, over the notice as `GET /v1/notice` answered it then, in canonical JSON (RFC 8785). */
  noticeDigest: Type.String(),
  /** 16 bytes, hex, keyed: the platform works it out again from ride and consent, nobody else can. Two rides have nothing in common in it. */
  proofDigest: Type.String(),
})
export type ConsentProof = Static<typeof ConsentProof>
