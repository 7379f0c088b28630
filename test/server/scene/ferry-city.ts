import type { PushOutcome, RideRow } from '#contract'
import { cityDayOf, type CityDay } from '#domain/calendar'
import { publishMethodology } from '#server/methodology/index'
import { ferryRide } from '#mock/operators/index'
import { registerOperator } from '#test/harness/index'
import {
  ownerOf,
  registerTestInstitution,
  type Acting,
  type TestInstitution,
} from '#test/harness/institution-world'
import {
  mei,
  phoneCard,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { employ, type Caller } from '#test/harness/review-world'
import { lasting, sceneWay } from '#test/harness/scene-world'

import inventedFerry from '../../fixtures/ferry-invented-for-tests.json'
import { push as pushRides } from '../intake/intake-city'

/** 上海公共交通卡 on its way into the ferry scene: its institution, its server, and one person each of centre and exchange. */
export interface FerryCity {
  readonly world: ResidentWorld
  readonly carrier: TestInstitution
  readonly applicant: Acting
  readonly centre: Caller
  readonly exchange: Caller
  readonly way: ReturnType<typeof sceneWay>
  readonly today: () => CityDay
  /** A crossing of Mei's that is over now, under a number of its own. */
  readonly crossing: (bend?: Partial<RideRow>) => RideRow
  readonly push: (rows: readonly RideRow[]) => Promise<PushOutcome>
  /** The invented methodology, in force from today on. */
  readonly publish: () => Promise<void>
  /** Mei with the card she crosses with. */
  readonly riding: () => Promise<Phone>
}

const CARD = phoneCard('3104000012345678')

export const startFerryCity = async (): Promise<FerryCity> => {
  const world = await startResidentWorld()
  const { clock, platform } = world
  const signer = await registerOperator(platform.deps, 'sptcc')
  const carrier = await registerTestInstitution(world, { kinds: 'scene-operator', operatorId: 'sptcc' })
  const applicant = lasting(world, await ownerOf(world, carrier))
  const centre = await employ(world, 'centre-lin', 'centre')
  const exchange = await employ(world, 'exchange-li', 'exchange')
  const today = () => cityDayOf(clock.now())
  let crossings = 0
  const crossing = (bend: Partial<RideRow> = {}): RideRow => {
    clock.advanceSeconds(60)
    const at = clock.now()
    clock.advanceSeconds(30)
    const { scheme, value } = CARD
    const facts = { at, until: clock.now(), meters: 900, pier: '东昌路渡口', subject: { scheme, value } }
    return { ...ferryRide({ ...facts, rideNo: `F${(crossings += 1)}` }), ...bend }
  }
  const push = async (rows: readonly RideRow[]): Promise<PushOutcome> => {
    const created = Math.floor(clock.now().getTime() / 1000)
    const answer = await pushRides(platform.url, signer, rows, { operatorId: 'sptcc', signed: { created } })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  return {
    ...{ world, carrier, applicant, centre, exchange, today, crossing, push },
    way: sceneWay({ applicant, centre, exchange, push, row: crossing }),
    async publish() {
      const outcome = await publishMethodology(platform.deps, inventedFerry, today())
      if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome))
    },
    async riding() {
      const phone = await world.resident(mei)
      await phone.link([CARD])
      return phone
    },
  }
}
