import type { Dependencies } from '#server/platform/index'

import type { Section } from './export-mall'

/** Projects she runs, as she applied with them and what they brought, and the sites she entrusted. Readings are summed in the reports. */
export const projectSections = (
  { sql }: Pick<Dependencies, 'sql'>,
  accountId: string,
): readonly Section[] => [
  [
    'projects',
    () => sql`
      SELECT opened_at AS "openedAt", state, record,
        (SELECT json_agg(json_build_object('appliedAt', applied_at, 'record', handed_in.record) ORDER BY round)
          FROM project_round AS handed_in WHERE handed_in.project_id = project.project_id) AS "appliedWith",
        (SELECT json_agg(json_build_object('from', period_from, 'to', period_to, 'totals', totals, 'state', report.state,
            'reductionMilligrams', report.reduction_milligrams, 'serialFrom', serial_from, 'serialTo', serial_to) ORDER BY report_no)
          FROM project_report AS report LEFT JOIN project_issuance USING (project_id, report_no)
          WHERE report.project_id = project.project_id) AS reports
      FROM project WHERE account_id = ${accountId} ORDER BY opened_at`,
  ],
  [
    'projectEntrustments',
    () => sql`
      SELECT name_zh AS institution, key_kind AS "siteKind", key_value AS site, granted_at AS "grantedAt", ended_at AS "endedAt"
      FROM project_entrustment JOIN institution USING (institution_id) WHERE account_id = ${accountId} ORDER BY granted_at`,
  ],
]
