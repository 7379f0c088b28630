import { faultLine, overlapFault, replayRide, type DecidedLoss, type RideEvidence } from '#domain/audit'

const evidence: RideEvidence = {
  distanceMeters: 12_345,
  formula: { kind: 'perMetre', microgramsPerMeter: 97_000 },
  inForce: true,
  linked: true,
  consented: true,
}

describe('replaying a ride', () => {
  it('comes to its milligrams from metres and formula', () => {
    expect(replayRide(evidence)).toEqual({ milligrams: 1_197_465 })
    const boarding = { kind: 'perBoarding', milligramsPerBoarding: 422_000 } as const
    expect(replayRide({ ...evidence, distanceMeters: null, formula: boarding })).toEqual({
      milligrams: 422_000,
    })
  })

  it('names everything its evidence lacks', () => {
    expect(replayRide({ ...evidence, linked: false, consented: false })).toEqual({
      lacking: ['no valid link', 'no valid consent'],
    })
    expect(replayRide({ ...evidence, inForce: false })).toEqual({ lacking: ['no methodology in force'] })
    expect(replayRide({ ...evidence, formula: null })).toEqual({ lacking: ['no methodology in force'] })
    expect(replayRide({ ...evidence, distanceMeters: null })).toEqual({ lacking: ['no distance'] })
  })
})

describe('judging an overlap decision', () => {
  const at = Date.parse('2026-05-04T00:00:00Z')
  const ride = {
    rideKey: 'b',
    channelRank: 2,
    settled: false,
    boardedAt: at,
    alightedAt: at + 1_800_000,
    stations: null,
    settledAt: 5,
  }
  const winner = { ...ride, rideKey: 'a', channelRank: 1 }
  const judge = (change: Partial<DecidedLoss>): string | undefined =>
    overlapFault({ kind: 'interval', loser: ride, winner, ...change })

  it('holds when the winner is the same trip and outranks the loser', () => {
    expect(judge({})).toBeUndefined()
  })

  it('holds against a better rank when the winner settled before', () => {
    expect(judge({ winner: { ...winner, channelRank: 3, settledAt: 4 } })).toBeUndefined()
    expect(judge({ winner: { ...winner, channelRank: 3 } })).toBe('outranks the ride it lost to')
  })

  it('does not hold without a winner, or for another trip', () => {
    expect(judge({ winner: undefined })).toBe('a duplicate trip without the ride it lost to')
    const later = { ...winner, boardedAt: at + 3_600_000, alightedAt: at + 5_400_000 }
    expect(judge({ winner: later })).toBe('not the same trip as the ride it lost to')
    expect(judge({ winner: { ...later, settledAt: null } })).toBeUndefined()
  })
})

describe('a fault', () => {
  it('is told on one line: table, key, what, expected, found', () => {
    const fault = { table: 'run', key: 'run_id=1', what: 'rides', expected: '2', found: '3' }
    expect(faultLine(fault)).toBe('run [run_id=1] rides: expected 2, found 3')
  })
})
