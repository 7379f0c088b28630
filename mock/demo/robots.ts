import { setTimeout as wait } from 'node:timers/promises'
import { nextRide, workThroughQueue, type Resident, type StaffDesks } from '#mock/city/index'
import { createRandom, reportSettledRuns, type OperatorClient } from '#mock/operators/index'
import type { DemoCity } from './demo-city'
import { reportedWords, staffWords } from './happening-words'

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
  return Promise.all([
    ...operators.map((client) =>
      repeating(REPORT_EVERY_MILLISECONDS, stop, async () => {
        for (const report of await reportSettledRuns(client)) city.happenings.tell(reportedWords(report))
      }),
    ),
    repeating(STAFF_EVERY_MILLISECONDS, stop, async () => {
      if (!city.isStaffAutomatic()) return
      for (const deed of await workThroughQueue(staff)) city.happenings.tell(staffWords(deed))
    }),
    letInhabitantsRide(parts),
  ])
}

/** Sends one inhabitant out now and then; her ride is pushed when it is really over. */
const letInhabitantsRide = ({ city, residents, stop }: RobotParts): Promise<void> => {
  const random = createRandom(new Date().toISOString())
  const inhabitants = residents.filter(({ part }) => part === 'inhabitant')
  return repeating(SET_OUT_EVERY_MILLISECONDS, stop, async () => {
    const ride = nextRide(random.pick(inhabitants), new Date(), random)
    if (!ride) return
    const arrival = Date.parse(ride.row.alight?.at ?? ride.row.board.at)
    void resting(Math.max(0, arrival - Date.now()), stop)
      .then(() => (stop.aborted ? undefined : city.push([ride])))
      .catch(() => undefined)
  })
}

/** One turn after another; a turn that fails is tried again at the next, because the platform may just be away. */
const repeating = async (
  everyMilliseconds: number,
  stop: AbortSignal,
  turn: () => Promise<void>,
): Promise<void> => {
  while (!stop.aborted) {
    await turn().catch(() => undefined)
    await resting(everyMilliseconds, stop)
  }
}

const resting = (milliseconds: number, stop: AbortSignal): Promise<void> =>
  wait(milliseconds, undefined, { signal: stop }).catch(() => undefined)
