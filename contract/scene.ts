import { Type, type Static } from '@sinclair/typebox'
import { Instant, Name, Nullable, OperatorId, SceneId } from './primitives'

/** A consent of one resident for one scene and one provider (PIPL Arts 23, 29: separate for each). */
export const ConsentState = Type.Object({
  state: Type.Union([Type.Literal('none'), Type.Literal('granted'), Type.Literal('withdrawn')]),
  since: Nullable(Instant),
})
export type ConsentState = Static<typeof ConsentState>

export const SceneProvider = Type.Object({
  operatorId: OperatorId,
  name: Name,
  /** Which codes and cards ride by this channel, in plain words. */
  channel: Name,
})
export type SceneProvider = Static<typeof SceneProvider>

export const SceneSummary = Type.Object({
  sceneId: SceneId,
  name: Name,
  state: Type.Union([Type.Literal('live'), Type.Literal('disabled')]),
  /** Why it is disabled; null when live. */
  reason: Nullable(Name),
  methodology: Nullable(Type.Object({ code: Type.String(), version: Type.Integer() })),
  /** One line a grandmother understands, e.g. 地铁每公里少排 97 克. Null when disabled. */
  summary: Nullable(Name),
  providers: Type.Array(SceneProvider),
})
export type SceneSummary = Static<typeof SceneSummary>
export const SceneList = Type.Object({ items: Type.Array(SceneSummary) })
export type SceneList = Static<typeof SceneList>

/** The same for one resident: with her consents and whether she asked to be told when it opens. */
export const MyScene = Type.Object({
  sceneId: SceneId,
  watching: Type.Boolean(),
  consents: Type.Array(Type.Intersect([Type.Object({ operatorId: OperatorId }), ConsentState])),
})
export type MyScene = Static<typeof MyScene>
export const MySceneList = Type.Object({ items: Type.Array(MyScene) })
export type MySceneList = Static<typeof MySceneList>
