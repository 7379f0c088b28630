import type { ShopName } from '#contract'
import { readCode } from '#domain/voucher'
import { makeAutoObservable, observableRef } from 'mobx'
import { newIdempotencyKey, type ApiFailure, type ApiResult } from '../../api'
import type { TillApi } from '../../api/resources/tills'
import type { HostPort, HostResult } from '../../host'
import { toBase64url } from '../base64url'
import { Intentions } from '../intentions'
import type { MemberSessionStore } from '../member'
import { keyOfNobody, publicKeyOf } from '../signing'
import type { OfflineStore } from './offline-store'
import { readForm } from './take-offline'
import { ownReply, saidReply, toldReply, type TillReply } from './till-reply'
import type { KeptTill, TillShelf } from './till-shelf'

const KEY_BYTES = 32
const PLACE = 'till-place'
/** A snapshot is a day good; vouchers that end meanwhile are known this soon. */
const SYNC_MS = 10 * 60_000
/** A phone whose network has just come back often fails once more: what is still to be told is tried again after this, then ever more rarely. */
const TELL_AGAIN_MS = 2_000

/** Where this device was a till last, to begin there again without network. */
interface Place {
  readonly memberId: string
  readonly shopId: string
}

type TillHost = Pick<HostPort, 'store' | 'network' | 'feel' | 'random' | 'scan'>

/** One device in one shop: it takes a code and shows one answer until the next guest comes. */
export class TillStore {
  /** Registered for the shop she works in now. */
  till: KeptTill | undefined
  /** Why there is no till. */
  failure: ApiFailure | undefined
  reply: TillReply | undefined
  isBusy = false
  private place: Place | undefined
  /** What the last answer was for, to be asked again when none came. */
  private asked = ''
  private timer: ReturnType<typeof setInterval> | undefined
  private telling: ReturnType<typeof setTimeout> | undefined
  private isOnShow = false
  private readonly intentions = new Intentions()

  constructor(
    private readonly host: TillHost,
    private readonly api: TillApi,
    private readonly session: MemberSessionStore,
    private readonly shelf: TillShelf,
    private readonly offline: OfflineStore,
  ) {
    this.place = host.store.get(PLACE) as Place | undefined
    type Own = 'asked' | 'timer' | 'telling' | 'isOnShow' | 'intentions' | 'place'
    type Plain = 'host' | 'api' | 'session' | 'shelf' | 'offline' | Own
    makeAutoObservable<this, Plain>(this, {
      host: false,
      api: false,
      session: false,
      shelf: false,
      offline: false,
      asked: false,
      timer: false,
      telling: false,
      isOnShow: false,
      intentions: false,
      till: observableRef,
      failure: observableRef,
      reply: observableRef,
      place: observableRef,
    })
  }

  /** Of the shop she chose, else of the only one; undefined while she has to choose. */
  get shopName(): ShopName['name'] | undefined {
    return this.shop?.name ?? this.till?.shop
  }

  async choose(shopId: string | undefined): Promise<void> {
    this.takePlace(shopId)
    this.setTill(undefined)
    await this.open()
    await this.offline.sync()
  }

  /** The till is on show: ready, told what is still to be told, and prepared again every so often. */
  async start(): Promise<void> {
    this.stop()
    this.isOnShow = true
    this.tellAfter(TELL_AGAIN_MS)
    this.timer = setInterval(() => void this.offline.sync(), SYNC_MS)
    await this.open()
    if (this.till) await this.offline.sync()
  }

  stop(): void {
    this.isOnShow = false
    clearInterval(this.timer)
    clearTimeout(this.telling)
  }

  private tellAfter(waitMs: number): void {
    this.telling = setTimeout(() => void this.tellAgain(waitMs), waitMs)
  }

  private async tellAgain(waitedMs: number): Promise<void> {
    const isDue = this.offline.hasToTell && this.host.network.isOnline()
    if (isDue) await this.offline.sync()
    if (this.isOnShow) this.tellAfter(isDue ? Math.min(waitedMs * 2, SYNC_MS) : TELL_AGAIN_MS)
  }

  /** Makes ready the till of the shop: the one this device was, or a new one. */
  async open(): Promise<void> {
    const { shop, place } = this
    const { membership } = this.session
    // Nobody could be asked who acts here: the till goes on as it was left.
    if (!membership) return this.setTill(place && this.shelf.find(place))
    if (!shop) return this.setTill(undefined)
    this.takePlace(shop.shopId)
    const till = await this.tillIn(shop.shopId)
    if (till.ok) this.setTill(till.value)
    else this.setTill(undefined, till.failure)
  }

