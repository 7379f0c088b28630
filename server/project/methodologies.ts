import { refuse, type MethodologyDifferences, type ProjectMethodologyList, type Refusal } from '#contract'
import type { CityDay } from '#domain/calendar'
import { projectMethodologyDifferences, type Period, type ProjectMethodology } from '#domain/project'
import { CITY_SCHEME_ID } from '#server/city/index'
import type { Dependencies, Queryable } from '#server/platform/index'

/** A kept version and its number. */
export interface KeptMethodology {
  readonly methodologyNo: number
  readonly methodology: ProjectMethodology
}

interface MethodologyRow {
  methodology_no: number
  definition: ProjectMethodology
}

const present = ({
  methodology_no: methodologyNo,
  definition: methodology,
}: MethodologyRow): KeptMethodology => ({
  methodologyNo,
  methodology,
})

/** The version of a kind that is in force on every day of a period: each calculation pins one. */
export const methodologyFor = async (
  sql: Queryable,
  kind: string,
  { from, to }: Period,
): Promise<KeptMethodology | undefined> => {
  const [row] = await sql<MethodologyRow[]>`
    SELECT methodology_no, definition FROM project_methodology
    WHERE scheme_id = ${CITY_SCHEME_ID} AND kind = ${kind} AND valid_from <= ${from} AND (valid_to IS NULL OR ${to} <= valid_to)`
  return row === undefined ? undefined : present(row)
}

/** The version a report was reckoned by. */
export const readMethodologyRow = async (sql: Queryable, methodologyNo: number): Promise<KeptMethodology> => {
  const [row] = await sql<MethodologyRow[]>`
    SELECT methodology_no, definition FROM project_methodology WHERE methodology_no = ${methodologyNo}`
  if (row === undefined) throw new Error(`there is no methodology for projects ${methodologyNo}`)
  return present(row)
}

/** All versions of a kind; says which is in force on a day. */
export const methodologiesOf = async (
  sql: Queryable,
  kind: string,
): Promise<(day: CityDay) => ProjectMethodology | undefined> => {
  const rows = await sql<{ definition: ProjectMethodology }[]>`
    SELECT definition FROM project_methodology WHERE scheme_id = ${CITY_SCHEME_ID} AND kind = ${kind}`
  return (day) =>
    rows.find(
      ({ definition: { validFrom, validTo } }) => validFrom <= day && (validTo === null || day < validTo),
    )?.definition
}

/** Methodologies for projects as the public reads them. */
export const listProjectMethodologies = async ({
  sql,
}: Pick<Dependencies, 'sql'>): Promise<ProjectMethodologyList> => {
  const rows = await sql<{ definition: ProjectMethodology }[]>`
    SELECT definition FROM project_methodology WHERE scheme_id = ${CITY_SCHEME_ID} ORDER BY kind, version DESC`
  return { items: rows.map(({ definition }) => ({ ...definition })) }
}

/** Where two versions differ, field by field. Refuses request.not-found when one of them is not there. */
export const readProjectDifferences = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { code, from, to }: { code: string; from: number; to: number },
): Promise<MethodologyDifferences | Refusal> => {
  const rows = await sql<{ version: number; definition: ProjectMethodology }[]>`
    SELECT version, definition FROM project_methodology WHERE code = ${code} AND version IN (${from}, ${to})`
  const [before, after] = [from, to].map(
    (wanted) => rows.find(({ version }) => version === wanted)?.definition,
  )
  if (before === undefined || after === undefined) return refuse('request.not-found')
  return { code, from, to, items: projectMethodologyDifferences(before, after) }
}
