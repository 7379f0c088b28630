import type { StaffChallenge, StaffSession } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiFailure } from '../../api'
import type { StaffSessionApi } from '../../api/resources/staff'
import type { HostPort } from '../../host'
import { isKey, signText } from '../signing'

export type Staff = StaffSession['staff']

/** What a member of staff signs in with. The key is hers alone and leaves the device in no request. */
export interface Credentials {
  readonly staffId: string
  /** 32-byte Ed25519 seed in base64url. */
  readonly key: string
}

export type SignInProblem =
  | { readonly problem: 'keyMalformed' | 'staffUnknown' | 'challengeExpired' | 'keyWrong' }
  | { readonly problem: 'failed'; readonly failure: ApiFailure }

const KEY = 'staff-key'

/** Who is at the desk. The token lives in memory: whoever opens the module again signs in again. */
export class StaffSessionStore {
  staff: Staff | undefined
  /** The text to be signed, shown before it is. */
  challenge: StaffChallenge | undefined
  /** She was signed in, and her quarter of an hour is over. */
  isExpired = false
  private token: string | undefined

  constructor(
    private readonly store: HostPort['store'],
    private readonly api: StaffSessionApi,
    private readonly now: () => Date,
    /** Drops what was fetched for the person before. */
    private readonly forgetAnswers: () => void,
  ) {
    makeAutoObservable<this, 'store' | 'api' | 'now' | 'forgetAnswers' | 'token'>(this, {
      store: false,
      api: false,
      now: false,
      forgetAnswers: false,
      token: false,
      staff: observableRef,
      challenge: observableRef,
    })
  }

  accessToken(): string | undefined {
    return this.token
  }

  /** What she asked this device to remember. */
  remembered(): Credentials | undefined {
    return this.store.get(KEY) as Credentials | undefined
  }

  /** Whether the device took it. */
  remember({ staffId, key }: Credentials): boolean {
    return this.store.set(KEY, { staffId, key: key.trim() }).ok
  }

  forgetKey(): void {
    this.store.remove(KEY)
  }

  /** Fetches a text to sign; undefined when it is there. */
  async ask({ staffId, key }: Credentials): Promise<SignInProblem | undefined> {
    if (!isKey(key)) return { problem: 'keyMalformed' }
    const result = await this.api.challenge({ staffId })
    if (result.ok) {
      this.setChallenge(result.value)
      return undefined
    }
    const { failure } = result
    // An id that cannot be one is unknown too: the service does not say which.
    const isUnknown =
      failure.kind === 'refused' && ['staff.key-unknown', 'request.invalid'].includes(failure.code)
    return isUnknown ? { problem: 'staffUnknown' } : { problem: 'failed', failure }
  }

  /** Signs the text and hands the signature in; undefined when she is signed in. A text refused is used up. */
  async signIn({ key }: Credentials): Promise<SignInProblem | undefined> {
    const { challenge } = this
    const signature = challenge && signText(key, challenge.text)
    if (!challenge || signature === undefined) return { problem: 'keyMalformed' }
    const result = await this.api.open({ challengeId: challenge.challengeId, signature })
    if (result.ok) {
      this.forgetAnswers()
      this.take(result.value)
      return undefined
    }
    const { failure } = result
    if (failure.kind !== 'refused' || failure.code !== 'staff.challenge-refused')
      return { problem: 'failed', failure }
    this.setChallenge(undefined)
    // The service gives one answer for all; the time on the text tells the likelier reason.
    const isLate = Date.parse(challenge.expiresAt) <= this.now().getTime()
    return { problem: isLate ? 'challengeExpired' : 'keyWrong' }
  }

  dropChallenge(): void {
    this.challenge = undefined
  }

  /** The service no longer takes the token. */
  expire(): void {
    this.isExpired = this.staff !== undefined || this.isExpired
    this.token = undefined
    this.staff = undefined
  }

  leave(): void {
    this.token = undefined
    this.staff = undefined
    this.isExpired = false
    this.forgetAnswers()
  }

  private take({ accessToken, staff }: StaffSession): void {
    this.token = accessToken
    this.staff = staff
    this.isExpired = false
    this.challenge = undefined
  }

  private setChallenge(challenge: StaffChallenge | undefined): void {
    this.challenge = challenge
  }
}
