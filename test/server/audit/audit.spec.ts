import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { faultLine, type AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import { auditEverything, explainRide } from '#server/audit/index'
import { issuanceRoutes } from '#server/issuance/index'
import { giveToPublicPool } from '#server/ledger/index'
import { closeDueWindows } from '#server/settling/index'
import { staffRoutes } from '#server/staff/index'
import { appendAudit, type CryptoModule, type Sql, type Transaction } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import {
  asOperator,
  foundSmallCity,
  nextDay,
  DAY,
  SETTLED_AT,
  settleResident,
  signInStaff,
  takeRide,
  wireRunId,
  type Resident,
  type SmallCity,
} from '../settling/small-city'

let platform: TestPlatform
let sql: Sql
let city: SmallCity
let mei: Resident
let lan: Resident
let rideKey: string

/** Two days of two operators, a trip reported twice, two runs issued, one only settled, one account that gave its grams away. */
beforeAll(async () => {
  platform = await startTestPlatform({
    clock: testClock(SETTLED_AT),
    contexts: [issuanceRoutes, staffRoutes],
  })
  sql = platform.deps.sql
  city = await foundSmallCity(platform)
  mei = await settleResident(sql, 'xuhui')
  lan = await settleResident(sql, 'minhang')
  rideKey = await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 12_345 })
  await takeRide(sql, { resident: mei, operator: 'metro-app', metres: 12_000, board: '08:01' })
  await takeRide(sql, { resident: lan, operator: 'sptcc', metres: 2_000 })
  await takeRide(sql, { resident: lan, operator: 'metro-app', metres: 5_000, board: '12:00' })
  await takeRide(sql, { resident: mei, operator: 'sptcc', scene: 'bus', day: nextDay(DAY) })
  const withdrawn = await takeRide(sql, { resident: lan, operator: 'sptcc', metres: 3_000, board: '20:00' })
  await sql`UPDATE ride SET state = 2, reduction_milligrams = 0, distance_meters = 3333 WHERE ride_key = ${withdrawn}`
  await takeRide(sql, {
    resident: lan,
    operator: 'sptcc',
    metres: 4_000,
    board: '21:00',
    operatorMilligrams: 5,
  })
  await keepPush()
  await closeDueWindows(platform.deps)
  const centre = await signInStaff(platform, city.staff['centre-zhang'])
  const exchange = await signInStaff(platform, city.staff['exchange-li'])
  const runs = await sql<
    { run_id: string; operator_id: string; rides: bigint; reduction_milligrams: bigint }[]
  >`
    SELECT run.*, operator_id FROM run JOIN operator USING (operator_no) WHERE state = 'settled' AND operator_day = ${DAY}`
  for (const run of runs) {
    const id = wireRunId(run)
    const figures = { rides: Number(run.rides), reductionMilligrams: String(run.reduction_milligrams) }
    const { operator_id: operator } = run
    await asOperator(
      platform,
      city.signers[operator]!,
      'POST',
      `/v1/operators/${operator}/runs/${id}/report`,
      figures,
    )
    await centre('POST', `/v1/staff/runs/${id}/verification`)
    await centre('POST', `/v1/staff/runs/${id}/confirmations`)
    await exchange('POST', `/v1/staff/runs/${id}/confirmations`)
  }
  const given = { accountId: lan.accountId, causeId: lan.accountId, now: platform.clock.now() }
  await sql.begin((transaction) => giveToPublicPool(transaction, given))
})
afterAll(() => platform.close())

/** A push of two lines as intake keeps it. */
const keepPush = async (): Promise<void> => {
  const answer = {
    ...{ pushId: 'push-1', operatorId: 'sptcc', receivedAt: SETTLED_AT, rows: 2, breaks: 0 },
    counts: { accepted: 1, duplicate: 1, conflict: 0, unmatched: 0, rejected: 0, tested: 0 },
    verdicts: [
      { line: 1, verdict: 'accepted' },
      { line: 2, verdict: 'duplicate' },
    ],
  }
  await sql`
    INSERT INTO push (operator_no, push_id, content_digest, received_at, row_count, accepted, duplicate, conflict, unmatched,
      rejected, outcome)
    SELECT operator_no, 'push-1', ${Buffer.alloc(32)}, ${platform.clock.now()}, 2, 1, 1, 0, 0, 0,
      ${gzipSync(JSON.stringify(answer))}
    FROM operator WHERE operator_id = 'sptcc'`
}

