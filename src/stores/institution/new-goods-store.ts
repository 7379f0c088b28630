import type { GoodsKind, GoodsPartners, GoodsRequest, OwnGoods } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import { newIdempotencyKey, type ApiFailure, type ApiResult } from '../../api'
import type { InstitutionGoodsApi } from '../../api/resources/institution-goods'
import type { LastKnown } from '../last-known'
import { RemoteValue, type Keepsake } from '../remote'
import { EMPTY_DRAFT, faultsOf, requestOf, STEPS, type Draft, type DraftField, type Faults } from './draft'
import type { GoodsStore } from './goods-store'

/** What was sent and got no answer: asked again it is the same goods, also by an app that was closed in between. */
interface Unanswered {
  readonly key: string
  readonly draft: Draft
  readonly request: GoodsRequest
}

interface Kept {
  readonly draft: Draft
  readonly step: number
  readonly unanswered?: Unanswered | undefined
}

/** New goods, written step by step. The draft stays on the device until the goods are on the shelf or it is thrown away. */
export class NewGoodsStore {
  draft: Draft = EMPTY_DRAFT
  step = 0
  faults: Faults = {}
  readonly partners: RemoteValue<GoodsPartners>
  private unanswered: Unanswered | undefined
  private readonly keepsake: Keepsake<Kept>

  constructor(
    private readonly api: Pick<InstitutionGoodsApi, 'partners' | 'offer'>,
    private readonly goods: Pick<GoodsStore, 'take'>,
    lastKnown: LastKnown,
    private readonly now: () => Date,
  ) {
    this.partners = new RemoteValue(() => api.partners())
    this.keepsake = lastKnown.of<Kept>('new-goods')
    makeAutoObservable<this, 'api' | 'goods' | 'now' | 'unanswered' | 'keepsake'>(this, {
      api: false,
      goods: false,
      now: false,
      unanswered: observableRef,
      keepsake: false,
      partners: false,
      draft: observableRef,
      faults: observableRef,
    })
  }

  /** The page is opened: goes on with what was begun on this device. */
  async open(): Promise<void> {
    const kept = this.keepsake.recall()
    if (kept && this.draft === EMPTY_DRAFT) this.take(kept)
    await this.partners.load()
  }

  /** Who delivers goods of a kind; undefined where nobody does, or where shops give them out. */
  deliveryOf(kind: GoodsKind): GoodsPartners['deliveries'][number] | undefined {
    return this.partners.shown?.deliveries.find((delivery) => delivery.kind === kind)
  }

  get isLastStep(): boolean {
    return this.step === STEPS.length - 1
  }

  /** What she wrote was sent, and nothing came back. */
  get isUnanswered(): boolean {
    return this.unanswered?.draft === this.draft
  }

  get isBegun(): boolean {
    return this.draft !== EMPTY_DRAFT
  }

  change(changes: Partial<Draft>): void {
    this.draft = { ...this.draft, ...changes }
    const changed = Object.keys(changes) as DraftField[]
    this.faults = Object.fromEntries(
      Object.entries(this.faults).filter(([field]) => !changed.includes(field as DraftField)),
    )
    this.keep()
  }

  toggleShop(shopId: string): void {
    const { shopIds } = this.draft
    this.change({
      shopIds: shopIds.includes(shopId) ? shopIds.filter((id) => id !== shopId) : [...shopIds, shopId],
    })
  }

  /** To the next step, if nothing is wrong with this one. */
  next(): void {
    this.faults = faultsOf(this.draft, this.step, this.now())
    if (Object.keys(this.faults).length === 0) this.go(this.step + 1)
  }

  back(): void {
    this.go(this.step - 1)
  }

  go(step: number): void {
    this.step = Math.min(STEPS.length - 1, Math.max(0, step))
    this.keep()
  }

  /** Puts the goods on the shelf; undefined when something is wrong with a step, which is shown then. */
  async offer(): Promise<ApiResult<OwnGoods> | undefined> {
    if (this.showFaultyStep()) return undefined
    const sent = this.unanswered?.draft === this.draft ? this.unanswered : this.begin()
    const result = await this.api.offer(sent.request, { idempotencyKey: sent.key })
    if (result.ok) {
      this.goods.take(result.value)
      this.discard()
    } else if (isAnswer(result.failure)) this.showRefusal(result.failure)
    return result
  }

  /** Throws the draft away. */
  discard(): void {
    this.take({ draft: EMPTY_DRAFT, step: 0 })
    this.keep()
  }

  /** Another acts now; what she had begun stays hers on the device. */
  forget(): void {
    this.take({ draft: EMPTY_DRAFT, step: 0 })
    this.partners.forget()
  }

  private begin(): Unanswered {
    const { draft } = this
    this.unanswered = { key: newIdempotencyKey(), draft, request: requestOf(draft) }
    this.keep()
    return this.unanswered
  }

  private showFaultyStep(): boolean {
    const faulty = STEPS.findIndex(
      (_, step) => Object.keys(faultsOf(this.draft, step, this.now())).length > 0,
    )
    if (faulty < 0) return false
    this.step = faulty
    this.faults = faultsOf(this.draft, faulty, this.now())
    return true
  }

  /** The service names the field it does not take: its step is shown with that beside it. */
  private showRefusal(failure: ApiFailure): void {
    this.unanswered = undefined
    const field = failure.kind === 'refused' ? fieldOf(failure) : undefined
    if (field !== undefined) {
      this.faults = { [field]: 'unknown' }
      this.step = STEPS.findIndex((fields) => fields.includes(field))
    }
    this.keep()
  }

  private take({ draft, step, unanswered }: Kept): void {
    // What was begun before there was a choice of kind lacks it.
    this.draft = 'kind' in draft ? draft : { ...EMPTY_DRAFT, ...(draft as object) }
    this.step = step
    this.faults = {}
    // The same object: a draft that was not touched since is the one that was sent.
    this.unanswered =
      unanswered && JSON.stringify(unanswered.draft) === JSON.stringify(draft)
        ? { ...unanswered, draft: this.draft }
        : undefined
  }

  private keep(): void {
    const { draft, step, unanswered } = this
    this.keepsake.keep({ draft, step, unanswered })
  }
}

const FAULT_STATUS_MIN = 500

/** The service has said no: the next try is another act. */
const isAnswer = (failure: ApiFailure): boolean =>
  failure.kind === 'refused' && failure.status < FAULT_STATUS_MIN

const FIELDS: readonly DraftField[] = ['sponsorId', 'shopIds', 'pictureDigest', 'isOffline', 'soldTo']

function fieldOf({ code, body }: { code: string; body: unknown }): DraftField | undefined {
  if (code === 'goods.no-gateway') return 'kind'
  const named = typeof body === 'object' && body !== null && 'where' in body ? String(body.where) : ''
  return FIELDS.find((field) => named === `/body/${field}`)
}
