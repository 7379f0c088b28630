import { refuse, type InstitutionName, type Refusal } from '#contract'
import { encodeId } from '#domain/id'
import type { Dependencies } from '#server/platform/index'

/**
 * Who a 统一社会信用代码 stands for here, so that whoever entrusts something to an institution reads its name first. Refuses
 * project.institution-unknown, for one that is suspended too.
 */
export const findInstitution = async (
  { sql }: Pick<Dependencies, 'sql'>,
  creditCode: string,
): Promise<InstitutionName | Refusal> => {
  const [row] = await sql<{ institution_id: string; name_zh: string; name_en: string }[]>`
    SELECT institution_id, name_zh, name_en FROM institution WHERE credit_code = ${creditCode} AND suspended_at IS NULL`
  if (row === undefined) return refuse('project.institution-unknown', 'creditCode')
  return {
    institutionId: encodeId('org', row.institution_id),
    name: { zh: row.name_zh, en: row.name_en },
  }
}
