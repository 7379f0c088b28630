import { atWork, mallFaults } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openMerchant, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { faultsAfter } from '#test/harness/tampered'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  const { mall, tills, goodsId } = await openMerchant(world)
  await redeemOne(world, tills[0], goodsId)
  await redeemOne(world, tills[1], goodsId)
  await stateAt(world, '2026-05-06T01:00:00+08:00')
  const merchant = await atWork(world, mall)
  const { body } = await statementOf(merchant, '2026-05-04')
  await merchant.owner.send('POST', `/v1/institution/statements/${body.statementId}/confirmation`)
  const paid = { reference: '工行 1', fen: 3600 }
  await merchant.owner.send('POST', `/v1/institution/dues/${body.statementId}/payment`, paid)
})
afterAll(() => world.close())

describe('the audit of statements', () => {
  it('finds nothing wrong with what the service wrote', async () => {
    expect(await mallFaults(world)).toEqual([])
  })

  it.each([
    [
      'a line of another amount',
      'UPDATE statement_line SET fen = 1801 WHERE line_no = 1',
      'statement_line: what it is of',
    ],
    [
      'a line of another day',
      `UPDATE statement_line SET city_day = '2026-05-05' WHERE line_no = 1`,
      'statement: figures',
    ],
    ['a line that is gone', 'DELETE FROM statement_line WHERE line_no = 2', 'statement_line: what it is of'],
    [
      'a line whose transfer is gone',
      `DELETE FROM ledger_transfer WHERE kind = 'redemption'`,
      'statement_line: its transfer',
    ],
    [
      'an entry nobody stated',
      `UPDATE ledger_entry SET amount = 1700 WHERE amount = 1800`,
      'statement: change of what one sponsor owes',
    ],
    [
      'another total',
      'UPDATE statement SET payable_fen = 9, added_fen = 9 WHERE lines = 2',
      'statement: figures',
    ],
    [
      'another digest',
      `UPDATE statement SET digest = sha256('x') WHERE lines = 2`,
      'statement: digest of its file',
    ],
    [
      'another name in its file',
      `UPDATE statement SET merchant_zh = '别家'`,
      'statement: digest of its file',
    ],
    ['another due day', `UPDATE statement SET due_on = '2027-01-01' WHERE lines = 2`, 'statement: due day'],
    [
      'a day that is gone',
      `DELETE FROM statement WHERE city_day = '2026-05-04'`,
      'statement_due: what is owed and paid',
    ],
    [
      'the latest day that is gone',
      `WITH line AS (DELETE FROM statement_line WHERE city_day = '2026-05-04'),
        share AS (DELETE FROM statement_share USING statement WHERE statement_share.statement_id = statement.statement_id),
        due AS (DELETE FROM statement_due) DELETE FROM statement`,
      'statement: the statement of a day',
    ],
    [
      'a statement the log tells of and nobody has',
      `DELETE FROM statement WHERE city_day = '2026-05-05'`,
      'statement: a row behind the log',
    ],
    ['another share', 'UPDATE statement_share SET fen = fen + 1', 'statement_share: lines, fen and losses'],
    [
      'a debt that was forgiven',
      'UPDATE statement_due SET paid_fen = 0',
      'statement_due: what is owed and paid',
    ],
    ['a payment of another sum', 'UPDATE statement_payment SET fen = 1', 'statement_payment: statement-paid'],
    ['a payment of other days', 'UPDATE statement_payment_part SET fen = 1', 'statement_payment: its days'],
    ['a word nobody said', `UPDATE statement_act SET acted_at = now()`, 'statement_act: who and when'],
  ])('names %s', async (_name, change, fault) => {
    expect(await faultsAfter(world, change)).toContain(fault)
  })
})
