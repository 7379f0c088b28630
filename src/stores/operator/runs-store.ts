import type { OperatorRun, OperatorRunList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { OperatorDeskApi } from '../../api/resources/operator-desk'
import { RemoteValue } from '../remote'

/** Whose turn a run is; an empty one is nobody's and stands among all of them only. */
export const TURNS = ['all', 'toReport', 'returned', 'underReview', 'issued'] as const
export type Turn = (typeof TURNS)[number]

const TURN_OF_STATE: Readonly<Record<string, Turn>> = {
  settled: 'toReport',
  returned: 'returned',
  reported: 'underReview',
  verified: 'underReview',
  confirmed: 'underReview',
  issued: 'issued',
}

/** An operator's runs, by whose turn they are. */
export class RunsStore {
  readonly runs: RemoteValue<OperatorRunList>
  turn: Turn = 'all'

  constructor(api: Pick<OperatorDeskApi, 'runs'>) {
    this.runs = new RemoteValue(() => api.runs())
    makeAutoObservable(this, { runs: false })
  }

  choose(turn: Turn): void {
    this.turn = turn
  }

  chosenOf({ items }: OperatorRunList): readonly OperatorRun[] {
    return this.turn === 'all' ? items : items.filter(({ state }) => TURN_OF_STATE[state] === this.turn)
  }

  forget(): void {
    this.turn = 'all'
    this.runs.forget()
  }
}
