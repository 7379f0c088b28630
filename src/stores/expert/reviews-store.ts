import type { ExpertReview, ExpertReviewList, OpinionRequest } from '#contract'
import { opinionText } from '#domain/methodology'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { ExpertApi } from '../../api/resources/experts'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'
import type { ExpertSessionStore } from './expert-session-store'

/** What an expert says of one round, before it is signed. */
export type Opinion = Omit<OpinionRequest, 'signature'>

/** The opinions an expert owes, and her two answers to each: she recuses herself, or signs what she thinks. */
export class ReviewsStore {
  readonly list: RemoteValue<ExpertReviewList>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: ExpertApi,
    private readonly session: ExpertSessionStore,
  ) {
    this.list = new RemoteValue(() => api.reviews())
    makeAutoObservable<this, 'api' | 'session' | 'intentions'>(this, {
      api: false,
      session: false,
      intentions: false,
      list: false,
    })
  }

  find(proposalId: string): ExpertReview | undefined {
    return this.list.shown?.items.find((review) => review.proposalId === proposalId)
  }

  /** The very text her signature stands under; it names the record she read by its digest. */
  textOf({ proposalId, round, recordDigest }: ExpertReview, opinion: Opinion): string {
    const expertId = this.session.expert?.expertId ?? ''
    return opinionText({ ...opinion, expertId, proposalId, round, recordDigest })
  }

  /** Signs and hands in, once; undefined when her key is no longer here. */
  async opine(review: ExpertReview, opinion: Opinion): Promise<ApiResult<undefined> | undefined> {
    const signature = this.session.sign(this.textOf(review, opinion))
    if (signature === undefined) return undefined
    const { proposalId } = review
    // Ed25519 signs the same text the same way: the signature tells one opinion from another.
    return this.carryOut(['opine', proposalId, signature], (options) =>
      this.api.opine(proposalId, { ...opinion, signature }, options),
    )
  }

  recuse({ proposalId }: ExpertReview, reason: string): Promise<ApiResult<undefined>> {
    return this.carryOut(['recuse', proposalId, reason], (options) =>
      this.api.recuse(proposalId, reason, options),
    )
  }

  forget(): void {
    this.list.forget()
  }

  private async carryOut(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<undefined>>,
  ): Promise<ApiResult<undefined>> {
    const result = await this.intentions.carryOut(act, send)
    if (result.ok || result.failure.kind === 'refused') await this.list.load()
    return result
  }
}
