import { isRefusal, refuse, type LinkOutcome, type LinkOutcomeList, type Refusal } from '#contract'
import { encodeId } from '#domain/id'
import { decideLink, maskedNumberOf, normalizeInstrument, numberTail } from '#domain/instrument'
import type { Proof } from '#domain/identity'
import { holdDecidedAccount } from '#server/identity/index'
import type { HostCardList, Hosts } from '#server/gateways/index'
import {
  inTransaction,
  type Dependencies,
  type ResidentPrincipal,
  type Transaction,
} from '#server/platform/index'

import { findInstrument, keepInstrument, moveLink, type AttestedCard } from './instrument-rows'
import { readStatement } from './read-statement'

type Intent = 'link' | 'claim'

/**
 * Links every instrument of a host's signed card list that can report rides and belongs to nobody else; with the intent
 * `claim` takes over those that do, because the host attests them as hers now. Past rides stay where they are. Refuses what
 * `readStatement` refuses, a list presented twice, `account.closed`, `account.guardian-needed`; a claim besides `instrument.not-a-channel` and
 * `instrument.owned-by-another` when that is all there is to say.
 */
export const linkInstruments = async (
  deps: Dependencies,
  hosts: Hosts,
  resident: ResidentPrincipal,
  asked: { readonly statement: string; readonly intent: Intent },
): Promise<LinkOutcomeList | Refusal> => {
  const list = await readStatement(deps, hosts, resident, asked.statement)
  if (isRefusal(list)) return list
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const refused = await holdDecidedAccount(transaction, resident.accountId)
    if (refused) return refused
    const used = await useOnce(deps, transaction, resident.hostId, list)
    if (used) return used
    const [account] = await transaction<{ proof: Proof }[]>`
      SELECT proof FROM account WHERE account_id = ${resident.accountId}`
    const linker = { accountId: resident.accountId, intent: asked.intent, proof: account?.proof ?? 'host' }
    const outcomes: LinkOutcome[] = []
    for (const card of attestedCards(deps, list))
      outcomes.push(await linkOne(deps, transaction, linker, card))
    return claimRefusal(asked.intent, outcomes) ?? { items: outcomes }
  })
}

/** A list counts once (its jti), so that an intercepted one cannot be presented again by its own person's other phone. */
const useOnce = async (
  { clock }: Dependencies,
  transaction: Transaction,
  hostId: string,
  { jti, exp }: HostCardList,
): Promise<Refusal | undefined> => {
  await transaction`DELETE FROM statement_used WHERE forget_after < ${clock.now()}`
  const fresh = await transaction`
    INSERT INTO statement_used (host_id, statement_id, forget_after)
    VALUES (${hostId}, ${jti}, ${new Date((exp + 3600) * 1000)})
    ON CONFLICT DO NOTHING RETURNING 1`
  return fresh.length === 0 ? refuse('instrument.statement-refused', '/body/statement') : undefined
}

/** Each instrument once, in the order of its blind index: two lists that share cards never wait for each other in a circle. */
const attestedCards = ({ crypto }: Dependencies, { cards }: HostCardList): AttestedCard[] => {
  const byIndex = new Map<string, AttestedCard>()
  for (const card of cards) {
    const { scheme, value } = normalizeInstrument(card)
    // A plastic card may carry the number of the card in a phone: then it is the phone's card that counts.
    const blindIndex = uuidText(crypto.blindIndex('instrument', `${scheme}\n${value}`))
    const known = byIndex.get(blindIndex)
    if (known === undefined || known.kind === 'plasticCard')
      byIndex.set(blindIndex, { ...card, scheme, value, blindIndex })
  }
  return [...byIndex.values()].sort((a, b) => (a.blindIndex < b.blindIndex ? -1 : 1))
}

const uuidText = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const linkOne = async (
  deps: Dependencies,
  transaction: Transaction,
  linker: { readonly accountId: string; readonly intent: Intent; readonly proof: Proof },
  card: AttestedCard,
): Promise<LinkOutcome> => {
  const shown = {
    maskedNumber: maskedNumberOf(numberTail(card.value)),
    kind: card.kind,
    issuer: { zh: card.issuerZh, en: card.issuerEn },
  }
  const now = deps.clock.now()
  // Plastic is decided before anything is written: the number of a card that can report nothing is not kept.
  const found = card.kind === 'plasticCard' ? null : await findInstrument(transaction, card.blindIndex)
  const decision = decideLink({ ...linker, kind: card.kind, owner: found?.owner ?? null, now })
  switch (decision) {
    case 'notAChannel':
    case 'ownedByAnother':
      return { ...shown, outcome: decision, instrumentId: null }
    case 'alreadyYours':
      return { ...shown, outcome: decision, instrumentId: encodeId('ins', found?.instrumentId ?? '') }
    case 'linked':
    case 'takenOver': {
      const instrumentId = found?.instrumentId ?? (await keepInstrument(deps, transaction, card))
      await moveLink(transaction, { instrumentId, ...linker, now })
      return { ...shown, outcome: 'linked', instrumentId: encodeId('ins', instrumentId) }
    }
  }
}

/** A claim that could move nothing says why in one word; what a link could not do is said card by card. */
const claimRefusal = (intent: Intent, outcomes: readonly LinkOutcome[]): Refusal | undefined => {
  if (intent === 'link' || outcomes.length === 0) return undefined
  const every = (outcome: LinkOutcome['outcome']): boolean => outcomes.every((one) => one.outcome === outcome)
  if (every('notAChannel')) return refuse('instrument.not-a-channel')
  if (every('ownedByAnother')) return refuse('instrument.owned-by-another')
  return undefined
}
