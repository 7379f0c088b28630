import type { StatementDue, StatementLine, StatementLinePage } from '#contract'
import type { ApiResult } from '../../api'
import type { InstitutionMoneyApi } from '../../api/resources/institution-money'
import type { HandedOver, HostPort, HostResult } from '../../host'
import { RemotePages } from '../remote-pages'

/** So that a spreadsheet reads UTF-8; some hosts drop it on the way. */
const BYTE_ORDER_MARK = '\uFEFF'

/** What a sum that is to be paid is made of, line by line, and its file. */
export class DueLinesStore {
  private statementId = ''
  readonly lines: RemotePages<StatementLinePage, StatementLine, number>

  constructor(
    private readonly api: Pick<InstitutionMoneyApi, 'dueLines' | 'dueCsv'>,
    private readonly host: Pick<HostPort, 'handOver'>,
  ) {
    this.lines = new RemotePages({
      fetch: (after = 0) => api.dueLines(this.statementId, after),
      itemsOf: ({ items }) => items,
      nextOf: ({ next }) => next,
    })
  }

  async open({ statementId }: StatementDue): Promise<void> {
    if (statementId !== this.statementId) this.forget()
    this.statementId = statementId
    await this.lines.load()
  }

  async file({ statementId }: StatementDue): Promise<ApiResult<string>> {
    const result = await this.api.dueCsv(statementId)
    if (!result.ok || result.value.startsWith(BYTE_ORDER_MARK)) return result
    return { ok: true, value: BYTE_ORDER_MARK + result.value }
  }

  /** Asks the host at once: some allow it in the turn of a tap only. */
  handOver({ day }: StatementDue, text: string): Promise<HostResult<HandedOver>> {
    return this.host.handOver({ name: `due-${day}.csv`, content: text })
  }

  forget(): void {
    this.statementId = ''
    this.lines.forget()
  }
}
