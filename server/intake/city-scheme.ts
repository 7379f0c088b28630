import type { CityDay } from '#domain/calendar'
import type { Formula, Methodology } from '#domain/methodology'
import { isTierOpen, type SceneKind } from '#domain/scene'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import type { Queryable } from '#server/platform/index'
import { readConnections, type OperatorConnection } from '#server/scene/index'

/** One published version as a ride is multiplied by it. */
export interface PublishedMethodology {
  readonly methodologyNo: number
  readonly formula: Formula
  readonly validFrom: string
  /** First day it no longer holds; null while open. */
  readonly validTo: string | null
}

export interface IntakeScene {
  readonly sceneNo: number
  readonly kind: SceneKind
  readonly quantityUnit: 'metre' | 'boarding'
  readonly distanceMetersMax: number
  readonly isProvided: boolean
  readonly methodologies: readonly PublishedMethodology[]
  /** Which of this operator's rides count; none where it never applied for the scene. */
  readonly connection: OperatorConnection
}

/** The scenes by their ids as this operator meets them now; read for every push, so that what is published counts at once. */
export type CityScheme = ReadonlyMap<string, IntakeScene>

interface SceneRow {
  scene_id: string
  kind: SceneKind
  scene_no: number
  quantity_unit: string
  distance_max_meters: number
  is_provided: boolean
  methodologies: {
    methodologyNo: number
    definition: Methodology
    validFrom: string
    validTo: string | null
  }[]
}

export async function readCityScheme(
  sql: Queryable,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<CityScheme> {
  const connections = await readConnections(sql, { operatorId, now })
  const rows = await sql<SceneRow[]>`
    SELECT scene_id, kind, scene_no, quantity_unit, distance_max_meters,
      EXISTS (SELECT FROM scene_provider AS provider
        WHERE provider.scene_id = scene.scene_id AND provider.operator_id = ${operatorId}) AS is_provided,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('methodologyNo', methodology_no, 'definition', definition,
          'validFrom', valid_from, 'validTo', valid_to))
        FROM methodology
        WHERE methodology.scene_id = scene.scene_id AND scheme_id = ${CITY_SCHEME_ID} AND status = 'published'
      ), '[]') AS methodologies
    FROM scene`
  return new Map(
    rows.map((row) => [row.scene_id, intakeScene(row, connections.get(row.scene_id) ?? NOT_CONNECTED)]),
  )
}

/** The version in force on an operator day; undefined while the scene is disabled, as a behaviour scene is until the cap of its proof is known. */
export function methodologyOn(scene: IntakeScene, day: CityDay): PublishedMethodology | undefined {
  if (scene.kind === 'behaviour' && !isTierOpen('operatorRecord', day)) return undefined
  return scene.methodologies.find(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo),
  )
}

const NOT_CONNECTED: OperatorConnection = {
  periods: [],
  isSuspended: false,
  isOnTrial: false,
  trialApplicationId: null,
}

function intakeScene(row: SceneRow, connection: OperatorConnection): IntakeScene {
  return {
    sceneNo: row.scene_no,
    kind: row.kind,
    quantityUnit: row.quantity_unit === 'boarding' ? 'boarding' : 'metre',
    distanceMetersMax: row.distance_max_meters,
    isProvided: row.is_provided || connection.isOnTrial,
    connection,
    methodologies: row.methodologies.flatMap(({ definition, ...version }) =>
      definition.formula === null ? [] : [{ ...version, formula: definition.formula }],
    ),
  }
}
