import type { FraudAbout, FraudProgress, FraudReceipt } from '#contract'
import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiResult } from '../../api'
import type { FraudReportsApi } from '../../api/resources/fraud-reports'
import { Intentions } from '../intentions'

/** What somebody writes of suspected fraud, the number she gets for it, and what became of a number. */
export class ReportStore {
  about: FraudAbout | '' = ''
  words = ''
  contact = ''
  receipt: FraudReceipt | undefined
  number = ''
  progress: FraudProgress | undefined
  private readonly intentions = new Intentions()

  constructor(private readonly api: FraudReportsApi) {
    makeAutoObservable<this, 'api' | 'intentions'>(this, {
      api: false,
      intentions: false,
      receipt: observableRef,
      progress: observableRef,
    })
  }

  write(part: { about?: FraudAbout; words?: string; contact?: string; number?: string }): void {
    Object.assign(this, part)
    if (part.number !== undefined) this.progress = undefined
  }

  /** Undefined while the form is not whole. */
  async send(): Promise<ApiResult<FraudReceipt> | undefined> {
    const { about, words, contact } = this
    if (about === '' || !this.hasWords || !this.hasUsableContact) return undefined
    const written = { about, words: words.trim(), contact: contact.trim() === '' ? null : contact.trim() }
    const result = await this.intentions.carryOut(['report', JSON.stringify(written)], (options) =>
      this.api.send(written, options),
    )
    if (result.ok) runInAction(() => this.keep(result.value))
    return result
  }

  get hasWords(): boolean {
    return this.words.trim().length >= WORDS_LENGTH_MIN
  }

  get hasUsableContact(): boolean {
    const length = this.contact.trim().length
    return length === 0 || length >= CONTACT_LENGTH_MIN
  }

  async follow(): Promise<ApiResult<FraudProgress>> {
    const { number } = this
    const result = await this.api.follow(number.trim())
    runInAction(() => {
      if (number === this.number) this.progress = result.ok ? result.value : undefined
    })
    return result
  }

  /** Another report: what was written is gone. */
  startAnew(): void {
    this.about = ''
    this.words = ''
    this.contact = ''
    this.receipt = undefined
  }

  private keep(receipt: FraudReceipt): void {
    this.receipt = receipt
    this.number = receipt.number
    this.progress = undefined
    this.words = ''
    this.contact = ''
  }
}

const WORDS_LENGTH_MIN = 5
const CONTACT_LENGTH_MIN = 3
