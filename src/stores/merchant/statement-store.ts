import type { Statement, StatementLine, StatementLinePage } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { StatementApi } from '../../api/resources/statements'
import type { HandedOver, HostPort, HostResult } from '../../host'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'
import { RemotePages } from '../remote-pages'

export type StatementFormat = 'xlsx' | 'csv' | 'json'

export interface StatementFile {
  readonly format: StatementFormat
  readonly content: string | Uint8Array
}

/** So that a spreadsheet reads UTF-8; some hosts drop it on the way, and the file's digest is with it. */
const BYTE_ORDER_MARK = '\uFEFF'

/** One statement: its figures, its lines page by page, what the merchant says to it, and its files. */
export class StatementStore {
  statementId = ''
  readonly detail: RemoteValue<Statement>
  readonly lines: RemotePages<StatementLinePage, StatementLine, number>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Omit<StatementApi, 'ofMonth'>,
    private readonly host: Pick<HostPort, 'handOver' | 'can'>,
  ) {
    this.detail = new RemoteValue(() => api.read(this.statementId))
    this.lines = new RemotePages({
      fetch: (after = 0) => api.lines(this.statementId, after),
      itemsOf: ({ items }) => items,
      nextOf: ({ next }) => next,
    })
    makeAutoObservable<this, 'api' | 'host' | 'intentions'>(this, {
      api: false,
      host: false,
      detail: false,
      lines: false,
      intentions: false,
    })
  }

  async open(statementId: string): Promise<void> {
    if (statementId !== this.statementId) this.forget()
    this.statementId = statementId
    await this.lines.load(this.detail)
  }

  confirm(): Promise<ApiResult<Statement>> {
    return this.say(['confirm', this.statementId], (options) => this.api.confirm(this.statementId, options))
  }

  dispute(reason: string): Promise<ApiResult<Statement>> {
    return this.say(['dispute', this.statementId, reason], (options) =>
      this.api.dispute(this.statementId, { reason }, options),
    )
  }

  /** In the bytes the service made; those of the CSV file are what its digest is of. */
  async file(format: StatementFormat): Promise<ApiResult<StatementFile>> {
    const result =
      format === 'xlsx'
        ? await this.api.workbook(this.statementId)
        : await this.api.text(this.statementId, format)
    if (!result.ok) return result
    const { value } = result
    const isBare = format === 'csv' && typeof value === 'string' && !value.startsWith(BYTE_ORDER_MARK)
    return { ok: true, value: { format, content: isBare ? BYTE_ORDER_MARK + value : value } }
  }

  /** A workbook is no text: where texts alone leave the app, nobody should wait for one. */
  canHandOver(format: StatementFormat): boolean {
    return format !== 'xlsx' || this.host.can('binaryFile')
  }

  /** Asks the host at once: some allow it in the turn of a tap only. */
  handOver({ format, content }: StatementFile): Promise<HostResult<HandedOver>> {
    const { day = '', version = 1 } = this.detail.shown ?? {}
    return this.host.handOver({ name: `statement-${day}-v${version}.${format}`, content })
  }

  forget(): void {
    this.statementId = ''
    this.detail.forget()
    this.lines.forget()
  }

  private async say(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<Statement>>,
  ): Promise<ApiResult<Statement>> {
    const result = await this.intentions.carryOut(act, send)
    if (result.ok) this.detail.put(result.value)
    // A newer version, or a colleague who was faster, may be why it was refused.
    else if (result.failure.kind === 'refused') await this.detail.load()
    return result
  }
}