const audit = async (crypto?: CryptoModule): Promise<AuditFault[]> => {
  const faults: AuditFault[] = []
  await auditEverything(sql, (fault) => void faults.push(fault), crypto)
  return faults
}

/** One change by hand, triggers off, undone again by its own opposite. */
const tampered = async (change: string, undo: string): Promise<AuditFault[]> => {
  const byHand = (statement: string) =>
    sql.begin(async (transaction) => {
      await transaction`SET LOCAL session_replication_role = replica`
      expect((await transaction.unsafe(statement)).count).toBe(1)
    })
  await byHand(change)
  return audit().finally(() => byHand(undo))
}

/** What the audit says within a transaction that changed rows by hand, triggers off, and is then rolled back. */
const auditAfter = async (...changes: string[]): Promise<AuditFault[]> => {
  const faults: AuditFault[] = []
  const undone = new Error('rolled back')
  await sql
    .begin(async (transaction) => {
      await transaction`SET LOCAL session_replication_role = replica`
      for (const change of changes) expect((await transaction.unsafe(change)).count).toBeGreaterThan(0)
      const inside = { begin: (_isolation: string, work: (sql: Transaction) => unknown) => work(transaction) }
      await auditEverything(inside as never, (fault) => void faults.push(fault))
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return faults
}

describe('the audit', () => {
  it('finds nothing wrong with what the service wrote', async () => {
    expect(await audit()).toEqual([])
    const [issued] = await sql`SELECT count(*) AS runs FROM run WHERE state = 'issued'`
    expect(issued).toEqual({ runs: 2n })
  })

  it.each([
    [
      'ride',
      'reduction_milligrams',
      'SET reduction_milligrams = reduction_milligrams + 1 WHERE distance_meters = 12345',
      () => rideKey,
    ],
    [
      'ride',
      'distance_meters',
      'SET distance_meters = distance_meters + 1 WHERE reduction_milligrams = 1197465',
      () => rideKey,
    ],
    [
      'run_posting',
      'reduction_milligrams',
      'SET reduction_milligrams = reduction_milligrams + 1 WHERE reduction_milligrams IN (1197465, 1197466)',
      () => mei.accountId,
    ],
    ['run', 'rides', "SET rides = rides + 1 WHERE state = 'settled'", () => 'run_id='],
    [
      'run',
      'reduction_milligrams',
      "SET reduction_milligrams = reduction_milligrams + 1 WHERE state = 'settled'",
      () => 'run_id=',
    ],
    [
      'run',
      'serial_from',
      'SET serial_from = serial_from + 1, serial_to = serial_to + 1 WHERE serial_from <> 1 AND serial_from <> 2',
      () => 'run_id=',
    ],
    [
      'account_month',
      'issued_milligrams',
      'SET issued_milligrams = issued_milligrams + 1 WHERE issued_milligrams IN (1197465, 1197466)',
      () => mei.accountId,
    ],
    [
      'ledger_account',
      'balance',
      "SET balance = balance + 1 WHERE book = 'public-pool'",
      () => 'ledger_account_id=',
    ],
    [
      'ledger_transfer',
      'amount',
      'SET amount = amount + 1 WHERE amount IN (1197465, 1197466)',
      () => 'transfer_id=',
    ],
    [
      'ledger_entry',
      'amount',
      'SET amount = amount + 1 WHERE amount IN (1197465, 1197466)',
      () => 'ledger_account_id=',
    ],
    [
      'ledger_entry',
      'balance_after',
      'SET balance_after = balance_after + 1 WHERE amount IN (1197465, 1197466)',
      () => 'ledger_account_id=',
    ],
    ['serial_counter', 'next_serial', 'SET next_serial = next_serial + 1', () => 'only_row'],
    [
      'serial_block',
      'serial_to',
      'SET serial_to = serial_to + 1 WHERE serial_from = (SELECT max(serial_from) FROM serial_block)',
      () => 'serial_from=',
    ],
  ])('names the row of %s whose %s was changed by hand', async (table, _column, change, key) => {
    const undo = change.replace(/\+ 1/g, '- 1')
    const faults = await tampered(`UPDATE ${table} ${change}`, `UPDATE ${table} ${undo}`)
    expect(faults.filter((fault) => fault.table === table && fault.key.includes(key()))).not.toEqual([])
    expect(await audit()).toEqual([])
  })

  const whole = (statement: string, table: string, key: string) => ({ statement, table, key })
  it.each([
    whole('ride SET reduction_milligrams = 999999 WHERE state = 2', 'ride', 'ride_key='),
    whole(
      'ride SET operator_milligrams = reduction_milligrams WHERE operator_milligrams = 5',
      'ride',
      'ride_key=',
    ),
    whole(
      "run_district SET reduction_milligrams = reduction_milligrams + CASE district WHEN 'xuhui' THEN 1000 ELSE -1000 END",
      'run_district',
      'district=xuhui',
    ),
    whole("run_district SET accounts = 77 WHERE district = 'xuhui'", 'run_district', 'district=xuhui'),
    whole('run_replay SET rides = rides + 7', 'run_replay', 'replay_id='),
    whole('run_replay SET reduction_milligrams = reduction_milligrams + 7', 'run_replay', 'replay_id='),
    whole('run_replay SET faults = 7', 'run_replay', 'replay_id='),
    whole("run_replay SET replayed_by = 'bureau-wu'", 'run_replay', 'replay_id='),
    whole('run_anomaly SET rides = rides + 7', 'run_anomaly', 'kind='),
    whole("serial_block SET book = 'somebody'", 'serial_block', 'serial_from='),
    whole('serial_block SET owner_id = gen_random_uuid()', 'serial_block', 'serial_from='),
    whole("serial_move SET to_book = 'somebody'", 'serial_move', 'move_no='),
    whole('serial_move SET from_owner_id = gen_random_uuid()', 'serial_move', 'move_no='),
    whole('serial_move SET serial_to = serial_to - 1', 'serial_move', 'transfer_id='),
    whole('run_posting SET serial_offset = serial_offset + 1', 'run_posting', 'run_id='),
    whole("serial_block SET moved_at = moved_at + interval '7 hours'", 'serial_block', 'serial_from='),
    whole(
      "run_confirmation SET staff_id = 'nobody' WHERE staff_id = 'exchange-li'",
      'run_confirmation',
      'nobody',
    ),
    whole(
      "run_confirmation SET staff_id = 'bureau-wu' WHERE staff_id = 'exchange-li'",
      'run_confirmation',
      'bureau-wu',
    ),
    whole("run SET verified_by = 'bureau-wu' WHERE state = 'issued'", 'run', 'run_id='),
    whole("run SET verified_at = verified_at + interval '7 hours' WHERE state = 'issued'", 'run', 'run_id='),
    whole("run SET reported_at = reported_at + interval '7 hours' WHERE state = 'issued'", 'run', 'run_id='),
    whole(
      "run_report SET key_id = 'metro-app-ed25519' WHERE key_id = 'sptcc-ed25519'",
      'run_report',
      'run_id=',
    ),
    whole(
      'run_report SET signature = set_byte(signature, 7, get_byte(signature, 7) # 1)',
      'run_report',
      'run_id=',
    ),
    whole("run_report SET signature_base = replace(signature_base, 'POST', 'PUT')", 'run_report', 'run_id='),
    whole(
      "run_report SET signature_base = replace(signature_base, 'created=1', 'created=2')",
      'run_report',
      'run_id=',
    ),
    whole("run_report SET signature_base = replace(signature_base, '/report', '%')", 'run_report', 'run_id='),
    whole("run_report SET body = replace(body, '1', '2')", 'run_report', 'run_id='),
    whole("run_report SET body = 'x'", 'run_report', 'run_id='),
    whole('run_report SET signature_base = NULL, body = NULL', 'run_report', 'run_id='),
    whole("run_report SET reported_at = reported_at + interval '7 hours'", 'run_report', 'run_id='),
    whole("run SET report_id = gen_random_uuid() WHERE state = 'issued'", 'run_report', 'run_id='),
    whole("run SET report_id = NULL WHERE state = 'issued'", 'run_report', 'run_id='),
    whole(
      "operator_key SET public_key = set_byte(public_key, 7, 7) WHERE operator_id = 'sptcc'",
      'run_report',
      'run_id=',
    ),
    whole("operator_key SET valid_to = valid_from WHERE operator_id = 'sptcc'", 'run_report', 'run_id='),
    whole('ride SET operator_milligrams = 6 WHERE operator_milligrams = 5', 'run', 'run_id='),
    whole(
      "run SET operator_figures_digest = sha256('') WHERE operator_figures_digest <> sha256('')",
      'run_report',
      'run_id=',
    ),
    whole("run SET evidence_digest = sha256('') WHERE state = 'issued'", 'run_report', 'run_id='),
    whole("run SET issued_at = issued_at + interval '7 hours' WHERE state = 'issued'", 'run', 'run_id='),
    whole(
      "ledger_transfer SET occurred_at = occurred_at + interval '7 hours'",
      'ledger_transfer',
      'transfer_id=',
    ),
    whole('push SET accepted = accepted + 7', 'push', 'push-1'),
    whole('push SET row_count = row_count + 7', 'push', 'push-1'),
    whole("push SET outcome = 'x'", 'push', 'push-1'),
    whole("push SET received_at = received_at - interval '1 year'", 'push', 'push-1'),
    whole(
      "ride SET received_at = received_at - interval '1 year' WHERE distance_meters = 5000",
      'ride',
      'ride_key=',
    ),
    whole("consent SET granted_at = '2020-01-01'", 'consent', 'account_id='),
    whole("methodology SET class = 'another'", 'methodology', 'methodology_no='),
    whole("methodology SET valid_to = '2030-01-01'", 'methodology', 'methodology_no='),
    whole('ride_route SET account_id = gen_random_uuid()', 'ride_route', 'blind_index='),
    whole("ride_route SET since = since - interval '7 hours'", 'ride_route', 'blind_index='),
    whole(
      'ride_route SET blind_index = gen_random_uuid() WHERE operator_no = 1',
      'ride_route',
      'blind_index=',
    ),
    whole(
      "ledger_account SET is_source = true WHERE kind = 'resident'",
      'ledger_account',
      'ledger_account_id=',
    ),
  ])('names the row after UPDATE $statement', async ({ statement, table, key }) => {
    const faults = await auditAfter(`UPDATE ${statement}`)
    expect(faults.filter((fault) => fault.table === table && fault.key.includes(key))).not.toEqual([])
  })

  it.each([
    ['a route is gone', 'DELETE FROM ride_route WHERE operator_no = 1', 'ride_route', 'found nothing'],
    [
      'a route is too many',
      `INSERT INTO ride_route SELECT gen_random_uuid(), operator_no, scene_no, instrument_id, account_id, since FROM ride_route LIMIT 1`,
      'ride_route',
      'expected nothing',
    ],
    ['every push is gone', 'DELETE FROM push', 'push', 'none for 1 rides'],
    ['the counter of serials is gone', 'DELETE FROM serial_counter', 'serial_counter', 'found nothing'],
    [
      'a book of the scheme that is none may go below zero',
      "SELECT ledger_open(scheme_owner(), 'mint', 'scheme', 'mgCO2e', is_source => true)",
      'ledger_account',
      'of book mint',
    ],
    [
      'somebody calls her own book the issuance',
      "SELECT ledger_open(gen_random_uuid(), 'issuance', 'scheme', 'mgCO2e', is_source => true)",
      'ledger_account',
      'of book issuance',
    ],
  ])('names the row when %s', async (_what, change, table, said) => {
    const lines = (await auditAfter(change)).filter((fault) => fault.table === table).map(faultLine)
    expect(lines.join('\n')).toContain(said)
  })

  it('holds staff against the entry that registered them, and their key where the entry seals it', async () => {
    const { clock } = platform.deps
    const registered = (detail: Record<string, string | null>) =>
      sql.begin((transaction) =>
        appendAudit(transaction, {
          ...{ occurredAt: clock.now(), actor: 'admin', action: 'staff.registered', subject: 'bureau-wu' },
          detail: { role: 'bureau', district: null, ...detail },
        }),
      )
    const blamed = async (change: string): Promise<string> =>
      (await auditAfter(`UPDATE staff SET ${change} WHERE staff_id = 'bureau-wu'`))
        .filter(({ table }) => table === 'staff')
        .map(({ key }) => key)
        .join()
    const newKey = "public_key = sha256('another')"
    await registered({})
    expect(await blamed(newKey)).toBe('')
    expect(await blamed("role = 'centre'")).toBe('staff_id=bureau-wu')
    const [row] = await sql<{ digest: string }[]>`
      SELECT encode(sha256(public_key), 'hex') AS digest FROM staff WHERE staff_id = 'bureau-wu'`
    await registered({ publicKeyDigest: row!.digest })
    expect(await audit()).toEqual([])
    for (const change of [newKey, "role = 'centre'", 'active = false'])
      expect(await blamed(change)).toBe('staff_id=bureau-wu')
  })

  it('compares card numbers with their index where it has the master key, and only there', async () => {
    const { crypto } = platform.deps
    const cards = await sql<{ instrument_id: string; number_sealed: Buffer; blind_index: string }[]>`
      SELECT * FROM instrument`
    const blamed = async () => (await audit(crypto)).map(({ key, what }) => `${key} ${what}`)
    const keep = (column: 'number_sealed' | 'blind_index', values: (string | Buffer)[]) =>
      sql.begin(async (transaction) => {
        for (const [at, card] of cards.entries())
          await transaction`
            UPDATE instrument SET ${transaction({ [column]: values[at]! })} WHERE instrument_id = ${card.instrument_id}`
      })
    expect(await blamed()).toEqual(
      expect.arrayContaining(cards.map((card) => `instrument_id=${card.instrument_id} number_sealed`)),
    )
    expect(await audit()).toEqual([])
    await keep(
      'number_sealed',
      cards.map((card, at) => crypto.seal('instrument', `7000${at}`, card.instrument_id)),
    )
    await keep(
      'blind_index',
      cards.map((_card, at) => crypto.blindIndex('instrument', `sptcc-card\n7000${at}`).toString('hex')),
    )
    expect(await blamed()).toEqual([])
    await sql`UPDATE instrument SET blind_index = gen_random_uuid() WHERE instrument_id = ${mei.instrumentId}`
    expect(await blamed()).toEqual([`instrument_id=${mei.instrumentId} blind_index`])
  })

  it('does not blame a run for the districts of accounts that closed since, yet for more than theirs', async () => {
    const closing =
      'UPDATE account SET person_index = NULL, person_sealed = NULL, district = NULL, closed_at = now()'
    const close = `${closing} WHERE account_id = '${lan.accountId}'`
    expect(await auditAfter(close)).toEqual([])
    const swap =
      "UPDATE run_district SET reduction_milligrams = reduction_milligrams - 1000 WHERE district = 'xuhui'"
    expect((await auditAfter(close, swap)).map(({ key }) => key).join()).toContain('district=xuhui')
  })

  it.each([
    [
      'a link is cut back before the ride',
      'UPDATE instrument_link SET unlinked_at = linked_at',
      'UPDATE instrument_link SET unlinked_at = NULL',
      'no valid link',
    ],
    [
      'consents end before the ride',
      'UPDATE consent SET withdrawn_at = granted_at',
      'UPDATE consent SET withdrawn_at = NULL',
      'no valid consent',
    ],
  ])('names the rides when %s', async (_what, change, undo, found) => {
    await sql.unsafe(change)
    const faults = await audit().finally(() => sql.unsafe(undo))
    expect(faults.filter((fault) => fault.found === found).map(({ key }) => key)).toContain(
      `operator_day=${DAY}, ride_key=${rideKey}`,
    )
  })

  it('names a lost ride that counts again, and one that lost to nothing', async () => {
    const counted = await tampered(
      'UPDATE ride SET state = 0 WHERE state = 1',
      'UPDATE ride SET state = 1 WHERE distance_meters = 12000',
    )
    expect(counted.map(({ found }) => found)).toContain('both count')
    const unexplained = await tampered(
      'UPDATE ride_overlap SET winner_key = gen_random_uuid()',
      `UPDATE ride_overlap SET winner_key = '${rideKey}'`,
    )
    expect(unexplained.map(({ found }) => found)).toContain('a duplicate trip without the ride it lost to')
  })

  it('names a confirmation that was taken away and a changed line of the log of actions', async () => {
    const names = await sql`SELECT * FROM run_confirmation WHERE staff_id = 'exchange-li'`
    await sql`DELETE FROM run_confirmation WHERE staff_id = 'exchange-li'`
    expect((await audit()).map(({ table }) => table)).toEqual(['run_confirmation', 'run_confirmation'])
    await sql`INSERT INTO run_confirmation ${sql(names as never)}`
    const [entry] = await sql<{ actor: string }[]>`SELECT actor FROM audit_entry WHERE sequence = 4`
    const faults = await tampered(
      "UPDATE audit_entry SET actor = 'staff:bureau-wu' WHERE sequence = 4",
      `UPDATE audit_entry SET actor = '${entry?.actor}' WHERE sequence = 4`,
    )
    expect(faults.at(-1)).toMatchObject({ table: 'audit_entry', key: 'sequence=4' })
  })
})

describe('explaining a ride', () => {
  it('leads from metres over methodology and run to the posting and the balance', async () => {
    const text = (await explainRide(sql, encodeId('ride', rideKey)))!.join('\n')
    expect(text).toContain('12,345 m × 97,000 µg/m = 1,197,465 mg')
    expect(text).toContain('SHCER02020022024II version 1')
    expect(text).toContain('confirmed by centre-zhang and exchange-li')
    expect(text).toContain('this ride is 1,197,465 mg of it')
    expect(text).toMatch(/balance\s+1,197,465 mg in this holding now/)
  })

  it('says what a duplicate trip lost to, and nothing of a ride that is not there', async () => {
    const [lost] = await sql<{ ride_key: string }[]>`SELECT ride_key FROM ride WHERE state = 1`
    const text = (await explainRide(sql, encodeId('ride', lost!.ride_key)))!.join('\n')
    expect(text).toContain(`refused as a duplicate trip of ${encodeId('ride', rideKey)}`)
    expect(await explainRide(sql, 'ride_00000000000000000000000000')).toBeUndefined()
    expect(await explainRide(sql, 'nonsense')).toBeUndefined()
  })
})

describe('the commands', () => {
  const ROOT = join(__dirname, '../../..')
  const run = (command: string, ...given: string[]): Promise<{ code: number | null; out: string }> =>
    new Promise((resolve) => {
      const path = join(ROOT, 'server/audit', command)
      const child = spawn(process.execPath, ['--import', 'tsx', path, ...given], {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: platform.databaseUrl, SUITAN_STATE: join(ROOT, 'none') },
      })
      let out = ''
      child.stdout.on('data', (text: Buffer) => (out += text.toString()))
      child.stderr.on('data', (text: Buffer) => (out += text.toString()))
      child.on('close', (code) => resolve({ code, out }))
    })

  it('audit ends with 0 and one line, and with 1 and the row after a change by hand', async () => {
    const well = await run('audit-command.ts')
    expect(well).toMatchObject({ code: 0 })
    expect(well.out.trim()).toMatch(/^audit: all holds – 7 rides, 3 runs.* 2 card numbers not compared$/)
    await sql`UPDATE ride SET reduction_milligrams = 1197466 WHERE ride_key = ${rideKey}`
    const ill = await run('audit-command.ts')
    await sql`UPDATE ride SET reduction_milligrams = 1197465 WHERE ride_key = ${rideKey}`
    expect(ill.code).toBe(1)
    expect(ill.out).toContain(
      `ride [operator_day=${DAY}, ride_key=${rideKey}] reduction_milligrams: expected 1197465, found 1197466`,
    )
  }, 60_000)

  it('explain prints the ride and ends with 0, or with 1 when there is none', async () => {
    expect(await run('explain-command.ts', encodeId('ride', rideKey))).toMatchObject({ code: 0 })
    expect(await run('explain-command.ts', 'ride_00000000000000000000000000')).toMatchObject({ code: 1 })
    const malformed = await run('explain-command.ts', 'ride_0')
    expect(malformed).toMatchObject({ code: 2, out: expect.stringContaining('is no ride id') })
  }, 60_000)

  it('audit refuses an argument it does not know', async () => {
    expect(await run('audit-command.ts', '--bogus')).toMatchObject({
      code: 2,
      out: expect.stringContaining('npm run audit'),
    })
  })
})
