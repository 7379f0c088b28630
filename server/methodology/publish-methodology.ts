import { createHash } from 'node:crypto'

import type postgres from 'postgres'

import { cityDayOf, parseCityDay, startOfCityDay } from '#domain/calendar'
import { readMethodology, type Methodology } from '#domain/methodology'
import { isClassOfKind, type SceneKind } from '#domain/scene'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import {
  appendAudit,
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

/** By whose hand a version comes: the log of actions names it. `release`: it lay in the programme, and the start loaded it. */
export interface Publisher {
  readonly actor: string
  readonly way: 'release' | 'command' | 'review'
  readonly requestId?: string
}

const COMMAND: Publisher = { actor: 'admin', way: 'command' }

/**
 * Publishes a methodology given as data, from `from` on if given. Rides of operators that are live in its scene count by it without any
 * change of code; where one is, whoever asked to be told has a notice waiting. A higher version ends the one in force on its own first day. Refused: a record that does not hold, another text under a published
 * version, a second version in force on one day, an unknown scene, a formula in another unit than the scene's rides.
 */
export const publishMethodology = async (
  parts: Parts,
  record: unknown,
  from?: string,
): Promise<PublishOutcome> => {
  const methodology = readMethodology(record)
  if ('faults' in methodology) return { kind: 'refused', reason: methodology.faults.join('; ') }
  if (from === undefined) return keepMethodology(parts, methodology, COMMAND)
  const validFrom = parseCityDay(from)
  if (validFrom === undefined) return { kind: 'refused', reason: `${from} is not a day` }
  return keepMethodology(parts, { ...methodology, validFrom }, COMMAND)
}

/** Keeps a methodology that was read; the database itself refuses two published versions of a scene on one day. */
export const keepMethodology = async (
  parts: Parts,
  methodology: Methodology,
  publisher: Publisher,
): Promise<PublishOutcome> => {
  try {
    return await inTransaction(parts.sql, { isolation: 'read committed', attemptsMax: 3 }, (transaction) =>
      keepWithin(transaction, methodology, { ...publisher, now: parts.clock.now() }),
    )
  } catch (error) {
    const reason = overlapReason(error)
    if (reason === undefined) throw error
    return { kind: 'refused', reason }
  }
}

/** Why the database refused a version; undefined for any other error. The transaction it came from is lost. */
export const overlapReason = (error: unknown): string | undefined => {
  const constraint = brokenConstraint(error)
  if (constraint === null) return undefined
  return constraint.includes('daterange')
    ? 'another version of this scene is in force on one of its days: end that one first'
    : `the database refuses it (${constraint})`
}

/** The same within a transaction of the caller's, which a refusal leaves whole; an overlap throws, see `overlapReason`. */
export const keepWithin = async (
  transaction: Transaction,
  methodology: Methodology,
  publisher: Publisher & { readonly now: Date },
): Promise<PublishOutcome> => {
  const { now } = publisher
  const { code, version } = methodology
  await transaction`SELECT pg_advisory_xact_lock(hashtext(${`methodology ${code} ${version}`}))`
  const [kept] = await transaction<KeptMethodology[]>`
    SELECT status, definition, valid_to FROM methodology WHERE code = ${code} AND version = ${version}`
  if (kept !== undefined) return compareWithKept(transaction, methodology, kept)
  const isCounted = methodology.status === 'published' && methodology.schemeId === CITY_SCHEME_ID
  const misfit = isCounted ? await fitScene(transaction, methodology) : undefined
  if (misfit !== undefined) return { kind: 'refused', reason: misfit }
  const inTheWay = isCounted ? await endPredecessor(transaction, methodology, publisher) : undefined
  if (inTheWay !== undefined) return { kind: 'refused', reason: inTheWay }
  const methodologyNo = await insert(transaction, methodology, now)
  if (methodology.status === 'published') await logPublication(transaction, methodology, publisher)
  const opens = isCounted && (await hasLiveOperator(transaction, methodology.sceneId))
  const told = opens
    ? await tellWatchers(transaction, {
        from: laterOf(now, startOfCityDay(methodology.validFrom)),
        methodologyNo,
        sceneId: methodology.sceneId,
      })
    : 0
  return { kind: 'published', methodology, told }
}

interface KeptMethodology {
  readonly status: string
  readonly definition: unknown
  readonly valid_to: string | null
}

/**
 * The words of a disabled one may still be mended, nothing was ever counted by it; what was published stays as it is, but for the
 * day on which a higher version ended it.
 */
const compareWithKept = async (
  transaction: Transaction,
  methodology: Methodology,
  kept: KeptMethodology,
): Promise<PublishOutcome> => {
  const { code, version, status } = methodology
  const withEnd = { ...methodology, validTo: kept.valid_to }
  const isSame = [methodology, withEnd].some((text) => canonicalJson(kept.definition) === canonicalJson(text))
  if (isSame) return { kind: 'unchanged', methodology }
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
  const [scene] = await transaction<{ kind: SceneKind; quantity_unit: string; counted: boolean }[]>`
    SELECT kind, quantity_unit, EXISTS (
      SELECT FROM methodology
      WHERE methodology.scene_id = scene.scene_id AND scheme_id = ${CITY_SCHEME_ID} AND status <> 'disabled') AS counted
    FROM scene WHERE scene_id = ${sceneId} FOR UPDATE`
  if (scene === undefined) return `there is no scene ${sceneId}`
  if (!isClassOfKind(scene.kind, methodology.class))
    return `a ${scene.kind} scene has no methodology of class ${methodology.class}`
  if (scene.quantity_unit === unit) return undefined
  if (scene.counted) return `rides of ${sceneId} are measured by ${scene.quantity_unit}`
  await transaction`UPDATE scene SET quantity_unit = ${unit} WHERE scene_id = ${sceneId}`
  return undefined
}

/**
 * A higher version takes over from the open-ended one of its scene on its own first day: rides of the day before stay with the
 * old version, which only gets an end. Returns why not when that day is over or has rides already, because those are counted.
 * Whatever else lies in the way is left to the database to refuse.
 */
const endPredecessor = async (
  transaction: Transaction,
  { code, version, schemeId, sceneId, validFrom }: Methodology,
  { now, actor }: Publisher & { readonly now: Date },
): Promise<string | undefined> => {
  const [old] = await transaction<{ methodology_no: number; code: string; version: number }[]>`
    SELECT methodology_no, code, version FROM methodology
    WHERE scheme_id = ${schemeId} AND scene_id = ${sceneId} AND status = 'published' AND valid_to IS NULL
      AND version < ${version} AND valid_from < ${validFrom}::date FOR UPDATE`
  if (old === undefined) return undefined
  if (validFrom < cityDayOf(now)) return `${validFrom} is over: a new version begins today or later`
  const [counted] = await transaction`
    SELECT 1 FROM run JOIN scene USING (scene_no) WHERE scene_id = ${sceneId} AND operator_day >= ${validFrom}::date LIMIT 1`
  if (counted !== undefined)
    return `rides of ${sceneId} were counted on ${validFrom} or later: begin on a later day`
  await transaction`
    UPDATE methodology SET valid_to = ${validFrom}::date,
      definition = jsonb_set(definition, '{validTo}', to_jsonb(${validFrom}::text))
    WHERE methodology_no = ${old.methodology_no}`
  await appendAudit(transaction, {
    occurredAt: now,
    actor,
    action: 'methodology.followed',
    subject: `${old.code}/${old.version}`,
    detail: { by: `${code}/${version}`, validTo: validFrom },
  })
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

/** What was published, by its digest: the text kept can be proved against the chained log. */
const logPublication = async (
  transaction: Transaction,
  methodology: Methodology,
  { actor, way, requestId, now }: Publisher & { readonly now: Date },
): Promise<void> =>
  appendAudit(transaction, {
    occurredAt: now,
    actor,
    action: 'methodology.published',
    subject: `${methodology.code}/${methodology.version}`,
    detail: {
      way,
      validFrom: methodology.validFrom,
      validTo: methodology.validTo,
      recordDigest: recordDigest(methodology).toString('hex'),
    },
    ...(requestId === undefined ? {} : { requestId }),
  })

/** SHA-256 of a record's canonical text. */
export const recordDigest = (record: object): Buffer =>
  createHash('sha256').update(canonicalJson(record)).digest()

/** A scene opens when both are there, a methodology and an operator that is live: whichever comes last tells who asked to be told. */
const hasLiveOperator = async (transaction: Transaction, sceneId: string): Promise<boolean> => {
  const live = await transaction`
    SELECT FROM scene_application WHERE scene_id = ${sceneId} AND state = 'live' LIMIT 1`
  return live.length > 0
}

/** The same from the other side: an operator has gone live in a scene whose methodology is in force. Returns how many will be told. */
export const tellWatchersOf = async (
  transaction: Transaction,
  sceneId: string,
  now: Date,
): Promise<number> => {
  const [inForce] = await transaction<{ methodology_no: number }[]>`
    SELECT methodology_no FROM methodology
    WHERE scene_id = ${sceneId} AND scheme_id = ${CITY_SCHEME_ID} AND status = 'published'
      AND valid_from <= ${cityDayOf(now)}::date AND (valid_to IS NULL OR ${cityDayOf(now)}::date < valid_to)`
  if (inForce === undefined) return 0
  return tellWatchers(transaction, { from: now, methodologyNo: inForce.methodology_no, sceneId })
}

/** Who asked to be told is told once, on the day the scene opens: the watch becomes a message. */
const tellWatchers = async (
  transaction: Transaction,
  opened: { readonly from: Date; readonly methodologyNo: number; readonly sceneId: string },
): Promise<number> => {
  const messages = await transaction`
    WITH told AS (
      DELETE FROM scene_watch USING scene
      WHERE scene.scene_no = scene_watch.scene_no AND scene_id = ${opened.sceneId}
      RETURNING account_id, scene_watch.scene_no
    )
    INSERT INTO message (message_id, account_id, kind, scene_no, methodology_no, due_at, attempt_after)
    SELECT gen_random_uuid(), account_id, 'sceneOpened', scene_no, ${opened.methodologyNo}::smallint,
      ${opened.from}::timestamptz, ${opened.from} FROM told
    ON CONFLICT ON CONSTRAINT message_once DO NOTHING
    RETURNING 1`
  return messages.length
}

const laterOf = (a: Date, b: Date): Date => (a > b ? a : b)

const asJson = (methodology: Methodology): postgres.JSONValue => methodology as unknown as postgres.JSONValue
