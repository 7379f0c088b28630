import { numberTail, type InstrumentOwner } from '#domain/instrument'
import type { Proof } from '#domain/identity'
import { newId, type Dependencies, type Transaction } from '#server/platform/index'
import type { HostCardList } from '#server/gateways/index'

/** A card of a host's list under the index by which it is found: 16 bytes of a keyed digest, as a uuid. */
export type AttestedCard = HostCardList['cards'][number] & { readonly blindIndex: string }

interface FoundInstrument {
  readonly instrumentId: string
  readonly owner: InstrumentOwner | null
}

/**
 * The instrument and its owner now. It is locked, known or not, so that of two people who link one card at the same moment the
 * second finds the first as its owner.
 */
export const findInstrument = async (
  transaction: Transaction,
  blindIndex: string,
): Promise<FoundInstrument | null> => {
  await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`instrument ${blindIndex}`}, 0))`
  const [row] = await transaction<
    { instrument_id: string; account_id: string | null; claimed_at: Date | null }[]
  >`
    SELECT instrument.instrument_id, link.account_id,
      (SELECT link.linked_at FROM instrument_link AS former
        WHERE former.instrument_id = link.instrument_id AND former.unlinked_at = link.linked_at
          AND former.account_id <> link.account_id) AS claimed_at
    FROM instrument
    LEFT JOIN instrument_link AS link ON link.instrument_id = instrument.instrument_id AND link.unlinked_at IS NULL
    WHERE blind_index = ${blindIndex}`
  if (row === undefined) return null
  const { instrument_id: instrumentId, account_id: accountId, claimed_at: claimedAt } = row
  return { instrumentId, owner: accountId === null ? null : { accountId, claimedAt } }
}

/** Keeps an instrument nobody has linked before: its number sealed, its tail, the index to find it again. */
export const keepInstrument = async (
  { crypto, clock }: Dependencies,
  transaction: Transaction,
  card: AttestedCard,
): Promise<string> => {
  const instrumentId = newId(clock)
  await transaction`
    INSERT INTO instrument (instrument_id, blind_index, scheme, kind, issuer_zh, issuer_en, number_sealed, number_tail)
    VALUES (${instrumentId}, ${card.blindIndex}, ${card.scheme}, ${card.kind}, ${card.issuerZh}, ${card.issuerEn},
      ${crypto.seal('instrument', card.value, instrumentId)}, ${numberTail(card.value)})`
  return instrumentId
}

/** Ends the former owner's link, if there is one, and begins the new one at that very moment, so that no ride falls between. */
export const moveLink = async (
  transaction: Transaction,
  link: {
    readonly instrumentId: string
    readonly accountId: string
    readonly proof: Proof
    readonly now: Date
  },
): Promise<void> => {
  await transaction`
    UPDATE instrument_link SET unlinked_at = greatest(linked_at, ${link.now}::timestamptz)
    WHERE instrument_id = ${link.instrumentId} AND unlinked_at IS NULL`
  // Linked, unlinked and linked again within one tick of the clock: the new link begins a moment after the old one began.
  await transaction`
    INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
    SELECT ${link.instrumentId}, ${link.accountId},
      greatest(${link.now}::timestamptz, max(linked_at) + interval '1 millisecond', max(unlinked_at)), ${link.proof}
    FROM instrument_link WHERE instrument_id = ${link.instrumentId}`
}
