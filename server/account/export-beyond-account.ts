import type { Queryable } from '#server/platform/index'

/** Condition on a keyed index: one of hers. */
const isOneOf = (sql: Queryable, indexes: readonly Buffer[]) => sql`
  IN (SELECT decode(hex, 'hex') FROM unnest(${indexes.map((index) => index.toString('hex'))}::text[]) AS hers (hex))`

/** For whom she acts, whichever host she joined through. Not part of her account: it does not end when that is closed. */
export const readMemberships = (sql: Queryable, indexes: readonly Buffer[]): Promise<unknown> => sql`
  SELECT name_zh AS institution, role, display_name AS "nameThere", joined_at AS "joinedAt"
  FROM institution_member JOIN institution USING (institution_id)
  WHERE subject_index ${isOneOf(sql, indexes)} OR person_index ${isOneOf(sql, indexes)} ORDER BY joined_at`

/** Methodologies she proposed, with every round as she handed it in. Nor are these part of her account. */
export const readProposals = (sql: Queryable, indexes: readonly Buffer[]): Promise<unknown> => sql`
  SELECT opened_at AS "openedAt", state, proposal.record AS "workingCopy",
    (SELECT json_agg(json_build_object('submittedAt', submitted_at, 'record', handed_in.record) ORDER BY round)
      FROM proposal_round AS handed_in WHERE handed_in.proposal_id = proposal.proposal_id) AS "handedIn"
  FROM methodology_proposal AS proposal WHERE applicant_index ${isOneOf(sql, indexes)} ORDER BY opened_at`
