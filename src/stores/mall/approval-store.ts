import type { AskedOrder } from '#contract'
import { readApprovalCode } from '#domain/partner'
import { makeAutoObservable, reaction } from 'mobx'
import type { ApiResult } from '../../api'
import type { PartnerOrdersApi } from '../../api/resources/partner-orders'
import type { HostPort, HostResult } from '../../host'
import { keepFresh, type Freshness } from '../keep-fresh'
import { RemoteValue } from '../remote'

/**
 * What a partner asks of her, by the code she reads off its screen. What is under way outlives its page, so that she finds it again; what
 * is over goes with it, and the next visit begins anew.
 */
export class ApprovalStore {
  /** Ten digits; '' while she has entered none. */
  code = ''
  readonly asked: RemoteValue<AskedOrder>
  private readonly freshness: Freshness

  constructor(
    private readonly host: Pick<HostPort, 'can' | 'scan'>,
    private readonly api: PartnerOrdersApi,
    /** Loads her points again, which an answer or a till has moved. */
    refreshPoints: () => Promise<unknown>,
  ) {
    this.asked = new RemoteValue(() => api.read(this.code))
    const state = () => this.asked.shown?.state
    this.freshness = keepFresh(
      this.asked,
      () => ENDS.includes(state()),
      // What was handed over the shop may still take back.
      () => state() === 'redeemed',
    )
    // A till takes the points, or gives them back, while she looks.
    reaction(state, (now, before) => {
      if (before !== undefined && now !== undefined) void refreshPoints()
    })
    makeAutoObservable<this, 'host' | 'api' | 'freshness'>(this, {
      host: false,
      api: false,
      freshness: false,
      asked: false,
    })
  }

  get canScan(): boolean {
    return this.host.can('scan')
  }

  /** Nothing more happens to this one, or nothing is known of it: she may turn to another. */
  get isOver(): boolean {
    return this.asked.remote.state === 'failed' || isOver(this.asked.shown)
  }

  /** She comes to the page, by a link with a code or by herself: what is under way goes on, what lapsed meanwhile is in nobody's way. */
  async arrive(code: string): Promise<void> {
    if (this.enter(code) || this.code === '') return
    const kept = this.code
    await this.freshness.start()
    if (this.code === kept && this.asked.shown?.state === 'lapsed') this.leave()
  }

  /** Her page is closed. That the service could not be reached does not end what is under way. */
  depart(): void {
    this.unwatch()
    const { remote, shown } = this.asked
    const isRefused = remote.state === 'failed' && remote.failure.kind === 'refused'
    if (isRefused || shown === undefined || isOver(shown)) this.leave()
  }

  /** Takes a code as typed, scanned, or brought by a link, and looks what it asks. False when it cannot be one. */
  enter(text: string): boolean {
    const code = readApprovalCode(text)
    if (code === undefined) return false
    if (code !== this.code) this.asked.forget()
    this.code = code
    void this.freshness.start()
    return true
  }

  /** The text of the partner's QR. */
  scan(): Promise<HostResult<string>> {
    return this.host.scan()
  }

  approve(): Promise<ApiResult<AskedOrder>> {
    return this.answer(this.api.approve)
  }

  /** Says no, or takes her yes back while the partner has not used it. */
  decline(): Promise<ApiResult<AskedOrder>> {
    return this.answer(this.api.decline)
  }

  /** Looks again while the page is shown. */
  watch(): void {
    if (this.code !== '') void this.freshness.start()
  }

  unwatch(): void {
    this.freshness.stop()
  }

  /** Another code. */
  leave(): void {
    this.freshness.stop()
    this.code = ''
    this.asked.forget()
  }

  private async answer(
    send: (code: string) => Promise<ApiResult<AskedOrder>>,
  ): Promise<ApiResult<AskedOrder>> {
    const { code } = this
    const result = await send(code)
    if (code !== this.code) return result
    if (result.ok) this.asked.put(result.value)
    // It may have ended meanwhile: the page then says how it stands.
    else if (result.failure.kind === 'refused') await this.asked.load()
    return result
  }
}

type State = AskedOrder['state'] | undefined

/** Nothing can become of it any more. */
const ENDS: readonly State[] = ['declined', 'released', 'lapsed', 'refunded', 'expired']

/** Nothing is left for her to do or to wait for. */
const isOver = (asked: AskedOrder | undefined): boolean =>
  asked?.state === 'redeemed' || ENDS.includes(asked?.state)
