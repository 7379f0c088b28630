import { randomBytes } from 'node:crypto'

/** Hands out tokens that each work once and only for a while. */
export interface OneTimeStore<T> {
  issue(value: T): string
  /** The value of a live token, which is dead from then on; undefined for any other. */
  redeem(token: string): T | undefined
}

export const createOneTimeStore = <T>(ttlMilliseconds: number, now: () => number): OneTimeStore<T> => {
  const live = new Map<string, { readonly value: T; readonly until: number }>()
  return {
    issue: (value) => {
      for (const [token, { until }] of live) if (until <= now()) live.delete(token)
      const token = randomBytes(24).toString('base64url')
      live.set(token, { value, until: now() + ttlMilliseconds })
      return token
    },
    redeem: (token) => {
      const found = live.get(token)
      live.delete(token)
      return found && found.until > now() ? found.value : undefined
    },
  }
}
