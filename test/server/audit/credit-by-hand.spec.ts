import { encodeId } from '#domain/id'
import { signStatement, verifyStatement } from '#server/credit-record/index'
import { issueGrams, makeStatement, readsGiven } from '#test/harness/credit-world'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { mallFaults } from '#test/harness/mall-world'
import { employBodies } from '#test/harness/project-world'
import { accountIdOf, bo, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { faultsAfter } from '#test/harness/tampered'

let world: ResidentWorld
/** A statement that was read, and one of somebody who has closed; a correction two bodies granted and one that was refused. */
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  const bodies = await employBodies(world)
  const phone = await world.resident(mei)
  await issueGrams(world, await accountIdOf(world, phone), { day: '2026-05-01', grams: 12_000 })
  world.clock.advanceSeconds(7200)
  const DESK = '/v1/staff/credit-corrections'
  const asked = async (lineId: string): Promise<string> => {
    const { body } = await phone.send('POST', '/v1/me/credit-corrections', {
      lineId,
      month: '2026-05',
      text: '少了',
    })
    return body.correctionId as string
  }
  const granted = await asked('rides')
  await bodies.centre.send('POST', `${DESK}/${granted}/grants`, { units: 4, words: '核对了' })
  await bodies.bureau.send('POST', `${DESK}/${granted}/grants`, { units: 4, words: '核对了' })
  await bodies.centre.send('POST', `${DESK}/${await asked('months')}/refusal`, { words: '没有少' })
  const bank = await registerTestInstitution(world)
  const { body } = await makeStatement(phone, '/v1/me', { creditCode: bank.creditCode })
  const reader = await ownerOf(world, bank)
  world.clock.advanceSeconds(60)
  await readsGiven(reader, body.statementId as string)
  const leaving = await world.resident(bo)
  await makeStatement(leaving, '/v1/me')
  await leaving.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
}, 60_000)
afterAll(() => world.close())

const ofCredit = async (change: string): Promise<string[]> =>
  (await faultsAfter(world, change)).filter((fault) => fault.startsWith('credit_'))

it('finds nothing where nothing was touched', async () => {
  expect((await mallFaults(world)).filter((fault) => fault.startsWith('credit_'))).toEqual([])
})

it.each([
  [
    'a correction granted by hand',
    `UPDATE credit_correction SET granted_units = 400 WHERE state = 'granted'`,
    ['credit_correction: who granted', 'credit_correction: as the log says'],
  ],
  [
    'a refusal turned into a grant',
    `UPDATE credit_correction SET state = 'granted', granted_units = 9 WHERE state = 'refused'`,
    ['credit_correction: who granted', 'credit_correction: as the log says'],
  ],
  [
    'a word that was never said',
    `UPDATE credit_correction_word SET staff_id = 'centre-shen' WHERE body = 'centre' AND units = 4`,
    ['credit_correction_word: as the log says'],
  ],
  [
    'a word of the same body',
    `UPDATE credit_correction_word SET body = 'centre' WHERE body = 'bureau'`,
    ['credit_correction: who granted', 'credit_correction_word: as the log says'],
  ],
  [
    'a correction that is gone',
    `DELETE FROM credit_correction WHERE state = 'refused'`,
    ['credit_correction: a row behind the log'],
  ],
  ['a longer period', `UPDATE credit_statement SET to_day = to_day + 30`, ['credit_statement: signature']],
  [
    'another purpose',
    `UPDATE credit_statement SET purpose_id = 'honours'`,
    ['credit_statement: signature', 'credit_reading: outcome'],
  ],
  [
    'another reader',
    `UPDATE credit_statement SET reader_id = NULL`,
    ['credit_reading: reader', 'credit_statement: signature'],
  ],
  [
    'a statement written by hand',
    `UPDATE credit_statement SET jws = replace(jws, '.', '.A')`,
    ['credit_statement: signature'],
  ],
  [
    'a reading hidden as refused',
    `UPDATE credit_reading SET outcome = 'revoked'`,
    ['credit_reading: outcome'],
  ],
  [
    'a revocation dated back',
    `UPDATE credit_statement SET revoked_at = made_at`,
    ['credit_reading: outcome'],
  ],
  [
    'units in the log that are no number',
    `UPDATE audit_entry SET detail = jsonb_set(detail, '{units}', '"many"') WHERE action LIKE 'credit.%'`,
    ['credit_correction: as the log says', 'credit_correction_word: as the log says'],
  ],
  [
    'a log without a body',
    `UPDATE audit_entry SET detail = '5'::jsonb WHERE action LIKE 'credit.%'`,
    ['credit_correction: as the log says', 'credit_correction_word: as the log says'],
  ],
  [
    'an answer at no moment',
    `UPDATE credit_correction SET answered_at = 'infinity'`,
    ['credit_correction: as the log says', 'credit_statement: line rides'],
  ],
  [
    'a word at no moment',
    `UPDATE credit_correction_word SET said_at = '-infinity'`,
    ['credit_correction_word: as the log says'],
  ],
  [
    'a correction of no month',
    `UPDATE credit_correction SET city_month = '-infinity'`,
    ['credit_statement: can be judged'],
  ],
  [
    'a statement from before there were any',
    `UPDATE credit_statement SET made_at = '2019-01-01'`,
    ['credit_statement: can be judged'],
  ],
  [
    'a statement made at no moment',
    `UPDATE credit_statement SET made_at = 'infinity'`,
    ['credit_statement: can be judged'],
  ],
  [
    'days without end',
    `UPDATE credit_statement SET from_day = '-infinity', to_day = 'infinity'`,
    ['credit_reading: outcome', 'credit_statement: signature'],
  ],
  [
    'a statement left behind a closing',
    `UPDATE credit_statement SET account_id = (SELECT account_id FROM account WHERE closed_at IS NOT NULL)`,
    [
      'credit_statement: of a closed account',
      'credit_statement: line rides',
      'credit_statement: line months',
    ],
  ],
  [
    'words left behind a closing',
    `UPDATE credit_correction SET account_id = (SELECT account_id FROM account WHERE closed_at IS NOT NULL) WHERE state = 'refused'`,
    ['credit_correction: of a closed account'],
  ],
  [
    'rides taken from under a statement',
    `DELETE FROM run_posting`,
    ['credit_statement: line rides', 'credit_statement: line months'],
  ],
])('finds %s', async (_name, change, faults) => {
  expect([...new Set(await ofCredit(change))].sort()).toEqual([...faults].sort())
})

it('accepts either where a statement was read and revoked in one millisecond', async () => {
  const change = `
    UPDATE credit_statement SET revoked_at = (SELECT max(read_at) FROM credit_reading WHERE outcome = 'read')`
  expect(await ofCredit(change)).toEqual([])
})

it('finds a record that was stated higher than its evidence, whoever holds the key', async () => {
  const { sql, crypto } = world.platform.deps
  const [row] = await sql<
    { statement_id: string; jws: string }[]
  >`SELECT statement_id, jws FROM credit_statement`
  const claims = await verifyStatement(crypto, row?.jws ?? '')
  if (claims === undefined || row === undefined) throw new Error('no statement was made')
  expect(claims.jti).toBe(encodeId('cst', row.statement_id))
  const lines = claims.record.lines.map((line) =>
    line.lineId === 'rides' ? { ...line, units: 999, part: 999 } : line,
  )
  const forged = await signStatement(crypto, { ...claims, record: { ...claims.record, lines } })
  const faults = await ofCredit(`UPDATE credit_statement SET jws = '${forged}'`)
  expect(faults).toEqual(['credit_statement: line rides', 'credit_statement: sum'])
})
