import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { addDays, cityDayOf } from '#domain/calendar'
import { faultLine } from '#domain/audit'
import { CITY_RIDES_A_DAY } from '#mock/operators/index'
import { auditEverything } from '#server/audit/index'
import { registerOperator, type OperatorSigner } from '#test/harness/index'

import { startBenchService } from '../bench-service'
import { printFigure } from '../figure'
import { writeDayFiles } from './day-files'
import { issueDay, secondsOf, type DayTimes } from './issue-day'
import { openLater } from './open-later'
import { sendDay, type DayCounts } from './send-day'
import { settlePeople } from './settle-people'

export const CITY_PEOPLE = 5_000_000
export const CITY_RIDES = Object.values(CITY_RIDES_A_DAY).reduce((sum, rides) => sum + rides, 0)
const OPERATORS = ['sptcc', 'metro-app', 'bus-group', 'bike-blue', 'bike-green'] as const
const ROWS_A_PUSH = 50_000
const CONNECTIONS = 2
const LATER_MILLISECONDS = 4 * 86_400_000

/**
 * A day of the simulated city at this scale: accounts settled and pushes written to disk beforehand, then every push over signed HTTP into
 * the service as it is shipped, windows closed, totals signed, verified by replay, confirmed by two people, issued, and all of it audited.
 */
export async function benchCityDay(scale: number): Promise<void> {
  if (!(scale > 0 && scale <= 1)) throw new Error('--scale is a number above 0, at most 1.')
  const folder = mkdtempSync(join(tmpdir(), 'suitan-day-'))
  const service = await startBenchService()
  try {
    const signers = await keysOfOperators(service)
    const people = Math.round(CITY_PEOPLE * scale)
    note(`${people} accounts`)
    await settlePeople(service, people)
    note('the day on disk')
    const day = addDays(cityDayOf(new Date()), -1)
    const options = { seed: 'city-day', day, people, rides: Math.round(CITY_RIDES * scale) }
    const files = await writeDayFiles(options, { folder, rowsAPush: ROWS_A_PUSH })
    await service.sql`CHECKPOINT`
    note('intake')
    let counts: DayCounts | undefined
    const begun = service.cpuSeconds()
    const [before] = await service.sql<
      { bytes: string }[]
    >`SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes`
    const intakeSeconds = await secondsOf(async () => {
      const now = (): Date => new Date()
      counts = await sendDay(files, { url: service.url, signers, connections: CONNECTIONS, now })
    })
    const [after] = await service.sql<
      { bytes: string }[]
    >`SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes`
    const used = service.cpuSeconds()
    const rows = files.reduce((sum, file) => sum + file.rows, 0)
    const figure = figureOf(scale)
    figure('rows', rows, 'rows')
    for (const [verdict, count] of Object.entries(counts ?? {})) figure(`rows.${verdict}`, count, 'rows')
    figure('intakeSeconds', intakeSeconds, 's', 'goal: at most 600 at scale 1')
    figure('rowsPerSecond', Math.round(rows / intakeSeconds), 'rows/s')
    figure('serviceMemoryMiB', service.memoryMaxMiB(), 'MiB', 'goal: below 1024')
    figure('walBytesPerRow', Math.round((Number(after!.bytes) - Number(before!.bytes)) / rows), 'bytes')
    figure('cpuMicroseconds.service', perRow(used.service - begun.service, rows), 'µs/row')
    figure('cpuMicroseconds.database', perRow(used.database - begun.database, rows), 'µs/row')
    note('windows, offices, issuing')
    await service.stopService()
    const later = await openLater(service.environment, {
      now: () => new Date(Date.now() + LATER_MILLISECONDS),
    })
    try {
      printTimes(figure, await issueDay({ platform: later, clock: later.clock, signers }))
      note('audit')
      figure('auditSeconds', await secondsOf(async () => void (await audited(later.deps.sql))), 's')
    } finally {
      await later.close()
    }
  } finally {
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const note = (step: string): void => void process.stderr.write(`${new Date().toISOString()} ${step}\n`)
const perRow = (seconds: number, rows: number): number => Math.round((seconds / rows) * 1e7) / 10

type PrintFigure = (name: string, value: number, unit: string, reference?: string | null) => void

const figureOf =
  (scale: number): PrintFigure =>
  (name, value, unit, reference = null) =>
    printFigure({ bench: 'city-day', figure: name, value, unit, reference: reference ?? `scale ${scale}` })

const printTimes = (
  figure: PrintFigure,
  { settleSeconds, verifySeconds, issueSeconds, runs }: DayTimes,
): void => {
  figure('runs', runs, 'runs')
  figure('settleSeconds', settleSeconds, 's')
  figure('verifySeconds', verifySeconds, 's')
  figure('issueSeconds', issueSeconds, 's')
}

export const keysOfOperators = async (
  service: Parameters<typeof registerOperator>[0],
): Promise<ReadonlyMap<string, OperatorSigner>> => {
  const signers = new Map<string, OperatorSigner>()
  for (const operatorId of OPERATORS) signers.set(operatorId, await registerOperator(service, operatorId))
  return signers
}

/** Card numbers of the bench are not sealed by it: they are not compared. Throws when anything does not hold. */
export const audited = async (
  sql: Parameters<typeof auditEverything>[0],
): ReturnType<typeof auditEverything> => {
  const faults: string[] = []
  const summary = await auditEverything(
    sql,
    (fault) => void (faults.length < 20 && faults.push(faultLine(fault))),
  )
  if (faults.length > 0) throw new Error(`The audit found faults:\n${faults.join('\n')}`)
  return summary
}
