import type { StatementLine, StatementLinePage } from '#contract'
import type { InstitutionMoneyApi } from '../../api/resources/institution-money'
import { RemotePages } from '../remote-pages'

/** The lines of one disputed statement that concern this institution, page by page. */
export class DisputeStore {
  private statementId = ''
  readonly lines: RemotePages<StatementLinePage, StatementLine, number>

  constructor(api: Pick<InstitutionMoneyApi, 'disputeLines'>) {
    this.lines = new RemotePages({
      fetch: (after = 0) => api.disputeLines(this.statementId, after),
      itemsOf: ({ items }) => items,
      nextOf: ({ next }) => next,
    })
  }

  async open(statementId: string): Promise<void> {
    if (statementId !== this.statementId) this.forget()
    this.statementId = statementId
    await this.lines.load()
  }

  forget(): void {
    this.statementId = ''
    this.lines.forget()
  }
}
