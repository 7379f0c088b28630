/** What can report rides by itself. */
export type ChannelKind = 'rideCode' | 'phoneCard' | 'bikeAccount'
/** A plain plastic card is listed by hosts, yet no operator reports its rides to us. */
export type InstrumentKind = ChannelKind | 'plasticCard'

const isChannel = (kind: InstrumentKind): kind is ChannelKind => kind !== 'plasticCard'

export type LinkDecision = 'linked' | 'alreadyYours' | 'ownedByAnother' | 'notAChannel' | 'takenOver'

/**
 * A card that was claimed rests this long with its new owner: where two hosts attest one card to two people it does not go
 * back and forth, and somebody has time to look. Our own figure.
 */
export const CLAIM_REST_MILLISECONDS = 24 * 3_600_000

/** Who owns an instrument now, and since when if she took it over from somebody by a claim. */
export interface InstrumentOwner {
  readonly accountId: string
  readonly claimedAt: Date | null
}

/**
 * What becomes of one instrument the host attests as this resident's. Linking never takes a card from anybody; claiming does,
 * because the host has attested that it is hers now, and the former owner keeps every ride of her time.
 */
export const decideLink = (asked: {
  readonly kind: InstrumentKind
  readonly accountId: string
  readonly owner: InstrumentOwner | null
  readonly intent: 'link' | 'claim'
  readonly now: Date
}): LinkDecision => {
  const { owner } = asked
  if (!isChannel(asked.kind)) return 'notAChannel'
  if (owner === null) return 'linked'
  if (owner.accountId === asked.accountId) return 'alreadyYours'
  const rests =
    owner.claimedAt !== null && asked.now.getTime() - owner.claimedAt.getTime() < CLAIM_REST_MILLISECONDS
  return asked.intent === 'claim' && !rests ? 'takenOver' : 'ownedByAnother'
}
