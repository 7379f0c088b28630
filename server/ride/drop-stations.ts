import type { Dependencies } from '#server/platform/index'

const DAY_MILLISECONDS = 86_400_000

/**
 * Drops the stations of every day whose rides are all final and past appeal, open ones answered: what is kept no longer says where anybody was
 * (PIPL Art 19). The digest of the two stations stays, so that a replay still decides the same. A day is done again when a
 * supplementary run of it was issued later. Returns the days done.
 */
export const dropStations = async ({ sql, clock, config }: Dependencies): Promise<string[]> => {
  const cutoff = new Date(clock.now().getTime() - config.appealPeriodDays * DAY_MILLISECONDS)
  const days = await sql<{ operator_day: string }[]>`
    SELECT run.operator_day FROM run LEFT JOIN station_drop AS done USING (operator_day)
    GROUP BY run.operator_day
    HAVING bool_and(run.state IN ('issued', 'empty'))
      AND max(coalesce(run.issued_at, run.closes_at)) < ${cutoff}
      AND coalesce(max(done.dropped_at) < max(coalesce(run.issued_at, run.closes_at)) + ${`${config.appealPeriodDays} days`}::interval, true)
      AND NOT EXISTS (SELECT FROM appeal WHERE appeal.operator_day = run.operator_day AND appeal.state = 'open')
    ORDER BY run.operator_day`
  for (const { operator_day: day } of days) {
    await sql.begin(async (transaction) => {
      await transaction`
        UPDATE ride SET board_station = NULL, alight_station = NULL
        WHERE operator_day = ${day} AND (board_station IS NOT NULL OR alight_station IS NOT NULL)`
      await transaction`
        INSERT INTO station_drop (operator_day, dropped_at) VALUES (${day}, ${clock.now()})
        ON CONFLICT (operator_day) DO UPDATE SET dropped_at = excluded.dropped_at`
    })
  }
  return days.map(({ operator_day: day }) => day)
}
