import type { Me, Session, Standing } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiFailure, ApiResult } from '../api'
import type { Api, SessionApi } from '../api/resources'
import type { HostPort, HostRefusal, HostResult } from '../host'
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
 * What stands between her and an account of her own: `account`, nothing but opening it; `guardian`, she is under 14;
 * `guardianAgain`, nobody consents for the account she has; `realName`, her host has not verified who she is; `signIn`, host or service did not say who she is, and may yet; `host`, no host is around us
 * that could.
 */
export type Missing = 'account' | 'guardian' | 'guardianAgain' | 'realName' | 'signIn' | 'host'

/** Who it was that did not say who she is: the host gave no ticket, or the service made nothing of it. */
export type NoEntry = { readonly refusal: HostRefusal } | { readonly failure: ApiFailure }

/** Who is here. The host gives a one-time ticket, the service makes a session of it; nothing a page says counts. */
export class SessionStore {
  tokens: Tokens | undefined
  /** Why the last start brought no session, if it did not. */
  noEntry: NoEntry | undefined
  readonly me: RemoteValue<Me>
  /** A ticket the service never answered for: a host that only opens an address brings no second one. */
  private unspentTicket: string | undefined
  private started: Promise<void> | undefined

  constructor(
    private readonly host: Pick<HostPort, 'hostId' | 'init' | 'can' | 'identity' | 'network' | 'store'>,
    private readonly sessions: SessionApi,
    private readonly account: Pick<Api['account'], 'me' | 'open'>,
    /** Drops what was fetched for the person before. */
    private readonly forgetAnswers: () => void,
  ) {
    const keepsake: Keepsake<Me> = { recall: () => this.kept()?.me, keep: (me) => this.keepMe(me) }
    this.me = new RemoteValue(() => this.findMe(), keepsake)
    const kept = this.kept()
    if (kept) this.tokens = { accessToken: kept.accessToken, refreshToken: kept.refreshToken }
    type Plain = 'host' | 'sessions' | 'account' | 'forgetAnswers' | 'unspentTicket' | 'started'
    makeAutoObservable<this, Plain>(this, {
      host: false,
      sessions: false,
      account: false,
      forgetAnswers: false,
      unspentTicket: false,
      noEntry: observableRef,
      started: false,
      me: false,
    })
  }

  get standing(): Standing | undefined {
    return this.me.shown?.standing
  }

  /** Undefined while she holds an account that is open to her, and while nothing is known. */
  get missing(): Missing | undefined {
    switch (this.standing) {
      case undefined:
      case 'open':
        return undefined
      case 'unopened':
        return 'account'
      case 'guardianNeeded':
        return this.accountId === null ? 'guardian' : 'guardianAgain'
      case 'visitor':
        if (this.tokens) return 'realName'
        return canStillEnter(this.noEntry) ? 'signIn' : 'host'
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
    this.setNoEntry(ready.ok ? undefined : ready)
    // The host knows who holds the phone now, so its ticket goes before a session kept from earlier.
    await this.exchangeTicket()
    await this.me.load()
  }

  private async exchangeTicket(): Promise<ApiResult<Session> | undefined> {
    const given = this.host.can('ticket') ? await this.askForTicket() : undefined
    if (given && !given.ok) this.setNoEntry(given)
    const ticket = given?.ok ? given.value : this.unspentTicket
    if (ticket === undefined) return undefined
    const result = await this.sessions.open({ hostId: this.host.hostId, ticket })
    const isAnswered = result.ok || !isNoAnswer(result.failure)
    this.unspentTicket = isAnswered ? undefined : ticket
    this.setNoEntry(result.ok ? undefined : result)
    // The ticket may be another person's: who was here before is not shown while we ask.
    if (isAnswered) this.dropTokens()
    if (result.ok) {
      this.forgetAnswers()
      this.takeTokens(result.value)
    }
    return result
  }

  private async askForTicket(): Promise<HostResult<string>> {
    const ticket = await this.host.identity.ticket()
    if (ticket.ok || HERS.includes(ticket.refusal) || this.host.network.isOnline()) return ticket
    // Without a network hosts fail in many words; what is missing is the network.
    return { ok: false, refusal: 'offline' }
  }

  private async findMe(): Promise<ApiResult<Me>> {
    if (this.tokens) {
      const result = await this.account.me()
      const isSignedOut = !result.ok && result.failure.kind === 'refused' && result.failure.status === 401
      if (!isSignedOut) return result
      this.dropTokens()
    }
    const silence = this.noEntry && silenceOf(this.noEntry)
    return silence ? { ok: false, failure: silence } : { ok: true, value: NOBODY }
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

  private setNoEntry(noEntry: NoEntry | undefined): void {
    this.noEntry = noEntry
  }
}

/** What she decided herself, network or not. */
const HERS: readonly HostRefusal[] = ['cancelled', 'denied', 'privacyRefused']

/** Another try may bring her in; a browser without a host, and a host that gives no tickets, never will. */
const canStillEnter = (noEntry: NoEntry | undefined): boolean =>
  noEntry !== undefined && !('refusal' in noEntry && noEntry.refusal === 'unsupported')

/** The service was not reached, had no time, or could not reach the host: nothing is known about the session. */
const isNoAnswer = (failure: ApiFailure): boolean =>
  failure.kind !== 'refused' || failure.status >= 500 || BUSY.includes(failure.status)

/** Took too long; too many ask, as thousands of people behind one carrier's address do. */
const BUSY: readonly number[] = [408, 429]

/** What leaves open who she is; undefined where host or service said no. */
function silenceOf(noEntry: NoEntry): ApiFailure | undefined {
  if ('failure' in noEntry) return isNoAnswer(noEntry.failure) ? noEntry.failure : undefined
  const { refusal } = noEntry
  return refusal === 'offline' || refusal === 'timeout' ? { kind: refusal } : undefined
}
