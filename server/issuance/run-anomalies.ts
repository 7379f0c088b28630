import { RIDES_PER_RUN_MAX, SPEED_METERS_PER_SECOND_MAX } from '#domain/issuance'
import type { RunAnomaly } from '#contract'
import type { Sql } from '#server/platform/index'

const NOTES: Readonly<Record<RunAnomaly['kind'], RunAnomaly['note']>> = {
  impossibleSpeed: {
    zh: `平均速度超过每秒 ${SPEED_METERS_PER_SECOND_MAX} 米，距离或时间可能有误`,
    en: `Faster than ${SPEED_METERS_PER_SECOND_MAX} m/s on average: distance or times may be wrong`,
  },
  tooManyRides: {
    zh: `同一账户在本批次中超过 ${RIDES_PER_RUN_MAX} 次`,
    en: `One account has more than ${RIDES_PER_RUN_MAX} rides in this run`,
  },
  conflictingRows: {
    zh: '同一行程后来又收到内容不同的记录，已隔离，以先到的为准',
    en: 'Another row with other content came for the same ride; it is quarantined and the first stands',
  },
  operatorFigureDiffers: {
    zh: '运营单位自报的减排量与平台核算不同，以平台核算为准',
    en: "The operator's own figure differs from ours; ours counts",
  },
  duplicateTrips: {
    zh: '同一次出行由两个渠道上报，本批次的记录未计入',
    en: 'The same trip came by another channel; these rows of the run do not count',
  },
}

/** What a verifier should look at, as counted when the run settled. */
export const anomaliesOf = async (sql: Sql, runId: string): Promise<RunAnomaly[]> => {
  const rows = await sql<{ kind: RunAnomaly['kind']; rides: bigint }[]>`
    SELECT kind, rides FROM run_anomaly WHERE run_id = ${runId} ORDER BY kind`
  return rows.map(({ kind, rides }) => ({ kind, rides: Number(rides), note: NOTES[kind] }))
}
