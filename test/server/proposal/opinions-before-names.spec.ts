import { startDatabaseBefore, type DatabaseBefore } from '#test/harness/index'

// The opinions of a city that lived before each was kept with its expert's name and institution.
const NUMBER = 98
const PROPOSAL = '00000000-0000-4000-8000-000000000001'
const [FIRST, SECOND, UNTOLD] = ['91310000MA1FL00001', '91310000MA1FL00002', '91310000MA1FL00003']
const at = (hour: number): string => `2026-05-04T${String(hour).padStart(2, '0')}:00:00+08:00`

let database: DatabaseBefore
beforeEach(async () => {
  database = await startDatabaseBefore(NUMBER, OPINIONS)
}, 60_000)
afterEach(() => database.close())

/** Zhou gave hers at three between two invitations; the log knows nothing of Wu. */
const OPINIONS = `
  INSERT INTO staff (staff_id, name, role, public_key) VALUES ('lin', '林', 'centre', sha256('lin'));
  INSERT INTO expert (expert_id, name, fields, institution_name, credit_code, public_key, invited_by, invited_at)
  VALUES ('zhou', '周', '{交通}', '某大学', '${SECOND}', sha256('zhou'), 'lin', '${at(4)}'),
    ('wu', '吴', '{交通}', '某大学', '${UNTOLD}', sha256('wu'), 'lin', '${at(1)}');
  INSERT INTO audit_entry (sequence, occurred_at, actor, action, subject, detail, previous_digest, digest)
  SELECT sequence, moment, 'staff:lin', 'expert.invited', 'zhou', jsonb_build_object('creditCode', code), sha256('before'), sha256(moment::text::bytea)
  FROM (VALUES (1, '${at(1)}'::timestamptz, '${FIRST}'), (2, '${at(4)}', '${SECOND}')) AS invited (sequence, moment, code);
  INSERT INTO methodology_proposal (proposal_id, staff_id, code, version, state, round, record, opened_at)
  VALUES ('${PROPOSAL}', 'lin', 'T-1', 1, 'review', 1, '{}', '${at(0)}');
  INSERT INTO proposal_round (proposal_id, round, record, record_digest, submitted_at)
  VALUES ('${PROPOSAL}', 1, '{}', sha256('record'), '${at(1)}');
  INSERT INTO proposal_seat (proposal_id, round, expert_id, field, asked_by, asked_at, due_at)
  SELECT '${PROPOSAL}', 1, expert_id, '交通', 'lin', '${at(2)}', '${at(9)}' FROM expert;
  INSERT INTO proposal_opinion (proposal_id, round, expert_id, verdict, opinion, name_shown, signed_text, signature, public_key, given_at)
  SELECT '${PROPOSAL}', 1, expert_id, 'approve', '合理', true, '', sha512('signed'), public_key, '${at(3)}' FROM expert`

it('opinions are of the institution their expert was invited from when she gave them, under her present name', async () => {
  await database.migrateOn()
  const { sql } = database
  const opinions = await sql<{ expert_id: string; expert_name: string; credit_code: string }[]>`
    SELECT expert_id, expert_name, credit_code FROM proposal_opinion ORDER BY expert_id`
  expect(opinions.map((one) => [one.expert_id, one.expert_name, one.credit_code])).toEqual([
    ['wu', '吴', UNTOLD],
    ['zhou', '周', FIRST],
  ])
  await expect(sql`UPDATE proposal_opinion SET expert_name = '别人'`).rejects.toThrow('append-only')
}, 60_000)
