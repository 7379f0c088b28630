/**
 * Where a project stands 减排项目的状态. It is reviewed together with its first reduction (双审合一): approved, that reduction may be issued
 * (`crediting`), and once it is, later periods are reported and issued by themselves (`tracking`).
 */
export type ProjectState =
  | { readonly kind: 'draft' }
  | { readonly kind: 'applied' }
  | { readonly kind: 'returned' }
  | { readonly kind: 'review' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'crediting' }
  | { readonly kind: 'tracking' }
  | { readonly kind: 'suspended'; readonly from: 'crediting' | 'tracking' }
  | { readonly kind: 'ended' }

export type ProjectStep =
  'apply' | 'accept' | 'return' | 'approve' | 'refuse' | 'withdraw' | 'issue' | 'suspend' | 'resume' | 'end'

/** Why a step is not possible from where the project stands. */
export type ProjectStepRefusal =
  | 'project.not-with-applicant'
  | 'project.not-applied'
  | 'project.not-returnable'
  | 'project.not-under-review'
  | 'project.not-crediting'
  | 'project.not-suspended'
  | 'project.already-decided'

/** The state after a step, or the name of what forbids it. */
export const stepProject = (state: ProjectState, step: ProjectStep): ProjectState | ProjectStepRefusal => {
  const { kind } = state
  const isLive = kind === 'crediting' || kind === 'tracking'
  switch (step) {
    case 'apply':
      return kind === 'draft' || kind === 'returned' ? { kind: 'applied' } : 'project.not-with-applicant'
    case 'accept':
      return kind === 'applied' ? { kind: 'review' } : 'project.not-applied'
    case 'return':
      return kind === 'applied' || kind === 'review' ? { kind: 'returned' } : 'project.not-returnable'
    case 'approve':
      return kind === 'review' ? { kind: 'crediting' } : 'project.not-under-review'
    case 'refuse':
      return kind === 'review' ? { kind: 'refused' } : 'project.not-under-review'
    case 'withdraw':
      return kind === 'draft' || kind === 'applied' || kind === 'returned' || kind === 'review'
        ? { kind: 'withdrawn' }
        : 'project.already-decided'
    case 'issue':
      return isLive ? { kind: 'tracking' } : 'project.not-crediting'
    case 'suspend':
      return isLive ? { kind: 'suspended', from: kind } : 'project.not-crediting'
    case 'resume':
      return kind === 'suspended' ? { kind: state.from } : 'project.not-suspended'
    case 'end':
      return isLive || kind === 'suspended' ? { kind: 'ended' } : 'project.not-crediting'
  }
}

export const isProjectStepRefusal = (
  outcome: ProjectState | ProjectStepRefusal,
): outcome is ProjectStepRefusal => typeof outcome === 'string'
