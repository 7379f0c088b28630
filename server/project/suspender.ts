import type { StaffProject } from '#contract'
import type { Queryable } from '#server/platform/index'

import type { ProjectRow } from './project-row'

/** Who suspended a project that is suspended; null where it is not. Another person lets it go on. */
export const suspenderOf = async (
  sql: Queryable,
  { project_id: projectId, state }: Pick<ProjectRow, 'project_id' | 'state'>,
): Promise<StaffProject['suspendedBy']> => {
  if (state !== 'suspended') return null
  const [found] = await sql<{ staffId: string; name: string }[]>`
    SELECT staff_id AS "staffId", name FROM project_finding JOIN staff ON staff_id = found_by
    WHERE project_id = ${projectId} AND kind = 'suspended' ORDER BY finding_no DESC LIMIT 1`
  return found ?? null
}
