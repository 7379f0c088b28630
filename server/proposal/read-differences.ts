import { refuse, type MethodologyDifferences, type Refusal } from '#contract'
import { methodologyDifferences, type Methodology } from '#domain/methodology'
import type { Dependencies } from '#server/platform/index'

/** Where two versions of a methodology differ, field by field. Refuses request.not-found when one of them is not there. */
export const readDifferences = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { code, from, to }: { code: string; from: number; to: number },
): Promise<MethodologyDifferences | Refusal> => {
  const rows = await sql<{ version: number; definition: Methodology }[]>`
    SELECT version, definition FROM methodology WHERE code = ${code} AND version IN (${from}, ${to})`
  const [before, after] = [from, to].map(
    (wanted) => rows.find(({ version }) => version === wanted)?.definition,
  )
  if (before === undefined || after === undefined) return refuse('request.not-found')
  return { code, from, to, items: methodologyDifferences(before, after) }
}
