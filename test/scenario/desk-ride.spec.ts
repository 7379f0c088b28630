import { deskRide } from '#mock/city/index'
import { reportSettledRuns } from '#mock/operators/index'
import { settlePeople } from '#test/scenario/resident-account'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'

const mei = personLikeMei('at-the-desk', 1)

/** A ride taken at the desk of the demo just now, as its operator tells it. */
const ride = (city: SimulatedCity) => {
  const [card] = mei.wallet
  if (card === undefined) throw new Error('nobody rides without a card')
  const told = deskRide({
    resident: mei,
    mode: 'metro',
    card,
    from: '莘庄',
    to: '人民广场',
    boardedAt: city.clock.now(),
  })
  if (told === undefined) throw new Error('nobody reports this ride')
  return told
}

describe('a ride taken at the desk of the demo', () => {
  it('counts at once with the arrival it would have, and gives a verifier nothing to look at', async () => {
    const city = await startSimulatedCity([mei], { clockAheadSeconds: 4 * 3_600 })
    try {
      await settlePeople(city, [mei])
      const { operatorId, row } = ride(city)
      expect(operatorId).toBe('sptcc')
      const pushed = await city.operator('sptcc').push('desk', [row])
      expect(pushed).toMatchObject({ ok: true, value: { counts: { accepted: 1 } } })
      await city.closeWindows()
      const [report] = await reportSettledRuns(city.operator('sptcc'))
      const verified = await city.staff.centre.verify(report?.runId ?? '')
      expect(verified).toMatchObject({ ok: true, value: { anomalies: [] } })
    } finally {
      await city.close()
    }
  })

  it('lies in the future of a service that is no demo', async () => {
    const city = await startSimulatedCity([mei])
    try {
      await settlePeople(city, [mei])
      expect(await city.operator('sptcc').push('desk', [ride(city).row])).toMatchObject({
        value: { verdicts: [{ verdict: 'rejected', code: 'row.time-in-future', field: '/alight/at' }] },
      })
    } finally {
      await city.close()
    }
  })
})
