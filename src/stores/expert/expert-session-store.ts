import type { ExpertSession, StaffChallenge } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiFailure } from '../../api'
import type { ExpertSessionApi } from '../../api/resources/experts'
import { isKey, signText } from '../signing'

type Expert = ExpertSession['expert']

export type ExpertProblem =
  | { readonly problem: 'keyMalformed' | 'expertUnknown' | 'keyWrong' }
  | { readonly problem: 'failed'; readonly failure: ApiFailure }

/**
 * Which expert is here. Token and key live in memory for as long as she is: the key signs her opinion, leaves the device in no request
 * and is kept nowhere.
 */
export class ExpertSessionStore {
  expert: Expert | undefined
  /** The text to be signed, shown before it is. */
  challenge: StaffChallenge | undefined
  isExpired = false
  private token: string | undefined
  private key = ''

  constructor(
    private readonly api: ExpertSessionApi,
    /** Drops what was fetched for the expert before. */
    private readonly forgetAnswers: () => void,
  ) {
    makeAutoObservable<this, 'api' | 'forgetAnswers' | 'token' | 'key'>(this, {
      api: false,
      forgetAnswers: false,
      token: false,
      key: false,
      expert: observableRef,
      challenge: observableRef,
    })
  }

  accessToken(): string | undefined {
    return this.token
  }

  /** Her signature over a text; undefined once she is no longer here. */
  sign(text: string): string | undefined {
    return signText(this.key, text)
  }

  /** Fetches a text to sign; undefined when it is there. */
  async ask(expertId: string, key: string): Promise<ExpertProblem | undefined> {
    if (!isKey(key)) return { problem: 'keyMalformed' }
    const result = await this.api.challenge(expertId)
    if (result.ok) {
      this.setChallenge(result.value)
      return undefined
    }
    const { failure } = result
    // An id that cannot be one is unknown too: the service does not say which.
    const isUnknown =
      failure.kind === 'refused' && ['expert.key-unknown', 'request.invalid'].includes(failure.code)
    return isUnknown ? { problem: 'expertUnknown' } : { problem: 'failed', failure }
  }

  /** Signs the text and hands the signature in; undefined when she is signed in. A text refused is used up. */
  async signIn(key: string): Promise<ExpertProblem | undefined> {
    const { challenge } = this
    const signature = challenge && signText(key, challenge.text)
    if (!challenge || signature === undefined) return { problem: 'keyMalformed' }
    const result = await this.api.open({ challengeId: challenge.challengeId, signature })
    if (result.ok) {
      this.forgetAnswers()
      this.take(result.value, key)
      return undefined
    }
    const { failure } = result
    if (failure.kind !== 'refused' || failure.code !== 'expert.challenge-refused')
      return { problem: 'failed', failure }
    this.setChallenge(undefined)
    return { problem: 'keyWrong' }
  }

  dropChallenge(): void {
    this.challenge = undefined
  }

  /** The service no longer takes the token. */
  expire(): void {
    this.isExpired = this.expert !== undefined || this.isExpired
    this.drop()
  }

  leave(): void {
    this.isExpired = false
    this.drop()
    this.forgetAnswers()
  }

  private drop(): void {
    this.token = undefined
    this.expert = undefined
    this.key = ''
  }

  private take({ accessToken, expert }: ExpertSession, key: string): void {
    this.token = accessToken
    this.key = key
    this.expert = expert
    this.isExpired = false
    this.challenge = undefined
  }

  private setChallenge(challenge: StaffChallenge | undefined): void {
    this.challenge = challenge
  }
}
