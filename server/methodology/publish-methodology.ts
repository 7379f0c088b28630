import type postgres from 'postgres'

import { parseCityDay } from '#domain/calendar'
import { readMethodology, type Methodology } from '#domain/methodology'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import {
  brokenConstraint,
  canonicalJson,
  inTransaction,
  type Dependencies,
  type Transaction,
} from '#server/platform/index'

/** What became of a methodology: new here, here already with the same text, or not taken and why. */
export type PublishOutcome =
  | { readonly kind: 'published'; readonly methodology: Methodology; readonly told: number }
  | { readonly kind: 'unchanged'; readonly methodology: Methodology }
  | { readonly kind: 'refused'; readonly reason: string }

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Publishes a methodology given as data, from `from` on if given. Its scene is live from then on without any change of code,
 * and whoever asked to be told has a notice waiting. Refused: a record that does not hold, another text under a published
 * version, a second version in force on one day, an unknown scene, a formula in another unit than the scene's rides.
 */
export const publishMethodology = async (
  parts: Parts,
  record: unknown,
  from?: string,
): Promise<PublishOutcome> => {
  const methodology = readMethodology(record)
  if ('faults' in methodology) return { kind: 'refused', reason: methodology.faults.join('; ') }
  if (from === undefined) return keepMethodology(parts, methodology)
  const validFrom = parseCityDay(from)
  if (validFrom === undefined) return { kind: 'refused', reason: `${from} is not a day` }
  return keepMethodology(parts, { ...methodology, validFrom })
}

/** Keeps a methodology that was read; the database itself refuses two published versions of a scene on one day. */
export const keepMethodology = async (parts: Parts, methodology: Methodology): Promise<PublishOutcome> => {
  try {
    return await inTransaction(parts.sql, { isolation: 'read committed', attemptsMax: 3 }, (transaction) =>
      keep(parts, transaction, methodology),
    )
  } catch (error) {
    const constraint = brokenConstraint(error)
    if (constraint === null) throw error
    return {
      kind: 'refused',
      reason: constraint.includes('daterange')
        ? 'another version of this scene is in force on one of its days: end that one first'
        : `the database refuses it (${constraint})`,
    }
  }
}

const keep = async (
  { clock }: Parts,
  transaction: Transaction,
  methodology: Methodology,
): Promise<PublishOutcome> => {
  const { code, version } = methodology
  await transaction`SELECT pg_advisory_xact_lock(hashtext(${`methodology ${code} ${version}`}))`
  const [kept] = await transaction<{ status: string; definition: unknown }[]>`
    SELECT status, definition FROM methodology WHERE code = ${code} AND version = ${version}`
  if (kept !== undefined) return compareWithKept(transaction, methodology, kept)
  const isCounted = methodology.status === 'published' && methodology.schemeId === CITY_SCHEME_ID
  const misfit = isCounted ? await fitScene(transaction, methodology) : undefined
  if (misfit !== undefined) return { kind: 'refused', reason: misfit }
  const methodologyNo = await insert(transaction, methodology, clock.now())
  const told = isCounted
    ? await tellWatchers(transaction, { now: clock.now(), methodologyNo, sceneId: methodology.sceneId })
    : 0
  return { kind: 'published', methodology, told }
}

/** The words of a disabled one may still be mended, nothing was ever counted by it; what was published stays as it is. */
const compareWithKept = async (
  transaction: Transaction,
  methodology: Methodology,
  kept: { readonly status: string; readonly definition: unknown },
): Promise<PublishOutcome> => {
  const { code, version, status } = methodology
  if (canonicalJson(kept.definition) === canonicalJson(methodology)) return { kind: 'unchanged', methodology }
  if (kept.status !== 'disabled' || status !== 'disabled') {
    return {
      kind: 'refused',
      reason: `${code} version ${version} is kept with another text: raise the version`,
    }
  }
  await transaction`
    UPDATE methodology SET definition = ${transaction.json(asJson(methodology))}
    WHERE code = ${code} AND version = ${version}`
  return { kind: 'unchanged', methodology }
}

/** A scene that never counted takes the unit of its first methodology; after that every version measures in the same. */
const fitScene = async (transaction: Transaction, methodology: Methodology): Promise<string | undefined> => {
  const { sceneId, formula } = methodology
  const unit = formula?.kind === 'perBoarding' ? 'boarding' : 'metre'
  const [scene] = await transaction<{ quantity_unit: string; counted: boolean }[]>`
    SELECT quantity_unit, EXISTS (
      SELECT FROM methodology
      WHERE methodology.scene_id = scene.scene_id AND scheme_id = ${CITY_SCHEME_ID} AND status <> 'disabled') AS counted
    FROM scene WHERE scene_id = ${sceneId} FOR UPDATE`
  if (scene === undefined) return `there is no scene ${sceneId}`
  if (scene.quantity_unit === unit) return undefined
  if (scene.counted) return `rides of ${sceneId} are measured by ${scene.quantity_unit}`
  await transaction`UPDATE scene SET quantity_unit = ${unit} WHERE scene_id = ${sceneId}`
  return undefined
}

const insert = async (transaction: Transaction, methodology: Methodology, now: Date): Promise<number> => {
  const { code, version, schemeId, sceneId, status, validFrom, validTo } = methodology
  const [row] = await transaction<{ methodology_no: number }[]>`
    INSERT INTO methodology
      (code, version, scheme_id, scene_id, class, status, valid_from, valid_to, definition, published_at)
    VALUES (${code}, ${version}, ${schemeId}, ${sceneId}, ${methodology.class}, ${status}, ${validFrom}, ${validTo},
      ${transaction.json(asJson(methodology))}, ${now})
    RETURNING methodology_no`
  if (row === undefined) throw new Error('An insert returned no row.')
  return row.methodology_no
}

/** Who asked to be told is told once: the watch becomes a notice waiting to be sent. */
const tellWatchers = async (
  transaction: Transaction,
  opened: { readonly now: Date; readonly methodologyNo: number; readonly sceneId: string },
): Promise<number> => {
  const notices = await transaction`
    WITH told AS (
      DELETE FROM scene_watch USING scene
      WHERE scene.scene_no = scene_watch.scene_no AND scene_id = ${opened.sceneId}
      RETURNING account_id, scene_watch.scene_no
    )
    INSERT INTO notice_outbox (notice_id, account_id, scene_no, methodology_no, created_at)
    SELECT gen_random_uuid(), account_id, scene_no, ${opened.methodologyNo}, ${opened.now} FROM told
    ON CONFLICT (account_id, methodology_no) DO NOTHING
    RETURNING 1`
  return notices.length
}

const asJson = (methodology: Methodology): postgres.JSONValue => methodology as unknown as postgres.JSONValue
