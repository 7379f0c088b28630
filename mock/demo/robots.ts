import { nextRide, workThroughQueue, type Resident, type StaffDesks } from '#mock/city/index'
import { createRandom, reportSettledRuns, type OperatorClient } from '#mock/operators/index'
import type { DemoCity } from './demo-city'
import { reportedWords, staffWords } from './happening-words'
import { createRest, type Rest } from './rest'

export interface RobotParts {
  readonly city: DemoCity
  readonly residents: readonly Resident[]
  readonly operators: readonly OperatorClient[]
  readonly staff: StaffDesks
  /** Robots rest for good when it aborts. */
  readonly stop: AbortSignal
}

const REPORT_EVERY_MILLISECONDS = 2_000
/** A person reads before she signs. */
const STAFF_EVERY_MILLISECONDS = 2_500
const SET_OUT_EVERY_MILLISECONDS = 45_000

/** Everybody in the city who acts by herself: operators that report, staff at their queue, inhabitants who ride in real time. */
export const startRobots = (parts: RobotParts): Promise<unknown> => {
  const { city, operators, staff, stop } = parts
  const rest = createRest(stop)
  const repeating = (everyMilliseconds: number, turn: () => Promise<void>): Promise<void> =>
    repeat(turn, { stop, rest: () => rest(everyMilliseconds) })
  return Promise.all([
    ...operators.map((client) =>
      repeating(REPORT_EVERY_MILLISECONDS, async () => {
        for (const report of await reportSettledRuns(client)) city.happenings.tell(reportedWords(report))
      }),
    ),
    repeating(STAFF_EVERY_MILLISECONDS, async () => {
      if (!city.isStaffAutomatic()) return
      for (const deed of await workThroughQueue(staff)) city.happenings.tell(staffWords(deed))
    }),
    repeating(SET_OUT_EVERY_MILLISECONDS, letOneRide(parts, rest)),
  ])
}

/** Sends one inhabitant out; her ride is pushed when it is really over. */
const letOneRide = ({ city, residents, stop }: RobotParts, rest: Rest): (() => Promise<void>) => {
  const random = createRandom(new Date().toISOString())
  const inhabitants = residents.filter(({ part }) => part === 'inhabitant')
  return async () => {
    const ride = nextRide(random.pick(inhabitants), new Date(), random)
    if (!ride) return
    const arrival = Date.parse(ride.row.alight?.at ?? ride.row.board.at)
    void rest(Math.max(0, arrival - Date.now()))
      .then(() => (stop.aborted ? undefined : city.push([ride])))
      .catch(() => undefined)
  }
}

/** One turn after another; a turn that fails is tried again at the next, because the platform may just be away. */
const repeat = async (
  turn: () => Promise<void>,
  { stop, rest }: { readonly stop: AbortSignal; readonly rest: () => Promise<void> },
): Promise<void> => {
  while (!stop.aborted) {
    await turn().catch(() => undefined)
    await rest()
  }
}
