import type { CityCodeVerification, InstrumentList, LinkOutcome, LinkOutcomeList } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiFailure, ApiResult } from '../api'
import type { Api } from '../api/resources'
import type { HostPort, HostRefusal } from '../host'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

/** The host or the service may be the one that says no. */
export type LinkResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: HostRefusal }
  | { readonly ok: false; readonly failure: ApiFailure }

/** Cards, ride codes and bike accounts. Only the host's signed list says what is hers. */
export class InstrumentsStore {
  readonly list: RemoteValue<InstrumentList>
  /** What became of each card at the last linking. */
  outcomes: readonly LinkOutcome[] = []

  constructor(
    private readonly host: Pick<HostPort, 'can' | 'cards' | 'identity'>,
    private readonly api: Api['instruments'],
    private readonly account: Pick<Api['account'], 'presentCityCode'>,
    lastKnown: LastKnown,
  ) {
    this.list = new RemoteValue(() => api.list(), lastKnown.of<InstrumentList>('instruments'))
    makeAutoObservable<this, 'host' | 'api' | 'account'>(this, {
      host: false,
      api: false,
      account: false,
      list: false,
      outcomes: observableRef,
    })
  }

  get canLink(): boolean {
    return this.host.can('cards')
  }

  get canPresentCityCode(): boolean {
    return this.host.can('cityCode')
  }

  link(): Promise<LinkResult<LinkOutcomeList>> {
    return this.sendCards(this.api.link)
  }

  /** Takes over the cards that still belong to somebody else though the host attests them as hers. */
  claim(): Promise<LinkResult<LinkOutcomeList>> {
    return this.sendCards(this.api.claim)
  }

  async unlink(instrumentId: string): Promise<ApiResult<void>> {
    const result = await this.api.unlink(instrumentId)
    if (result.ok) {
      this.setOutcomes(this.outcomes.filter((outcome) => outcome.instrumentId !== instrumentId))
      await this.list.load()
    }
    return result
  }

  /** She has seen what became of her cards. */
  forgetOutcomes(): void {
    this.outcomes = []
  }

  /** A card the host lists as hers is still somebody else's here. */
  get isOwnedByAnother(): boolean {
    return this.outcomes.some(({ outcome }) => outcome === 'ownedByAnother')
  }

  async presentCityCode(): Promise<LinkResult<CityCodeVerification>> {
    const token = await this.host.identity.cityCode()
    return token.ok ? this.account.presentCityCode({ token: token.value }) : token
  }

  private async sendCards(send: Api['instruments']['link']): Promise<LinkResult<LinkOutcomeList>> {
    const statement = await this.host.cards()
    if (!statement.ok) return statement
    const result = await send({ statement: statement.value })
    if (result.ok) {
      this.setOutcomes(result.value.items)
      await this.list.load()
    }
    return result
  }

  private setOutcomes(outcomes: readonly LinkOutcome[]): void {
    this.outcomes = outcomes
  }
}
