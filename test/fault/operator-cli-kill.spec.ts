import type { ChildProcess } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import type { BookRow, RideRow, Verdict } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { registerOperator, type OperatorSigner } from '#test/harness/index'

import { metroRow, settleResident, type Resident } from '../server/intake/intake-city'
import {
  createOperatorMachine,
  endOf,
  type Ended,
  type OperatorMachine,
} from '../server/operator-cli/operator-machine'
import { createKilledService, type KilledService } from './killed-service'

const RIDES = 20_000
const ROWS_A_PUSH = 4_000
const EVERY_TENTH = 10

const PUSH = ['rides', 'push', 'rides.jsonl', '--rows', String(ROWS_A_PUSH)]
const DAY = addDays(cityDayOf(new Date()), -1)

/** Nine rows in ten are rides of residents, the tenth lacks its metres. */
const rideRows = (residents: readonly Resident[]): RideRow[] =>
  Array.from({ length: RIDES }, (_, n) => {
    const { distanceMeters, ...row } = metroRow(residents[n % residents.length]!, {
      rideNo: `C${n}`,
      operatorDay: DAY,
      board: { at: `${DAY}T08:00:00+08:00` },
      alight: { at: `${DAY}T08:31:00+08:00` },
    })
    return n % EVERY_TENTH === 0 ? row : { ...row, distanceMeters: Number(distanceMeters) }
  })

const settleWorld = async (service: KilledService): Promise<{ signer: OperatorSigner; rows: RideRow[] }> => {
  const sql = service.openSql()
  const deps = { ...service, sql }
  const signer = await registerOperator(deps, 'sptcc')
  const [notice] = await sql<{ version: string }[]>`SELECT version FROM notice LIMIT 1`
  const options = { consents: [['metro', 'sptcc']] as const, noticeVersion: notice!.version }
  const residents: Resident[] = []
  for (let n = 0; n < 20; n += 1) residents.push(await settleResident(deps, options))
  await sql.end()
  return { signer, rows: rideRows(residents) }
}

describe('kill -9 in the middle of rides push', () => {
  const service = createKilledService()
  const machine: OperatorMachine = createOperatorMachine({ SUITAN_OPERATOR_TRIES: '1' })
  // A platform keeps its address over a restart; the service of this spec takes a new port each time.
  const address = createServer((client) => {
    const behind = connect(Number(new URL(service.url()).port), '127.0.0.1')
    client.on('error', () => behind.destroy()).pipe(behind)
    behind.on('error', () => client.destroy()).pipe(client)
  })
  beforeAll(async () => {
    await service.start()
    await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve))
  }, 180_000)
  afterAll(async () => {
    address.close()
    machine.close()
    await service.dispose()
  }, 60_000)

  const command = (...words: string[]): ChildProcess =>
    machine.start(
      ...words,
      ...['--url', `http://127.0.0.1:${(address.address() as AddressInfo).port}`, '--operator', 'sptcc'],
    )

  /** Begins the push, and strikes once it is at work: its transaction has written its rides and waits for the table we hold. */
  const pushAndStrike = async (strike: (pushing: ChildProcess) => void): Promise<Ended> => {
    const sql = service.openSql()
    let ended: Promise<Ended> | undefined
    const holding = sql.begin(async (transaction) => {
      await transaction`LOCK TABLE row_refusal IN ACCESS EXCLUSIVE MODE`
      const pushing = command(...PUSH)
      ended = endOf(pushing)
      for (let isWaiting = false; !isWaiting; await sleep(10)) {
        const waiting =
          await transaction`SELECT FROM pg_locks WHERE relation = 'row_refusal'::regclass AND NOT granted`
        isWaiting = waiting.length > 0
      }
      strike(pushing)
      // Long enough for the killed side to be gone before our lock is.
      await sleep(200)
    })
    await holding.catch(() => undefined)
    await sql.end({ timeout: 1 })
    return ended!
  }

  it('and the same command again: every row has one verdict, and the books are equal', async () => {
    const { signer, rows } = await settleWorld(service)
    machine.keepKey(signer)
    machine.write('rides.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''))

    expect(await pushAndStrike((pushing) => void pushing.kill('SIGKILL'))).toMatchObject({ code: 'SIGKILL' })
    expect(await pushAndStrike(service.killService)).toMatchObject({ code: 4 })
    await service.start()
    expect(await pushAndStrike(service.killDatabase)).toMatchObject({ code: 4 })
    await service.start()
    const pushed = await endOf(command(...PUSH))
    expect(pushed).toMatchObject({ code: 3 })
    expect(pushed.out).toContain('20,000 rows in 5 pushes: 18,000 accepted, 2,000 rejected')

    const verdicts = machine.lines<Verdict>('rides.jsonl.verdicts.jsonl')
    expect(verdicts.map(({ line }) => line)).toEqual(
      rows.flatMap((_, n) => (n % EVERY_TENTH === 0 ? [n + 1] : [])),
    )
    const book = rows.filter((_, n) => n % EVERY_TENTH !== 0).map(bookRow)
    machine.write('book.jsonl', book.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const reconciled = await endOf(command('reconcile', DAY, 'book.jsonl'))
    expect(reconciled).toMatchObject({ code: 0 })
    expect(reconciled.out).toContain('green: the books are equal')
  }, 240_000)
})

const bookRow = ({ rideNo, scene, status, distanceMeters }: RideRow): BookRow => ({
  rideNo,
  scene,
  status,
  ...(distanceMeters === undefined ? {} : { distanceMeters }),
})
