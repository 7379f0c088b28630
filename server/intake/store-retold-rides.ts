import type { Transaction } from '#server/platform/index'

import {
  decideCorrection,
  replaceRides,
  withdrawRides,
  type Correction,
  type Replacement,
} from './correct-rides'
import { decideMatch, readMatchFacts, type MatchFacts } from './match-rides'
import {
  holdStandingRides,
  lookForRides,
  RIDE_STATE,
  takeMatchedRides,
  type MatchedRide,
  type StandingRide,
  type Taking,
} from './take-rides'
import { hexAt, type RideColumns } from './ride-columns'

export interface RetoldRides {
  readonly columns: RideColumns
  /** The taking of a place's day and scene. */
  readonly takingOf: (place: number) => Taking
  readonly judge: (place: number, outcome: Correction) => void
}

/**
 * Stores rides that one push tells more than once, as if their lines had come one after the other in pushes of their own: a
 * revision that is refused or belongs to nobody leaves the one before it standing. The lines are judged in memory and each ride
 * is written once, so that a push of nothing but repeats costs no more than another.
 */
export async function storeRetoldRides(
  sql: Transaction,
  rides: RetoldRides,
  retold: readonly number[][],
): Promise<void> {
  if (retold.length === 0) return
  const facts = await readFacts(sql, rides, retold.flat())
  // A ride that another push brought first is judged again, against that; it stands from then on, so twice is the most.
  for (let waiting = retold; waiting.length > 0;) waiting = await storeOnce(sql, rides, waiting, facts)
}

/** Judges and writes; returns the rides that another push has brought in between. */
async function storeOnce(
  sql: Transaction,
  rides: RetoldRides,
  retold: readonly number[][],
  facts: ReadonlyMap<number, MatchFacts>,
): Promise<number[][]> {
  const firsts = retold.map((tellings) => tellings[0]!)
  const found = new Map<number, StandingRide>()
  for (const [taking, places] of byTaking(rides, firsts))
    for (const ride of await holdStandingRides(sql, taking, places)) found.set(ride.place, ride)
  const told = retold.map((tellings) => tell(rides, tellings, found.get(tellings[0]!), facts))
  const written = told.flatMap(({ written }) => (written === undefined ? [] : [written]))
  const overtaken = await write(sql, rides, written)
  const withdrawn = told.flatMap((one) => (one.withdrawn === undefined ? [] : [one.withdrawn]))
  for (const [taking, places] of byTaking(rides, withdrawn)) await withdrawRides(sql, taking, places)
  for (const { outcomes, written } of told)
    if (written === undefined || !overtaken.has(written.place))
      for (const [place, outcome] of outcomes) rides.judge(place, outcome)
  return retold.filter((_, n) => overtaken.has(told[n]!.written?.place ?? -1))
}

interface Written extends Replacement {
  readonly instrumentId: string
  readonly isNew: boolean
}

interface Told {
  readonly outcomes: readonly (readonly [place: number, outcome: Correction])[]
  /** The telling that stands in the end; undefined when none changed anything. */
  readonly written: Written | undefined
  /** The telling that withdrew a ride whose window is over; such a ride is not replaced. */
  readonly withdrawn: number | undefined
}

/** One ride's lines in their order, each against what the lines before it have left. */
function tell(
  { columns, takingOf }: RetoldRides,
  tellings: readonly number[],
  found: StandingRide | undefined,
  facts: ReadonlyMap<number, MatchFacts>,
): Told {
  let standing = found
  let written: Written | undefined
  let withdrawn: number | undefined
  const outcomes = tellings.map((place): [number, Correction] => {
    const taking = takingOf(place)
    const decision =
      standing === undefined
        ? decideFirst(place, facts.get(place)!)
        : decideCorrection(taking, { ...standing, place }, facts.get(place)!)
    const told = { revision: columns.revision[place]!, payloadDigest: hexAt(columns.payloadDigest, place) }
    if (decision.kind === 'takenBack' && standing !== undefined) {
      withdrawn = place
      standing = { ...standing, ...told, place, state: RIDE_STATE.withdrawnLate }
    }
    if (decision.kind !== 'replace') return [place, decision]
    const instrumentId = facts.get(place)!.instrumentId!
    const accountId = decision.ride.accountId ?? written?.accountId ?? null
    written = { place, accountId, instrumentId, isNew: found === undefined }
    standing = {
      ...{ place, ...told, instrumentId },
      sceneNo: taking.group.sceneNo,
      runNo: taking.runNo,
      state: columns.isWithdrawal[place] === 1 ? RIDE_STATE.withdrawn : RIDE_STATE.counts,
    }
    return [place, { kind: 'accepted' }]
  })
  return { outcomes, written, withdrawn }
}

function decideFirst(place: number, facts: MatchFacts): ReturnType<typeof decideCorrection> {
  const match = decideMatch(facts)
  if (match.kind === 'matched') return { kind: 'replace', ride: { place, accountId: match.accountId } }
  return match.kind === 'unmatched' ? match : { kind: 'rejected', fault: { code: match.code } }
}

/** Returns the places of new rides that another push has brought in between. */
async function write(
  sql: Transaction,
  rides: RetoldRides,
  written: readonly Written[],
): Promise<ReadonlySet<number>> {
  const byPlace = new Map(written.map((ride) => [ride.place, ride]))
  const overtaken = new Set<number>()
  for (const [taking, places] of byTaking(rides, [...byPlace.keys()])) {
    const own = places.map((place) => byPlace.get(place)!)
    const fresh = own.filter(isFresh)
    if (fresh.length > 0) {
      await takeMatchedRides(sql, taking, fresh)
      const freshPlaces = fresh.map(({ place }) => place)
      for (const { place } of (await lookForRides(sql, taking, freshPlaces)).standing) overtaken.add(place)
    }
    await replaceRides(
      sql,
      taking,
      own.filter(({ isNew }) => !isNew),
    )
  }
  return overtaken
}

/** A new ride always has an account: its first accepted telling was matched. */
function isFresh(ride: Written): ride is Written & MatchedRide {
  return ride.isNew
}

async function readFacts(
  sql: Transaction,
  rides: RetoldRides,
  places: readonly number[],
): Promise<ReadonlyMap<number, MatchFacts>> {
  const facts = new Map<number, MatchFacts>()
  for (const [taking, own] of byTaking(rides, places))
    for (const [place, fact] of await readMatchFacts(sql, taking, own)) facts.set(place, fact)
  return facts
}

function byTaking({ takingOf }: RetoldRides, places: readonly number[]): Map<Taking, number[]> {
  const takings = new Map<Taking, number[]>()
  for (const place of places) {
    const taking = takingOf(place)
    const own = takings.get(taking)
    if (own === undefined) takings.set(taking, [place])
    else own.push(place)
  }
  return takings
}
