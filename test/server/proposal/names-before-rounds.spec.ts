import { startDatabaseBefore, type DatabaseBefore } from '#test/harness/index'

// The names of a city that lived before a name to publish was for one round of one proposal.
const NUMBER = 97
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const at = (hour: number): string => `2026-05-04T${String(hour).padStart(2, '0')}:00:00+08:00`
const [RETURNED, CLOSED, AFTER] = [id(1), id(2), id(3)]

let database: DatabaseBefore
beforeEach(async () => {
  database = await startDatabaseBefore(NUMBER, NAMES)
}, 60_000)
afterEach(() => database.close())

/**
 * One proposal was returned at three and handed in again at four; of two others with one record, the later was handed in at six, lay with the
 * formal check and got the code of the earlier when that was closed at eight.
 */
const NAMES = `
  INSERT INTO staff (staff_id, name, role, public_key)
  VALUES ('lin', '林', 'centre', sha256('lin')), ('gu', '顾', 'bureau', sha256('gu'));
  INSERT INTO methodology_proposal (proposal_id, staff_id, code, version, state, round, record, opened_at, closed_reasons)
  VALUES ('${RETURNED}', 'lin', 'T-1', 1, 'review', 2, '{}', '${at(0)}', NULL),
    ('${CLOSED}', 'lin', 'T-2', 1, 'closed', 1, '{}', '${at(0)}', '重复'), ('${AFTER}', 'lin', 'T-2', 1, 'review', 1, '{}', '${at(0)}', NULL);
  INSERT INTO proposal_round (proposal_id, round, record, record_digest, submitted_at)
  VALUES ('${RETURNED}', 1, '{}', sha256('same'), '${at(1)}'), ('${RETURNED}', 2, '{}', sha256('same'), '${at(4)}'),
    ('${CLOSED}', 1, '{}', sha256('same'), '${at(1)}'), ('${AFTER}', 1, '{}', sha256('same'), '${at(6)}');
  INSERT INTO proposal_return (proposal_id, round, returned_from, reasons, returned_by, returned_at)
  VALUES ('${RETURNED}', 1, 'review', '再看', 'lin', '${at(3)}');
  INSERT INTO methodology_signature (code, version, act, role, staff_id, record_digest, day, signed_at)
  VALUES ('T-1', 1, 'publish', 'bureau', 'gu', sha256('same'), '2026-06-01', '${at(2)}'),
    ('T-1', 1, 'publish', 'centre', 'lin', sha256('same'), '2026-06-01', '${at(5)}'),
    ('T-2', 1, 'publish', 'bureau', 'gu', sha256('same'), '2026-06-01', '${at(5)}'),
    ('T-2', 1, 'publish', 'centre', 'lin', sha256('same'), '2026-06-01', '${at(7)}'),
    ('T-1', 1, 'retire', 'centre', 'lin', sha256('same'), '2026-06-01', '${at(9)}')`

it('names are for the round they can only have been meant for, and for none where that is not known', async () => {
  await database.migrateOn()
  const { sql } = database
  const names = await sql<{ act: string; proposal_id: string | null; round: number | null }[]>`
    SELECT act, proposal_id, round FROM methodology_signature ORDER BY signature_no`
  expect(names.map(({ act, proposal_id: of, round }) => [act, of, round])).toEqual([
    ['publish', RETURNED, 1],
    ['publish', RETURNED, 2],
    ['publish', CLOSED, 1],
    ['publish', null, null],
    ['retire', null, null],
  ])
  await expect(sql`UPDATE methodology_signature SET round = 1`).rejects.toThrow('append-only')
  const without = sql`
    INSERT INTO methodology_signature (code, version, act, role, staff_id, record_digest, day, signed_at)
    VALUES ('T-1', 1, 'publish', 'bureau', 'gu', sha256('same'), '2026-06-01', ${at(9)})`
  await expect(without).rejects.toThrow('methodology_signature_of_round')
}, 60_000)
