/**
 * Where a methodology stands (方法学的状态): a proposal until it is published as a version, a version after that. A round is one
 * submission of the record; nothing of an earlier round is changed by a later one.
 */
export type MethodologyState =
  | { readonly kind: 'draft' }
  | { readonly kind: 'submitted'; readonly round: number }
  | { readonly kind: 'formalCheck'; readonly round: number }
  | { readonly kind: 'review'; readonly round: number }
  | { readonly kind: 'returned'; readonly round: number; readonly from: 'formalCheck' | 'review' }
  | { readonly kind: 'closed'; readonly round: number }
  | { readonly kind: 'published'; readonly version: number }
  | { readonly kind: 'underRevision'; readonly version: number }
  | { readonly kind: 'retired'; readonly version: number }

/** What may be done to it. `revise`: a proposal for the next version was accepted; `end`: the last day of validity came. */
export type MethodologyStep =
  | { readonly kind: 'submit' }
  | { readonly kind: 'beginCheck' }
  | { readonly kind: 'passCheck' }
  | { readonly kind: 'return' }
  | { readonly kind: 'close' }
  | { readonly kind: 'publish'; readonly version: number }
  | { readonly kind: 'revise' }
  | { readonly kind: 'giveUpRevision' }
  | { readonly kind: 'end' }

/** Why a step is not possible from where the methodology stands. */
export type StepRefusal =
  | 'notWithApplicant'
  | 'notSubmitted'
  | 'notUnderCheck'
  | 'notReturnable'
  | 'notUnderReview'
  | 'alreadyEnded'
  | 'notInForce'
  | 'revisionOpen'

/** The state after a step, or the name of what forbids it. */
export const stepMethodology = (
  state: MethodologyState,
  step: MethodologyStep,
): MethodologyState | StepRefusal => {
  switch (step.kind) {
    case 'submit':
      return submitted(state)
    case 'beginCheck':
      return state.kind === 'submitted' ? { kind: 'formalCheck', round: state.round } : 'notSubmitted'
    case 'passCheck':
      return state.kind === 'formalCheck' ? { kind: 'review', round: state.round } : 'notUnderCheck'
    case 'return':
      return state.kind === 'formalCheck' || state.kind === 'review'
        ? { kind: 'returned', round: state.round, from: state.kind }
        : 'notReturnable'
    case 'close':
      return closed(state)
    case 'publish':
      return state.kind === 'review' ? { kind: 'published', version: step.version } : 'notUnderReview'
    case 'revise':
      if (state.kind === 'underRevision') return 'revisionOpen'
      return state.kind === 'published' ? { ...state, kind: 'underRevision' } : 'notInForce'
    case 'giveUpRevision':
      return state.kind === 'underRevision' ? { ...state, kind: 'published' } : 'notInForce'
    case 'end':
      return state.kind === 'published' || state.kind === 'underRevision'
        ? { ...state, kind: 'retired' }
        : 'notInForce'
  }
}

/** What experts sent back goes to them again, for they know it; what the formal check sent back is checked again. */
const submitted = (state: MethodologyState): MethodologyState | StepRefusal => {
  if (state.kind === 'draft') return { kind: 'submitted', round: 1 }
  if (state.kind !== 'returned') return 'notWithApplicant'
  return { kind: state.from === 'review' ? 'review' : 'submitted', round: state.round + 1 }
}

const closed = (state: MethodologyState): MethodologyState | StepRefusal => {
  switch (state.kind) {
    case 'draft':
      return { kind: 'closed', round: 0 }
    case 'submitted':
    case 'formalCheck':
    case 'review':
    case 'returned':
      return { kind: 'closed', round: state.round }
    case 'closed':
    case 'published':
    case 'underRevision':
    case 'retired':
      return 'alreadyEnded'
  }
}

/** Whether a step was refused. */
export const isStepRefusal = (outcome: MethodologyState | StepRefusal): outcome is StepRefusal =>
  typeof outcome === 'string'

/** Where a kept version stands on a day: retired from the end of its validity on, under revision while its successor is under way. */
export const stateOfVersion = (
  kept: { readonly version: number; readonly validTo: string | null; readonly revisionOpen: boolean },
  today: string,
): MethodologyState => {
  const { version } = kept
  const published: MethodologyState = { kind: 'published', version }
  const step: MethodologyStep | null =
    kept.validTo !== null && kept.validTo <= today
      ? { kind: 'end' }
      : kept.revisionOpen
        ? { kind: 'revise' }
        : null
  const outcome = step === null ? published : stepMethodology(published, step)
  return isStepRefusal(outcome) ? published : outcome
}
