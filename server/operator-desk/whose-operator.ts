import { refuse, type Refusal } from '#contract'
import type { MemberPrincipal, OperatorPrincipal, Queryable } from '#server/platform/index'

export type OperatorNames = Pick<OperatorPrincipal, 'operatorId' | 'operatorNo'>

/** The operator a member's institution is; refuses institution.not-operator. */
export const operatorOfMember = async (
  sql: Queryable,
  { institutionId }: Pick<MemberPrincipal, 'institutionId'>,
): Promise<OperatorNames | Refusal> => {
  const [row] = await sql<{ operator_id: string; operator_no: number }[]>`
    SELECT operator_id, operator_no FROM institution JOIN operator USING (operator_id)
    WHERE institution_id = ${institutionId}`
  return row === undefined
    ? refuse('institution.not-operator')
    : { operatorId: row.operator_id, operatorNo: row.operator_no }
}
