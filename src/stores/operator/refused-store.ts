import type { RefusedRowList } from '#contract'
import type { OperatorDeskApi } from '../../api/resources/operator-desk'
import { RemoteValue } from '../remote'

/** Samples of the rows refused for one reason. */
export class RefusedStore {
  readonly rows: RemoteValue<RefusedRowList>
  private code = ''

  constructor(api: Pick<OperatorDeskApi, 'refusedRows'>) {
    this.rows = new RemoteValue(() => api.refusedRows(this.code))
  }

  async open(code: string): Promise<void> {
    if (code !== this.code) this.forget()
    this.code = code
    await this.rows.load()
  }

  forget(): void {
    this.code = ''
    this.rows.forget()
  }
}
