import { refuse, type Methodology, type MethodologyList, type Refusal } from '#contract'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import type { Dependencies } from '#server/platform/index'

/** The city's methodologies as the public reads them: scene by scene, the newest version first. */
export const listMethodologies = async ({ sql }: Dependencies): Promise<MethodologyList> => {
  const rows = await sql<{ definition: Methodology }[]>`
    SELECT definition FROM methodology LEFT JOIN scene USING (scene_id)
    WHERE scheme_id = ${CITY_SCHEME_ID} ORDER BY scene_no, code, version DESC`
  return { items: rows.map(({ definition }) => definition) }
}

/** One version, of whatever scheme. Refuses `request.not-found`. */
export const readMethodologyVersion = async (
  { sql }: Dependencies,
  code: string,
  version: number,
): Promise<Methodology | Refusal> => {
  const [row] = await sql<{ definition: Methodology }[]>`
    SELECT definition FROM methodology WHERE code = ${code} AND version = ${version}`
  return row?.definition ?? refuse('request.not-found')
}
