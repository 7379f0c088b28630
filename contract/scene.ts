import { Type, type Static } from '@sinclair/typebox'
import { CityDay, Count, Instant, Name, Nullable, OperatorId, SceneId } from './primitives'

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
  /** Where its latest approval for this scene stands; `none`: there was none yet, whether or not it applied. */
  state: Type.Union([
    Type.Literal('none'),
    Type.Literal('approved'),
    Type.Literal('live'),
    Type.Literal('suspended'),
    Type.Literal('expired'),
    Type.Literal('withdrawn'),
  ]),
  /** Last city day of its approval; null before one, and where no document at hand names it. */
  approvedUntil: Nullable(CityDay),
})
export type SceneProvider = Static<typeof SceneProvider>

export const SceneSummary = Type.Object({
  sceneId: SceneId,
  name: Name,
  /** A behaviour scene 行为场景 earns points only. */
  kind: Type.Union([Type.Literal('reduction'), Type.Literal('behaviour')]),
  /** `live`: a methodology is in force and an operator's scene is live under it. */
  state: Type.Union([Type.Literal('live'), Type.Literal('disabled')]),
  /** Why it is disabled; null when live. */
  reason: Nullable(Name),
  methodology: Nullable(Type.Object({ code: Type.String(), version: Type.Integer() })),
  /** One line a grandmother understands, e.g. 地铁每公里少排 97 克. Null when disabled. */
  summary: Nullable(Name),
  providers: Type.Array(SceneProvider),
  /** How a behaviour is proved, the best first, each with its cap; a cap of null was never published, and nothing counts by it. */
  evidence: Type.Array(
    Type.Object({
      tier: Type.Union([
        Type.Literal('operatorRecord'),
        Type.Literal('checkedPhoto'),
        Type.Literal('selfDeclaration'),
      ]),
      rank: Count,
      gramsPerPersonDayMax: Nullable(Count),
    }),
  ),
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
