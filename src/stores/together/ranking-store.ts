import type { Ranking, RankingBoard } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { TogetherApi } from '../../api/resources/together'
import { RemoteValue } from '../remote'

/** A board as she looks at it: of which kind, by what, of which month. */
export class RankingStore {
  board: RankingBoard = 'district'
  by: Ranking['by'] = 'average'
  /** Undefined: the latest. */
  month: string | undefined
  readonly value: RemoteValue<Ranking>

  constructor(api: TogetherApi) {
    this.value = new RemoteValue(() =>
      api.ranking(this.board, { by: this.by, ...(this.month === undefined ? {} : { month: this.month }) }),
    )
    makeAutoObservable(this, { value: false })
  }

  open(board: RankingBoard): Promise<boolean> {
    if (board !== this.board) {
      this.value.forget()
      this.month = undefined
    }
    this.board = board
    return this.value.load()
  }

  orderBy(by: Ranking['by']): Promise<boolean> {
    this.by = by
    return this.value.load()
  }

  turnTo(month: string): Promise<boolean> {
    this.month = month
    return this.value.load()
  }
}
