import { bikeRide, busRide, metroRide, type OperatorClient, type Random } from '../operators'
import type { RideRow } from '#contract'
import { signInResident, type ResidentPlaces } from './resident-client'
import type { Resident } from './residents'
import type { WalletCard } from './wallet'

/** Opens an account with all cards and consents for every inhabitant who has none yet. */
export const settleInhabitants = async (
  people: readonly Resident[],
  places: ResidentPlaces,
): Promise<void> => {
  for (const { residentId, part } of people) {
    if (part !== 'inhabitant') continue
    const client = await signInResident(residentId, places)
    if ((await client.me()).standing === 'open') continue
    await client.openAccount()
    await client.linkWallet()
    await client.consentToAll()
  }
}

export interface InhabitantRide {
  readonly operatorId: string
  readonly row: RideRow
}

/** The operator that reports rides with this card, by mode; undefined where none does. */
export const operatorOf = (
  card: WalletCard,
  mode: 'metro' | 'bus' | 'bike' | 'ferry',
): OperatorClient['operatorId'] | undefined => {
  if (card.kind === 'plasticCard') return undefined
  if (card.scheme === 'sptcc-card' && mode !== 'bike') return 'sptcc'
  if (card.scheme === 'metro-code' && mode === 'metro') return 'metro-app'
  if (card.scheme === 'bus-code' && mode === 'bus') return 'bus-group'
  if (card.scheme === 'bike-user' && mode === 'bike')
    return card.value.startsWith('blue:') ? 'bike-blue' : 'bike-green'
  return undefined
}

/** A ride this inhabitant sets out on at this moment, in real time: its end lies ahead. */
export const nextRide = (resident: Resident, at: Date, random: Random): InhabitantRide | undefined => {
  const carried = resident.wallet.filter((one) => !resident.sold?.includes(one))
  if (carried.length === 0) return undefined
  const card = random.pick(carried)
  const mode =
    card.scheme === 'bike-user'
      ? 'bike'
      : card.scheme === 'metro-code'
        ? 'metro'
        : random.pick(['metro', 'bus'] as const)
  const operatorId = operatorOf(card, mode) ?? operatorOf(card, 'bus')
  if (operatorId === undefined) return undefined
  const { scheme, value } = card
  const facts = { at, subject: { scheme, value } }
  const isHomeward = at.getUTCHours() >= 4
  const { from, to } = isHomeward
    ? { from: resident.commute.to, to: resident.commute.from }
    : resident.commute
  if (mode === 'bike') return { operatorId, row: bikeRide({ ...facts, meters: random.between(600, 3_800) }) }
  if (mode === 'metro' && operatorId !== 'bus-group')
    return { operatorId, row: metroRide({ ...facts, from, to }) }
  return { operatorId, row: busRide(facts) }
}
