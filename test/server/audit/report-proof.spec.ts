import type { AuditFault } from '#domain/audit'
import { auditEverything } from '#server/audit/index'
import { retireOperatorKey } from '#server/admin/operator-keys'
import { issuanceRoutes } from '#server/issuance/index'
import { closeDueWindows } from '#server/settling/index'
import type { Sql } from '#server/platform/index'
import {
  registerOperator,
  startTestPlatform,
  testClock,
  type OperatorSigner,
  type TestPlatform,
} from '#test/harness/index'

import {
  asOperator,
  foundSmallCity,
  runOf,
  SETTLED_AT,
  settleResident,
  takeRide,
  wireRunId,
} from '../settling/small-city'

let platform: TestPlatform
let sql: Sql
beforeEach(async () => {
  platform = await startTestPlatform({ clock: testClock(SETTLED_AT), contexts: [issuanceRoutes] })
  sql = platform.deps.sql
  await foundSmallCity(platform)
  const resident = await settleResident(sql)
  const { crypto } = platform.deps
  await sql`
    UPDATE instrument SET number_sealed = ${crypto.seal('instrument', '70001', resident.instrumentId)},
      blind_index = ${crypto.blindIndex('instrument', 'sptcc-card\n70001').toString('hex')}`
  await takeRide(sql, { resident, operator: 'sptcc' })
  await closeDueWindows(platform.deps)
})
afterEach(() => platform.close())

async function report(signer: OperatorSigner, prefix = '/v1/operators/sptcc'): Promise<void> {
  const run = await runOf(sql, 'sptcc')
  const figures = { rides: Number(run.rides), reductionMilligrams: String(run.reduction_milligrams) }
  const path = `${prefix}/runs/${wireRunId(run)}/report`
  expect(await asOperator(platform, signer, 'POST', path, figures)).toMatchObject({ status: 200 })
}

async function audit(withSecrets: boolean): Promise<AuditFault[]> {
  const faults: AuditFault[] = []
  await auditEverything(
    sql,
    (fault) => void faults.push(fault),
    withSecrets ? platform.deps.crypto : undefined,
  )
  return faults
}

const byHand = (change: string): Promise<void> =>
  sql.begin(async (transaction) => {
    await transaction`SET LOCAL session_replication_role = replica`
    expect((await transaction.unsafe(change)).count).toBe(1)
  })

describe('the proof of a report', () => {
  it.each(['hmac-sha256', 'hmac-sm3', 'sm2-sm3'] as const)(
    'by %s holds, and not after one byte of the signature changed',
    async (algorithm) => {
      await report(await registerOperator(platform.deps, 'sptcc', algorithm))
      expect(await audit(true)).toEqual([])
      await byHand('UPDATE run_report SET signature = set_byte(signature, 9, get_byte(signature, 9) # 1)')
      expect((await audit(true)).map(({ table, what }) => `${table} ${what}`)).toContain(
        'run_report signature',
      )
    },
  )

  it('by a shared secret cannot be looked at without the master key, and nobody is told that all is well', async () => {
    await report(await registerOperator(platform.deps, 'sptcc', 'hmac-sha256'))
    await expect(audit(false)).rejects.toThrow('SUITAN_MASTER_KEY')
  })

  it('is named as lost when the key it was signed by opens no more', async () => {
    await report(await registerOperator(platform.deps, 'sptcc', 'hmac-sha256'))
    await byHand("UPDATE operator_key SET key_sealed = '\\x00' WHERE key_sealed IS NOT NULL")
    expect((await audit(true)).map(({ what }) => what)).toEqual(['signature'])
  })

  it('holds for a path that came with more of it percent-encoded than need be', async () => {
    await report({ ...(await registerOperator(platform.deps, 'sptcc', 'sm2-sm3')) }, '/v1/operators/s%70tcc')
    expect(await audit(false)).toEqual([])
  })

  it('holds by a key that ended before, which nobody knew then; and its end is the one that was said', async () => {
    const signer = await registerOperator(platform.deps, 'sptcc', 'sm2-sm3')
    await sql`UPDATE operator_key SET valid_from = valid_from - interval '1 day'`
    await report(signer)
    const at = new Date(platform.deps.clock.now().getTime() - 3_600_000).toISOString()
    const options = new Map([
      ['key-id', signer.keyId],
      ['at', at],
    ])
    await retireOperatorKey(platform.deps, options)
    expect(await audit(false)).toEqual([])
    await byHand('UPDATE operator_key SET valid_to = NULL WHERE valid_to IS NOT NULL')
    expect((await audit(false)).map(({ table, what }) => `${table}: ${what}`)).toEqual([
      'operator_key: validTo as the log says',
    ])
  })

  it('keeps every report when a run was returned and reported again', async () => {
    const signer = await registerOperator(platform.deps, 'sptcc', 'sm2-sm3')
    await report(signer)
    await sql`UPDATE run SET state = 'returned'`
    await report(signer)
    expect(await sql`SELECT 1 FROM run_report`).toHaveLength(2)
    await expect(sql`DELETE FROM run_report`).rejects.toThrow('append-only')
    expect(await audit(false)).toEqual([])
  })

  it('is not asked of a report from before it was kept, which the log of actions does not know as sealed', async () => {
    await report(await registerOperator(platform.deps, 'sptcc', 'sm2-sm3'))
    await byHand('UPDATE run_report SET signature_base = NULL, body = NULL')
    expect((await audit(false)).map(({ table, what }) => `${table} ${what}`)).toEqual(['run_report report'])
    await byHand(
      "UPDATE audit_entry SET detail = detail - 'reportId' - 'reportDigest' WHERE action = 'run.reported'",
    )
    expect((await audit(false)).map(({ table }) => table)).toEqual(['audit_entry'])
  })
})
