import { RideRow } from '#contract'
import {
  deskRide,
  deskRideByOtherChannel,
  nextRide,
  operatorOf,
  residents,
  type Resident,
} from '#mock/city/index'
import { SPEED_METERS_PER_SECOND_MAX } from '#domain/issuance'
import { createRandom } from '#mock/operators/index'
import { FormatRegistry } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

const people = residents(new Date('2026-11-20T08:00:00+08:00'))
const wang = people[0] as Resident
const boardedAt = new Date('2026-11-20T08:00:00+08:00')
const card = (scheme: string) =>
  wang.wallet.find((one) => one.scheme === scheme) as Resident['wallet'][number]
const atDesk = { resident: wang, from: '莘庄', to: '人民广场', boardedAt } as const

beforeAll(() => {
  FormatRegistry.Set('date-time', (text) => !Number.isNaN(Date.parse(text)))
})

describe('the people of the city', () => {
  it('are all marked as simulated and share no card, but for the one that changed hands', () => {
    const owners = new Map<string, string[]>()
    for (const { residentId, personId, wallet } of people) {
      if (personId !== null) expect(personId).toMatch(/^SIM\d{15}$/)
      for (const { scheme, value } of wallet)
        owners.set(scheme + value, [...(owners.get(scheme + value) ?? []), residentId])
    }
    expect([...owners.values()].filter((ids) => ids.length > 1)).toEqual([['zhou-ning', 'wu-jianguo']])
  })

  it('board now and arrive when such a ride would end', () => {
    const ride = deskRide({ ...atDesk, mode: 'metro', card: card('sptcc-card') })
    expect(ride).toMatchObject({
      operatorId: 'sptcc',
      row: {
        board: { at: '2026-11-20T08:00:00.000+08:00', station: '莘庄' },
        alight: { at: '2026-11-20T08:34:25.000+08:00' },
      },
    })
    expect(Value.Check(RideRow, ride?.row)).toBe(true)
  })

  it('never ride faster than a verifier lets pass, by whatever way', () => {
    for (const mode of ['metro', 'bike', 'ferry'] as const) {
      const used = card(mode === 'bike' ? 'bike-user' : 'sptcc-card')
      const { board, alight, distanceMeters = 0 } = deskRide({ ...atDesk, mode, card: used })?.row ?? {}
      const seconds = (Date.parse(alight?.at ?? '') - Date.parse(board?.at ?? '')) / 1_000
      expect(distanceMeters / seconds).toBeLessThan(SPEED_METERS_PER_SECOND_MAX / 2)
    }
  })

  it('are seen by the other metro channel with another card, a second later', () => {
    const ride = { ...atDesk, mode: 'metro', card: card('sptcc-card') } as const
    const twin = deskRideByOtherChannel(ride)
    expect(twin).toMatchObject({ operatorId: 'metro-app', row: { subject: { scheme: 'metro-code' } } })
    expect(twin?.row.rideNo).not.toBe(deskRide(ride)?.row.rideNo)
    expect(deskRideByOtherChannel({ ...ride, mode: 'bus' })).toBeUndefined()
  })

  it('are reported by nobody when they use a plain plastic card', () => {
    const plastic = wang.wallet.find(({ kind }) => kind === 'plasticCard') as Resident['wallet'][number]
    for (const mode of ['metro', 'bus', 'bike', 'ferry'] as const) {
      expect(operatorOf(plastic, mode)).toBeUndefined()
      expect(deskRide({ ...atDesk, mode, card: plastic })).toBeUndefined()
    }
  })

  it('set out on rides the contract allows, on channels their cards belong to', () => {
    const random = createRandom('people')
    for (const resident of people) {
      for (let ride = 0; ride < 20; ride++) {
        const next = nextRide(resident, boardedAt, random)
        if (!next) continue
        expect(Value.Check(RideRow, next.row)).toBe(true)
        const used = resident.wallet.find(({ value }) => value === next.row.subject.value)
        expect(used && operatorOf(used, next.row.scene as 'metro')).toBe(next.operatorId)
      }
    }
  })

  it('ride no more with a phone they sold', () => {
    const wu = people.find(({ residentId }) => residentId === 'wu-jianguo') as Resident
    const random = createRandom('sold')
    const used = Array.from({ length: 40 }, () => nextRide(wu, boardedAt, random)?.row.subject.value)
    expect(new Set(used)).toEqual(new Set(['BC99000000007065']))
  })
})
