/** One consent from grant to withdrawal, of one resident for one scene and one provider (PIPL Arts 23, 29). */
export interface ConsentPeriod {
  readonly grantedAt: Date
  readonly withdrawnAt: Date | null
}

export interface ConsentState {
  readonly state: 'none' | 'granted' | 'withdrawn'
  /** Since when it is so; null when it was never given. */
  readonly since: Date | null
}

/** What the periods of one consent add up to now: the latest one speaks. */
export const consentStateOf = (periods: readonly ConsentPeriod[]): ConsentState => {
  const latest = [...periods].sort((a, b) => b.grantedAt.getTime() - a.grantedAt.getTime())[0]
  if (!latest) return { state: 'none', since: null }
  return latest.withdrawnAt === null
    ? { state: 'granted', since: latest.grantedAt }
    : { state: 'withdrawn', since: latest.withdrawnAt }
}

/** Whether a consent held at an instant: from the grant on, up to but not including the withdrawal. */
export const holdsAt = (periods: readonly ConsentPeriod[], instant: Date): boolean =>
  periods.some(
    (period) => period.grantedAt <= instant && (period.withdrawnAt === null || instant < period.withdrawnAt),
  )

export type GrantDecision = 'grant' | 'alreadyGranted' | 'unknownProvider' | 'sceneDisabled'

/** A scene that is not open asks for no consent: what is not needed may not be collected (PIPL Art 6). */
export const decideGrant = (asked: {
  readonly isProvided: boolean
  readonly isSceneLive: boolean
  readonly state: ConsentState['state']
}): GrantDecision => {
  if (!asked.isProvided) return 'unknownProvider'
  if (asked.state === 'granted') return 'alreadyGranted'
  return asked.isSceneLive ? 'grant' : 'sceneDisabled'
}
