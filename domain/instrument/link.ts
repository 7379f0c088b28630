/** What can report rides by itself. */
export type ChannelKind = 'rideCode' | 'phoneCard' | 'bikeAccount'
/** A plain plastic card is listed by hosts, yet no operator reports its rides to us. */
export type InstrumentKind = ChannelKind | 'plasticCard'

export const isChannel = (kind: InstrumentKind): kind is ChannelKind => kind !== 'plasticCard'

export type LinkDecision = 'linked' | 'alreadyYours' | 'ownedByAnother' | 'notAChannel' | 'takenOver'

/**
 * What becomes of one instrument the host attests as this resident's. Linking never takes a card from anybody; claiming does,
 * because the host has attested that it is hers now, and the former owner keeps every ride of her time.
 */
export const decideLink = (asked: {
  readonly kind: InstrumentKind
  readonly accountId: string
  /** Account that owns the instrument now; null when nobody does. */
  readonly ownerAccountId: string | null
  readonly intent: 'link' | 'claim'
}): LinkDecision => {
  if (!isChannel(asked.kind)) return 'notAChannel'
  if (asked.ownerAccountId === null) return 'linked'
  if (asked.ownerAccountId === asked.accountId) return 'alreadyYours'
  return asked.intent === 'claim' ? 'takenOver' : 'ownedByAnother'
}
