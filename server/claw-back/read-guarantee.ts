import type { OperatorGuarantee } from '#contract'
import { cityDayOf } from '#domain/calendar'
import type { Dependencies, OperatorPrincipal } from '#server/platform/index'

/** What an operator's residents still owe for rides it withdrew, by the day until which it makes that up, the first first. */
export const readGuarantee = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { operatorNo }: OperatorPrincipal,
): Promise<OperatorGuarantee> => {
  const today = cityDayOf(clock.now())
  const rows = await sql<{ due_on: string; milligrams: bigint }[]>`
    SELECT guarantee_due_on AS due_on, sum(shortfall_milligrams - repaid_milligrams)::bigint AS milligrams
    FROM claw_back JOIN run USING (run_id)
    WHERE run.operator_no = ${operatorNo} AND repaid_milligrams < shortfall_milligrams
    GROUP BY guarantee_due_on ORDER BY guarantee_due_on`
  const sum = rows.reduce((total, { milligrams }) => total + milligrams, 0n)
  const items = rows.map(({ due_on: dueOn, milligrams }) => ({
    ...{ dueOn, isOverdue: dueOn < today, milligrams: String(milligrams) },
  }))
  return { milligrams: String(sum), items }
}
