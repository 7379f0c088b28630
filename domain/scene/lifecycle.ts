import type { CityDay } from '#domain/calendar'

/**
 * Where the application of one operator for one scene stands (减排场景的状态). A round is one submission; `until` is the last city day of
 * the approval, null only for what the city approved before and whose end no document at hand names.
 */
export type SceneState =
  | { readonly kind: 'draft' }
  | { readonly kind: 'applied' | 'returned'; readonly round: number }
  | ApprovedSceneState
  | { readonly kind: 'expired' | 'withdrawn' }

interface ApprovedSceneState {
  readonly kind: 'approved' | 'testing' | 'connecting' | 'live' | 'suspended'
  readonly round: number
  readonly until: CityDay | null
}

/** What may be done to it. `passTest` begins the data connection, `open` ends it. */
export type SceneStep =
  | { readonly kind: 'submit' }
  | { readonly kind: 'return' }
  | { readonly kind: 'approve'; readonly until: CityDay; readonly today: CityDay }
  | { readonly kind: 'beginTest' }
  | { readonly kind: 'passTest' }
  | { readonly kind: 'open' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'extend'; readonly until: CityDay }
  | { readonly kind: 'expire'; readonly today: CityDay }
  | { readonly kind: 'withdraw' }

/** Why a step is not possible from where the application stands. */
export type SceneStepRefusal = 'notWithApplicant' | 'notInState' | 'dayOver' | 'alreadyEnded'

/** The state after a step, or the name of what forbids it. */
export const stepScene = (state: SceneState, step: SceneStep): SceneState | SceneStepRefusal => {
  if (state.kind === 'expired' || state.kind === 'withdrawn') return 'alreadyEnded'
  switch (step.kind) {
    case 'submit':
      return submitted(state)
    case 'return':
      return state.kind === 'applied' ? { kind: 'returned', round: state.round } : 'notInState'
    case 'approve':
      if (state.kind !== 'applied') return 'notInState'
      return step.until < step.today ? 'dayOver' : { kind: 'approved', round: state.round, until: step.until }
    case 'beginTest':
      return state.kind === 'approved' ? { ...state, kind: 'testing' } : 'notInState'
    case 'passTest':
      return state.kind === 'testing' ? { ...state, kind: 'connecting' } : 'notInState'
    case 'open':
      return state.kind === 'connecting' ? { ...state, kind: 'live' } : 'notInState'
    case 'suspend':
      return state.kind === 'live' ? { ...state, kind: 'suspended' } : 'notInState'
    case 'resume':
      return state.kind === 'suspended' ? { ...state, kind: 'live' } : 'notInState'
    case 'extend':
      return extended(state, step.until)
    case 'expire':
      return 'until' in state && isOver(state.until, step.today) ? { kind: 'expired' } : 'notInState'
    case 'withdraw':
      return { kind: 'withdrawn' }
  }
}

/** Whether a step was refused. */
export const isSceneStepRefusal = (outcome: SceneState | SceneStepRefusal): outcome is SceneStepRefusal =>
  typeof outcome === 'string'

const isOver = (until: CityDay | null, today: CityDay): boolean => until !== null && until < today

const submitted = (state: SceneState): SceneState | SceneStepRefusal => {
  if (state.kind === 'draft') return { kind: 'applied', round: 1 }
  return state.kind === 'returned' ? { kind: 'applied', round: state.round + 1 } : 'notWithApplicant'
}

/** An approval only grows by an extension; one without a known end needs none. */
const extended = (state: SceneState, until: CityDay): SceneState | SceneStepRefusal => {
  if (state.kind !== 'live' && state.kind !== 'suspended') return 'notInState'
  if (state.until === null) return 'notInState'
  return until > state.until ? { ...state, until } : 'dayOver'
}
