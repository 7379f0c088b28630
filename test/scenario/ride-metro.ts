import type { RideRow } from '#contract'
import type { Resident } from '#mock/city/index'
import { metroRide } from '#mock/operators/index'
import type { SimulatedCity } from './simulated-city'

const WAITING_SECONDS = 5 * 60
const RIDING_SECONDS = 20 * 60

/** 12,345 m by metro with the first card of her wallet, ridden and over by the city's clock; the row its operator pushes. */
export function rideMetro(city: SimulatedCity, { wallet }: Resident, bend: Partial<RideRow> = {}): RideRow {
  const [card] = wallet
  if (card === undefined) throw new Error('nobody rides without a card')
  city.clock.advanceSeconds(WAITING_SECONDS)
  const at = city.clock.now()
  city.clock.advanceSeconds(RIDING_SECONDS)
  const { scheme, value } = card
  const ride = metroRide({
    at,
    until: city.clock.now(),
    from: '莘庄',
    to: '人民广场',
    subject: { scheme, value },
  })
  return { ...ride, distanceMeters: 12_345, ...bend }
}
