import type { Me, Session, Standing } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiFailure, ApiResult } from '../api'
import type { Api, SessionApi } from '../api/resources'
import type { HostPort, HostRefusal } from '../host'
import { RemoteValue, type Keepsake } from './remote'

type Tokens = Pick<Session, 'accessToken' | 'refreshToken'>

/** What stays on the device: her own tokens and who she was, to start without a network. */
interface Kept extends Tokens {
  readonly me?: Me
}

const KEY = 'session'
const NOBODY: Me = {
  standing: 'visitor',
  accountId: null,
  maskedName: null,
  openedAt: null,
  noticeVersion: null,
  proof: 'none',
}

/**
 * What stands between her and an account of her own: `account`, nothing but opening it; `guardian`, she is under 14; `realName`, her
 * host has not verified who she is; `signIn`, she has not let the host tell us; `permission`, the phone does not let it;
 * `host`, no host is around us that could.
 */
export type Missing = 'account' | 'guardian' | 'realName' | 'signIn' | 'permission' | 'host'

/** Who is here. The host gives a one-time ticket, the service makes a session of it; nothing a page says counts. */
export class SessionStore {
  tokens: Tokens | undefined
  /** Why the host gave no ticket, if that is why she is a visitor. */
  hostRefusal: HostRefusal | undefined
  readonly me: RemoteValue<Me>
  /** Why the last ticket was not exchanged, while that tells nothing of who she is. */
  private exchangeFailure: ApiFailure | undefined
  private started: Promise<void> | undefined

  constructor(
    private readonly host: Pick<HostPort, 'hostId' | 'init' | 'can' | 'identity' | 'store'>,
    private readonly sessions: SessionApi,
    private readonly account: Pick<Api['account'], 'me' | 'open'>,
    /** Drops what was fetched for the person before. */
    private readonly forgetAnswers: () => void,
  ) {
    const keepsake: Keepsake<Me> = { recall: () => this.kept()?.me, keep: (me) => this.keepMe(me) }
    this.me = new RemoteValue(() => this.findMe(), keepsake)
    const kept = this.kept()
    if (kept) this.tokens = { accessToken: kept.accessToken, refreshToken: kept.refreshToken }
    type Plain = 'host' | 'sessions' | 'account' | 'forgetAnswers' | 'exchangeFailure' | 'started'
    makeAutoObservable<this, Plain>(this, {
      host: false,
      sessions: false,
      account: false,
      forgetAnswers: false,
      exchangeFailure: false,
      started: false,
      me: false,
    })
  }

  get standing(): Standing | undefined {
    return this.me.shown?.standing
  }

  /** Undefined while she holds an account, and while nothing is known. */
  get missing(): Missing | undefined {
    switch (this.standing) {
      case undefined:
      case 'open':
        return undefined
      case 'unopened':
        return 'account'
      case 'guardianNeeded':
        return 'guardian'
      case 'visitor':
        return this.tokens ? 'realName' : missingAtHost(this.hostRefusal)
    }
  }

  /** Whose data may be kept and shown; null while nobody holds an account here. */
  get accountId(): string | null {
    return this.me.shown?.accountId ?? null
  }

  /** Signs in once; every page calls it and waits for the same start. */
  start(): Promise<void> {
    this.started ??= this.signIn()
    return this.started
  }

  /** After a failed start: from the beginning. */
  restart(): Promise<void> {
    this.started = undefined
    return this.start()
  }

  /** The network is back: a start that failed for want of it is made again. */
  async recover(): Promise<void> {
    if (this.me.remote.state === 'failed') await this.restart()
  }

  async open(noticeVersion: string): Promise<ApiResult<Me>> {
    const result = await this.account.open({ noticeVersion })
    if (result.ok) this.me.put(result.value)
    return result
  }

  /** A new token after a 401: by the refresh token, else by a new ticket; false when she has to come in again. */
  async refresh(): Promise<boolean> {
    const refreshToken = this.tokens?.refreshToken
    if (refreshToken === undefined) return false
    const result = await this.sessions.refresh({ refreshToken })
    if (result.ok) {
      this.takeTokens(result.value)
      return true
    }
    if (isNoAnswer(result.failure)) return false
    return (await this.exchangeTicket())?.ok ?? false
  }

  /** Forgets this person on this device. */
  leave(): void {
    this.tokens = undefined
    this.host.store.remove(KEY)
    this.forgetAnswers()
    this.me.put(NOBODY)
  }

  private async signIn(): Promise<void> {
    const ready = await this.host.init()
    this.setHostRefusal(ready.ok ? undefined : ready.refusal)
    // The host knows who holds the phone now, so its ticket goes before a session kept from earlier.
    if (this.host.can('ticket')) await this.exchangeTicket()
    await this.me.load()
  }

  private async exchangeTicket(): Promise<ApiResult<Session> | undefined> {
    const ticket = await this.host.identity.ticket()
    this.setHostRefusal(ticket.ok ? undefined : ticket.refusal)
    if (!ticket.ok) {
      // Without a network the host cannot say who she is, which is not the same as being nobody.
      const isNoAnswer = ticket.refusal === 'offline' || ticket.refusal === 'timeout'
      this.exchangeFailure = isNoAnswer ? { kind: ticket.refusal } : undefined
      return undefined
    }
    const result = await this.sessions.open({ hostId: this.host.hostId, ticket: ticket.value })
    this.exchangeFailure = result.ok || !isNoAnswer(result.failure) ? undefined : result.failure
    if (result.ok) {
      this.forgetAnswers()
      // The ticket may be another person's: who was here before is not shown while we ask.
      this.dropTokens()
      this.takeTokens(result.value)
    } else if (!isNoAnswer(result.failure)) this.dropTokens()
    return result
  }

  private async findMe(): Promise<ApiResult<Me>> {
    if (!this.tokens)
      return this.exchangeFailure ? { ok: false, failure: this.exchangeFailure } : { ok: true, value: NOBODY }
    const result = await this.account.me()
    const isSignedOut = !result.ok && result.failure.kind === 'refused' && result.failure.status === 401
    return isSignedOut ? { ok: true, value: NOBODY } : result
  }

  private takeTokens({ accessToken, refreshToken }: Tokens): void {
    this.tokens = { accessToken, refreshToken }
    this.host.store.set(KEY, { ...this.kept(), accessToken, refreshToken })
  }

  private dropTokens(): void {
    this.tokens = undefined
    this.host.store.remove(KEY)
  }

  private keepMe(me: Me): void {
    if (this.tokens) this.host.store.set(KEY, { ...this.tokens, me })
  }

  private kept(): Kept | undefined {
    return this.host.store.get(KEY) as Kept | undefined
  }

  private setHostRefusal(refusal: HostRefusal | undefined): void {
    this.hostRefusal = refusal
  }
}

const missingAtHost = (refusal: HostRefusal | undefined): Missing => {
  switch (refusal) {
    case 'cancelled':
    case 'denied':
    case 'privacyRefused':
    case 'needsTap':
    case 'offline':
    case 'timeout':
      return 'signIn'
    case 'notPermitted':
      return 'permission'
    case undefined:
    case 'unsupported':
    case 'bridgeMissing':
      return 'host'
  }
}

/** The service was not reached, or could not reach the host: nothing is known about the session. */
const isNoAnswer = (failure: ApiFailure): boolean => failure.kind !== 'refused' || failure.status >= 500
