import type { OfflineForm, VoucherCode, VoucherCodeRequest } from '#contract'
import { phoneStepEnd } from '#domain/voucher'
import { makeAutoObservable, runInAction } from 'mobx'
import type { ApiFailure, ApiResult } from '../../api'
import type { VoucherApi } from '../../api/resources/vouchers'
import type { HostPort, Unsubscribe } from '../../host'
import type { LastKnown } from '../last-known'
import type { Keepsake } from '../remote'
import { phoneCodeAt, type PhoneKey } from './phone-code'

/** With how far the service's clock was ahead of the phone's when the key came: a code made by a wrong clock is none. */
interface KeptKey extends PhoneKey {
  readonly aheadMs: number
}

type ByVoucher<T> = Readonly<Record<string, T>>

interface CodeParts {
  readonly api: Pick<VoucherApi, 'code' | 'offlineForm'>
  readonly screen: HostPort['screen']
  readonly lastKnown: LastKnown
  readonly now: () => Date
  /** The service shows no code of this voucher any more: its state has changed. */
  readonly onRefused: (voucherId: string) => Promise<unknown>
}

const TICK_MS = 1_000
/** She stands at a till: without an answer for so long the phone makes a code of its own meanwhile. */
const PATIENCE_MS = 2_000
const RETRY_MS = 5_000
/** How many vouchers the device keeps keys and forms of; the oldest go first. */
const KEPT_MAX = 20

/** The code on show: it changes by itself every minute and at once after a screenshot; without network the phone makes its own. */
export class CodeStore {
  /** Eighteen digits; empty while there are none to show. */
  digits = ''
  /** Whether the phone made them, without the service. */
  isOwn = false
  secondsLeft = 0
  /** Why there is nothing to show. */
  failure: ApiFailure | undefined
  /** How often a screenshot made it change since it is shown. */
  screenshots = 0
  private voucherId = ''
  private endsAtMs = 0
  private turn = 0
  private timer: ReturnType<typeof setInterval> | undefined
  private stops: readonly Unsubscribe[] = []
  private readonly keys: Keepsake<ByVoucher<KeptKey>>
  private readonly forms: Keepsake<ByVoucher<OfflineForm>>

  constructor(private readonly parts: CodeParts) {
    this.keys = parts.lastKnown.of('phone-keys')
    this.forms = parts.lastKnown.of('offline-forms')
    makeAutoObservable<this, 'parts' | 'timer' | 'stops' | 'keys' | 'forms' | 'turn' | 'endsAtMs'>(this, {
      parts: false,
      timer: false,
      stops: false,
      keys: false,
      forms: false,
      turn: false,
      endsAtMs: false,
    })
  }

  /** Asks for the first code before anything is shown, so that voucher and code come to the screen as one. */
  async prepare(voucherId: string): Promise<void> {
    this.begin(voucherId)
    await this.ask('shown')
  }

  /** Its page is in view: the screen stays bright and the code alive. */
  show(voucherId: string): void {
    this.rest()
    const isPrepared = this.voucherId === voucherId && this.digits !== ''
    if (!isPrepared) this.begin(voucherId)
    this.stops = [
      this.parts.screen.keepBright(),
      this.parts.screen.onScreenshot(() => {
        runInAction(() => (this.screenshots += 1))
        void this.rotate('screenshot')
      }),
    ]
    this.timer = setInterval(() => this.tick(), TICK_MS)
    if (!isPrepared) void this.rotate('shown')
  }

  /** Out of view nothing is shown, asked or kept awake. */
  hide(): void {
    this.rest()
    this.begin('')
  }

  /** A new code from the service, or the phone's own when it does not answer. */
  async rotate(reason: VoucherCodeRequest['reason']): Promise<void> {
    const { voucherId } = this
    if ((await this.ask(reason)) === 'refused') await this.parts.onRefused(voucherId)
  }

  /** What came of it; undefined when something else was asked meanwhile. */
  private async ask(
    reason: VoucherCodeRequest['reason'],
  ): Promise<'shown' | 'refused' | 'nothing' | undefined> {
    const turn = (this.turn += 1)
    const { voucherId } = this
    // Until the answer, or for its failure, nothing else is asked.
    this.endsAtMs = Infinity
    const soon = setTimeout(() => turn === this.turn && this.showOwn(), PATIENCE_MS)
    const result = await this.parts.api.code(voucherId, { reason })
    clearTimeout(soon)
    if (turn !== this.turn) return undefined
    if (result.ok) this.take(voucherId, result.value)
    else if (result.failure.kind === 'refused' || !this.showOwn()) this.fail(result.failure)
    return this.failure === undefined ? 'shown' : this.failure.kind === 'refused' ? 'refused' : 'nothing'
  }

  private begin(voucherId: string): void {
    this.turn += 1
    this.voucherId = voucherId
    this.digits = ''
    this.isOwn = false
    this.failure = undefined
    this.screenshots = 0
  }

  private rest(): void {
    clearInterval(this.timer)
    for (const stop of this.stops) stop()
    this.stops = []
  }

  /** The form for a till without network that is still good; undefined when she has none. */
  formOf(voucherId: string): OfflineForm | undefined {
    const form = this.forms.recall()?.[voucherId]
    return form && new Date(form.until) > this.parts.now() ? form : undefined
  }

  /** A signed form for a till without network; until it ends the voucher cannot be given back. */
  async makeForm(voucherId: string): Promise<ApiResult<OfflineForm>> {
    const result = await this.parts.api.offlineForm(voucherId)
    if (result.ok) keepNewest(this.forms, voucherId, result.value)
    return result
  }

  private take(voucherId: string, { digits, issuedAt, expiresAt, phoneKey }: VoucherCode): void {
    const nowMs = this.parts.now().getTime()
    const issuedMs = Date.parse(issuedAt)
    keepNewest(this.keys, voucherId, { ...phoneKey, aheadMs: issuedMs - nowMs })
    this.put(digits, false, nowMs + Date.parse(expiresAt) - issuedMs)
  }

  /** Whether the phone has what it takes. */
  private showOwn(): boolean {
    const key = this.keys.recall()?.[this.voucherId]
    if (!key) return false
    const serviceNow = new Date(this.parts.now().getTime() + key.aheadMs)
    const digits = phoneCodeAt(key, serviceNow)
    if (digits === undefined) return false
    this.put(digits, true, phoneStepEnd(serviceNow).getTime() - key.aheadMs)
    return true
  }

  private put(digits: string, isOwn: boolean, endsAtMs: number): void {
    this.digits = digits
    this.isOwn = isOwn
    this.failure = undefined
    this.endsAtMs = endsAtMs
    this.countDown()
  }

  private fail(failure: ApiFailure): void {
    this.digits = ''
    this.failure = failure
    this.endsAtMs = failure.kind === 'refused' ? Infinity : this.parts.now().getTime() + RETRY_MS
  }

  private tick(): void {
    if (this.endsAtMs === Infinity) return
    if (this.parts.now().getTime() >= this.endsAtMs) void this.rotate('shown')
    else this.countDown()
  }

  private countDown(): void {
    this.secondsLeft = Math.ceil((this.endsAtMs - this.parts.now().getTime()) / 1_000)
  }
}

/** Keeps it as the newest of a few. */
function keepNewest<T>(keepsake: Keepsake<ByVoucher<T>>, voucherId: string, value: T): void {
  const others = Object.entries(keepsake.recall() ?? {}).filter(([id]) => id !== voucherId)
  keepsake.keep(Object.fromEntries([...others, [voucherId, value]].slice(-KEPT_MAX)) as ByVoucher<T>)
}
