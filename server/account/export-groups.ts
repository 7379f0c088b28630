import type { Dependencies } from '#server/platform/index'

import type { Section } from './export-mall'

/** Groups she was in and districts she named, with what each month of a group says of her. */
export const groupSections = ({ sql }: Pick<Dependencies, 'sql'>, accountId: string): readonly Section[] => [
  [
    'groups',
    () => sql`
      SELECT kind, name_zh AS name, consent_version AS "consentVersion", nickname, joined_at AS "joinedAt", left_at AS "leftAt",
        (SELECT json_agg(json_build_object('month', to_char(city_month, 'YYYY-MM'), 'milligrams', milligrams) ORDER BY city_month)
          FROM group_share WHERE group_share.membership_id = group_membership.membership_id) AS months
      FROM group_membership JOIN resident_group USING (group_id, kind) WHERE account_id = ${accountId} ORDER BY joined_at`,
  ],
  [
    'districts',
    () => sql`
      SELECT district, chosen_at AS "chosenAt", ended_at AS "endedAt" FROM district_choice
      WHERE account_id = ${accountId} ORDER BY chosen_at`,
  ],
]
