import { canonicalJson, inTransaction, type Dependencies, type Transaction } from '#server/platform/index'

import { CITY } from './city-data'
import { loadApprovals } from './load-approvals'
import { CITY_SCHEME_ID } from './scheme'

/** Processes that start together load one after the other. Any fixed number serves that nothing else locks. */
const LOAD_LOCK = 7_526_514_902n

/**
 * Brings the city's data into the database: new rows are added, changed words and limits updated, and what is gone from the
 * data stays, because rides point at it. A notice people have agreed to is never rewritten: throws when its text changed.
 */
export const loadCity = ({ sql, clock }: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOAD_LOCK})`
    await loadScenes(transaction)
    await loadOperators(transaction)
    await loadProviders(transaction)
    await loadApprovals(transaction, clock)
    await loadNotices(transaction)
    await loadClassUses(transaction)
  })

/** The unit of a scene is left as it is once a methodology says what a ride is measured in (see publish-methodology.ts). */
const loadScenes = async (transaction: Transaction): Promise<void> => {
  for (const scene of CITY.scenes) {
    await transaction`
      INSERT INTO scene
        (scene_id, name_zh, name_en, kind, quantity_unit, distance_max_meters, disabled_reason_zh, disabled_reason_en)
      VALUES (${scene.sceneId}, ${scene.name.zh}, ${scene.name.en}, ${scene.kind}, ${scene.quantityUnit},
        ${scene.distanceMetersMax}, ${scene.disabledReason.zh}, ${scene.disabledReason.en})
      ON CONFLICT (scene_id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
        distance_max_meters = excluded.distance_max_meters,
        disabled_reason_zh = excluded.disabled_reason_zh, disabled_reason_en = excluded.disabled_reason_en`
  }
}

const loadOperators = async (transaction: Transaction): Promise<void> => {
  for (const { operatorId, name, instruments } of CITY.operators) {
    await transaction`
      INSERT INTO operator (operator_id, name_zh, name_en) VALUES (${operatorId}, ${name.zh}, ${name.en})
      ON CONFLICT (operator_id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en`
    for (const kind of instruments) await loadScheme(transaction, { operatorId, ...kind })
  }
}

/** Numbers that were nobody's in this operator's feed are looked at again once it knows another kind of them. */
const loadScheme = async (
  transaction: Transaction,
  kind: { readonly operatorId: string; readonly scheme: string; readonly numberPrefix: string },
): Promise<void> => {
  const { operatorId, scheme, numberPrefix } = kind
  const added = await transaction`
    INSERT INTO operator_scheme (operator_id, scheme, number_prefix) VALUES (${operatorId}, ${scheme}, ${numberPrefix})
    ON CONFLICT DO NOTHING RETURNING 1`
  if (added.length === 0) return
  await transaction`
    UPDATE instrument_consent SET is_foreign = false
    WHERE is_foreign AND operator_no = (SELECT operator_no FROM operator WHERE operator_id = ${operatorId})`
}

/** A channel that was connected by an application keeps the words of that. */
const loadProviders = async (transaction: Transaction): Promise<void> => {
  for (const { sceneId, operatorId, channelRank, channel } of CITY.providers) {
    await transaction`
      INSERT INTO scene_provider (scene_id, operator_id, channel_rank, channel_zh, channel_en)
      VALUES (${sceneId}, ${operatorId}, ${channelRank}, ${channel.zh}, ${channel.en})
      ON CONFLICT (scene_id, operator_id) DO UPDATE SET channel_rank = excluded.channel_rank,
        channel_zh = excluded.channel_zh, channel_en = excluded.channel_en
      WHERE NOT EXISTS (SELECT FROM scene_application AS application
        WHERE (application.scene_id, application.operator_id) = (excluded.scene_id, excluded.operator_id)
          AND institution_id IS NOT NULL AND state IN ('connecting', 'live', 'suspended'))`
  }
}

/** A row may get an end, never another beginning: conversions were decided by it. */
const loadClassUses = async (transaction: Transaction): Promise<void> => {
  for (const { class: methodologyClass, use, validFrom, validTo, source } of CITY.classUses) {
    await transaction`
      INSERT INTO class_use (scheme_id, class, use, valid_from, valid_to, source)
      VALUES (${CITY_SCHEME_ID}, ${methodologyClass}, ${use}, ${validFrom}, ${validTo}, ${source})
      ON CONFLICT (scheme_id, class, use, valid_from) DO UPDATE SET valid_to = excluded.valid_to, source = excluded.source`
  }
}

const loadNotices = async (transaction: Transaction): Promise<void> => {
  for (const { version, publishedAt, ...body } of CITY.notices) {
    await transaction`
      INSERT INTO notice (version, published_at, body)
      VALUES (${version}, ${new Date(publishedAt)}, ${transaction.json(body)})
      ON CONFLICT (version) DO NOTHING`
    const [kept] = await transaction<{ body: unknown }[]>`SELECT body FROM notice WHERE version = ${version}`
    if (canonicalJson(kept?.body) !== canonicalJson(body)) {
      throw new Error(`Notice ${version} was published with another text: publish a new version instead.`)
    }
  }
}
