import type { Transaction } from '#server/platform/index'

import type { ArrangedRides } from './arrange-rides'
import { compareRide } from './compare-ride'
import { correctRides, type Correction } from './correct-rides'
import { decideMatch, readMatchFacts } from './match-rides'
import { compareKeys, type RideColumns, type RideGroup } from './ride-columns'
import { storeRetoldRides } from './store-retold-rides'
import {
  lookForRides,
  takeMatchedRides,
  takeRoutedRides,
  type MatchedRide,
  type StandingRide,
  type Taking,
} from './take-rides'
import type { Verdicts } from './verdicts'

/** More rides in one statement save nothing and hold more memory on both sides. */
const RIDES_A_STATEMENT = 10_000

export interface RidesToStore {
  readonly columns: RideColumns
  readonly verdicts: Verdicts
  readonly operatorNo: number
  readonly receivedAt: Date
  /** The open run of a group, held for the transaction. */
  readonly runNoOf: (group: RideGroup) => number
  /** Collects the lines that withdrew a ride of a run that has closed: accepted, and of no open run. */
  readonly takenBack: Set<number>
}

/** Rides that need a second look after the fast statement, by group. */
interface Leftover {
  readonly taking: Taking
  readonly absent: number[]
  readonly corrections: number[]
}

/**
 * Writes the rides of a push and gives every one its verdict; returns the places in conflict, for quarantine. Three rounds over all
 * groups: rides that the routes know, rides whose account is looked for in the past, corrections. Each round takes its locks
 * in the order of day, scene and key and none reaches back into another, so two pushes of the same rides never deadlock. Rides
 * told more than once come last; a deadlock over one of those is begun again.
 */
export async function storeRides(
  sql: Transaction,
  store: RidesToStore,
  arranged: ArrangedRides,
): Promise<number[]> {
  const conflicts: number[] = []
  const leftovers: Leftover[] = []
  const takings = new Map<RideGroup, Taking>()
  for (const { group, places } of arranged.groups) {
    const taking = { ...store, group, runNo: store.runNoOf(group) }
    takings.set(group, taking)
    for (let from = 0; from < places.length; from += RIDES_A_STATEMENT) {
      leftovers.push(
        await takeChunk(sql, taking, store, places.slice(from, from + RIDES_A_STATEMENT), conflicts),
      )
    }
  }
  for (const leftover of leftovers) await takeFromThePast(sql, leftover, store, conflicts)
  for (const leftover of leftovers) await correct(sql, leftover, store, conflicts)
  const { columns } = store
  const retold = {
    columns,
    takingOf: (place: number) => takings.get(columns.groups[columns.groupNo[place]!]!)!,
    judge: (place: number, outcome: Correction) => judge(store, place, outcome, conflicts),
  }
  await storeRetoldRides(sql, retold, arranged.retold)
  return conflicts
}

async function takeChunk(
  sql: Transaction,
  taking: Taking,
  { columns, verdicts }: RidesToStore,
  places: number[],
  conflicts: number[],
): Promise<Leftover> {
  const leftover: Leftover = { taking, absent: [], corrections: [] }
  const rides = places.filter((place) => columns.isWithdrawal[place] === 0)
  const taken = rides.length === 0 ? 0 : await takeRoutedRides(sql, taking, rides)
  const found =
    taken === places.length ? { absent: [], standing: [] } : await lookForRides(sql, taking, places)
  for (const place of places) verdicts.give(columns.line[place]!, 'accepted')
  leftover.absent.push(...found.absent)
  judgeStanding({ columns, verdicts }, found.standing, leftover, conflicts)
  return leftover
}

/** Judges what was there already; corrections wait for their round. */
function judgeStanding(
  { columns, verdicts }: Pick<RidesToStore, 'columns' | 'verdicts'>,
  standing: readonly StandingRide[],
  leftover: Leftover,
  conflicts: number[],
): void {
  for (const ride of standing) {
    const line = columns.line[ride.place]!
    const comparison = compareRide(columns, ride)
    if (comparison === 'correction') leftover.corrections.push(ride.place)
    else if (comparison === 'stale') verdicts.reject(line, { code: 'ride.revision-stale' })
    else verdicts.give(line, comparison)
    if (comparison === 'conflict') conflicts.push(ride.place)
  }
}

async function takeFromThePast(
  sql: Transaction,
  leftover: Leftover,
  store: RidesToStore,
  conflicts: number[],
): Promise<void> {
  const { taking, absent } = leftover
  if (absent.length === 0) return
  const { columns, verdicts } = store
  const facts = await readMatchFacts(sql, taking, absent)
  const matched: MatchedRide[] = []
  for (const place of absent) {
    const match = decideMatch(facts.get(place)!)
    const line = columns.line[place]!
    if (match.kind === 'matched')
      matched.push({ place, accountId: match.accountId, instrumentId: match.instrumentId })
    else if (match.kind === 'unmatched') verdicts.give(line, 'unmatched')
    else verdicts.reject(line, { code: match.code })
  }
  if (matched.length === 0) return
  await takeMatchedRides(sql, taking, matched)
  // Another push may have brought one of them in the meantime.
  const places = matched.map(({ place }) => place)
  const { standing } = await lookForRides(sql, taking, places)
  judgeStanding(store, standing, leftover, conflicts)
}

async function correct(
  sql: Transaction,
  leftover: Leftover,
  store: RidesToStore,
  conflicts: number[],
): Promise<void> {
  if (leftover.corrections.length === 0) return
  const { columns } = store
  const places = [...leftover.corrections].sort((left, right) => compareKeys(columns, left, right))
  for (const [place, correction] of await correctRides(sql, leftover.taking, places))
    judge(store, place, correction, conflicts)
}

function judge(
  { columns, verdicts, takenBack }: RidesToStore,
  place: number,
  outcome: Correction,
  conflicts: number[],
): void {
  const line = columns.line[place]!
  if (outcome.kind === 'rejected') verdicts.reject(line, outcome.fault)
  else verdicts.give(line, outcome.kind === 'takenBack' ? 'accepted' : outcome.kind)
  if (outcome.kind === 'takenBack') takenBack.add(line)
  if (outcome.kind === 'conflict') conflicts.push(place)
}