  /** The till this device is in a shop of hers, registered now where it was none; where she stands is not changed by it. */
  async tillIn(shopId: string): Promise<ApiResult<KeptTill>> {
    const { membership } = this.session
    if (!membership) return { ok: false, failure: { kind: 'offline' } }
    const { memberId, institutionId } = membership
    const known = this.shelf.find({ memberId, shopId })
    if (known) return { ok: true, value: known }
    const key = await this.makeKey()
    const publicKey = (key === null ? undefined : publicKeyOf(key)) ?? keyOfNobody(newIdempotencyKey())
    const result = await this.api.register({ shopId, publicKey })
    if (!result.ok) return result
    const kept = { ...result.value, memberId, institutionId, key }
    this.shelf.keep(kept)
    return { ok: true, value: kept }
  }

  /** This device becomes another till of the shop; what the one before took stays in its log. */
  async renew(): Promise<void> {
    this.shelf.forget(({ tillId }) => tillId === this.till?.tillId)
    await this.start()
  }

  /** Opens the scanner; what it reads is taken. */
  async scan(): Promise<HostResult<string>> {
    const scanned = await this.host.scan()
    if (scanned.ok) await this.take(scanned.value)
    return scanned
  }

  /** Takes what was scanned or typed. One at a time: a second tap or scan meanwhile is not heard. */
  async take(text: string): Promise<void> {
    const { till } = this
    if (!till || this.isBusy) return
    this.asked = text
    this.setBusy(true)
    const reply = await (readForm(text) ? this.takeForm(text) : this.takeCode(text, till))
    this.setBusy(false)
    this.show(reply)
  }

  /** Asks once more for what got no answer, as the same request. */
  askAgain(): Promise<void> {
    return this.take(this.asked)
  }

  /** The next guest. */
  next(): void {
    this.reply = undefined
  }

  /** Another member acts from now on, or none. */
  leave(): void {
    this.stop()
    this.setTill(undefined)
    this.reply = undefined
  }

  private get shop(): ShopName | undefined {
    const { membership } = this.session
    const shops = membership?.shops ?? []
    const isHere = membership?.memberId === this.place?.memberId
    return (
      shops.find(({ shopId }) => isHere && shopId === this.place?.shopId) ??
      (shops.length === 1 ? shops[0] : undefined)
    )
  }

  private async takeCode(text: string, till: KeptTill): Promise<TillReply> {
    if (!readCode(text)) return ownReply('unreadable')
    if (!this.host.network.isOnline()) return ownReply('needsForm')
    const code = text.replace(/\D/g, '')
    const result = await this.intentions.carryOut([till.tillId, code], (options) =>
      this.api.redeem(till.tillId, { code }, options),
    )
    if (result.ok) {
      if (result.value.redemption) this.offline.noteRedeemed(result.value.redemption.voucherId)
      return saidReply(result.value)
    }
    const { failure } = result
    return failure.kind === 'refused' && failure.status < 500
      ? this.refusal(failure, till)
      : ownReply('noAnswer')
  }

  /** With network the till first asks what has ended since, and tells at once what it took. */
  private async takeForm(text: string): Promise<TillReply> {
    const isOnline = this.host.network.isOnline()
    if (isOnline) await this.offline.sync()
    const word = this.offline.take(text)
    const outcome = word === 'recorded' && isOnline ? await this.offline.tellLast() : undefined
    return outcome ? toldReply(outcome) : ownReply(word)
  }

  /** A till that is known no more is registered anew. */
  private refusal(failure: ApiFailure & { kind: 'refused' }, till: KeptTill): TillReply {
    if (failure.code === 'till.unknown') {
      this.shelf.forget(({ tillId }) => tillId === till.tillId)
      void this.session.renew().then(() => this.open())
    }
    return { kind: 'failed', failure, tone: 'refused', look: 'refused' }
  }

  private async makeKey(): Promise<string | null> {
    const random = await this.host.random(KEY_BYTES)
    return random.ok ? toBase64url(random.value) : null
  }

  private takePlace(shopId: string | undefined): void {
    const memberId = this.session.membership?.memberId
    this.place = memberId === undefined || shopId === undefined ? undefined : { memberId, shopId }
    if (this.place) this.host.store.set(PLACE, { ...this.place })
    else this.host.store.remove(PLACE)
  }

  private setTill(till: KeptTill | undefined, failure?: ApiFailure): void {
    this.till = till
    this.failure = failure
    this.offline.use(till)
  }

  private setBusy(isBusy: boolean): void {
    this.isBusy = isBusy
  }

  /** Seen, heard and felt at once: whoever stands there may look at the cup. */
  private show(reply: TillReply): void {
    this.reply = reply
    void this.host.feel.vibrate(reply.tone)
    void this.host.feel.sound(reply.tone)
  }
}
