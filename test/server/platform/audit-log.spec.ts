import { appendAudit, findAuditBreak } from '#server/platform/index'
import { startTestDatabase, type TestDatabase } from '#test/harness/index'

describe('the audit log', () => {
  let database: TestDatabase
  const confirm = (subject: string): Promise<void> =>
    database.sql.begin(async (transaction) => {
      await appendAudit(transaction, {
        occurredAt: new Date('2026-05-04T01:00:00Z'),
        actor: 'staff:centre-lin',
        action: 'run.confirmed',
        subject,
        detail: { rides: 3, reductionMilligrams: '1197465' },
      })
    }) as unknown as Promise<void>

  beforeEach(async () => {
    database = await startTestDatabase()
  })
  afterEach(() => database.close())

  it('is a chain, also under many hands at once', async () => {
    expect(await findAuditBreak(database.sql)).toBeNull()
    await Promise.all(Array.from({ length: 8 }, (_, index) => confirm(`run_${index}`)))
    expect(await findAuditBreak(database.sql)).toBeNull()
    expect(await database.sql`SELECT max(sequence) AS last FROM audit_entry`).toEqual([{ last: 8n }])
  })

  it('keeps nothing of an action that was rolled back', async () => {
    await confirm('run_1')
    const failed = database.sql.begin(async (transaction) => {
      await appendAudit(transaction, {
        occurredAt: new Date(),
        actor: 'a',
        action: 'run.signed',
        subject: 'c',
        detail: {},
      })
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    await confirm('run_2')
    expect(await findAuditBreak(database.sql)).toBeNull()
  })

  it('refuses to be changed', async () => {
    await confirm('run_1')
    await expect(database.sql`UPDATE audit_entry SET actor = 'nobody'`).rejects.toThrow('append-only')
    await expect(database.sql`DELETE FROM audit_entry`).rejects.toThrow('append-only')
    await expect(database.sql`TRUNCATE audit_entry`).rejects.toThrow('append-only')
  })

  it.each([
    ['a changed entry', 'UPDATE audit_entry SET detail = \'{"rides":4}\' WHERE sequence = 2', 2n],
    ['a missing entry', 'DELETE FROM audit_entry WHERE sequence = 2', 2n],
    ['a cut end', 'DELETE FROM audit_entry WHERE sequence = 3', 3n],
  ])('shows %s, even by the hand of the database’s owner', async (_what, statement, broken) => {
    await confirm('run_1')
    await confirm('run_2')
    await confirm('run_3')
    await database.sql.unsafe(`ALTER TABLE audit_entry DISABLE TRIGGER ALL; ${statement}`)
    expect(await findAuditBreak(database.sql)).toBe(broken)
  })
})
