import type { CityScheme } from './city-scheme'

/** What a push came to for one scene that is in its test or connection. */
export interface TrialCount {
  readonly applicationId: string
  readonly tested: number
  readonly rejected: number
}

/** Counts rows of scenes on trial while a push is read; rows of other scenes are none of its business. */
export interface Trials {
  noteTested: (sceneId: string) => void
  noteRejected: (sceneId: string) => void
  /** By scene; those that had no row are not in it. */
  counts: () => TrialCount[]
}

export function createTrials(scheme: CityScheme): Trials {
  const counted = new Map<string, { tested: number; rejected: number }>()
  const note = (sceneId: string, kind: 'tested' | 'rejected'): void => {
    const applicationId = scheme.get(sceneId)?.connection.trialApplicationId
    if (applicationId === undefined || applicationId === null) return
    const count = counted.get(applicationId) ?? { tested: 0, rejected: 0 }
    counted.set(applicationId, count)
    count[kind] += 1
  }
  return {
    noteTested: (sceneId) => note(sceneId, 'tested'),
    noteRejected: (sceneId) => note(sceneId, 'rejected'),
    counts: () => [...counted].map(([applicationId, count]) => ({ applicationId, ...count })),
  }
}
