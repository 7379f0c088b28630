import type { CreditCodeReadingRequest, CreditReading } from '#contract'
import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiResult } from '../../api'
import type { CodeReadingApi } from '../../api/resources/credit'
import type { HostPort, HostResult } from '../../host'
import { halfWidth } from '../read-whole'
import { Intentions } from '../intentions'

/** Digits of the code a holder shows. */
const CODE_LENGTH = 12

/** A statement read by a code its holder shows. What was read stays only while its page is open. */
export class CodeReadingStore {
  reading: CreditReading | undefined
  private readonly intentions = new Intentions()
  private visits = 0

  constructor(
    private readonly api: CodeReadingApi,
    private readonly host: Pick<HostPort, 'can' | 'scan'>,
  ) {
    makeAutoObservable<this, 'api' | 'host' | 'intentions' | 'visits'>(this, {
      api: false,
      host: false,
      intentions: false,
      visits: false,
      reading: observableRef,
    })
  }

  get canScan(): boolean {
    return this.host.can('scan')
  }

  scan(): Promise<HostResult<string>> {
    return this.host.scan()
  }

  /** A code counts for one try; asked again after no answer it is the same try. */
  async read(request: CreditCodeReadingRequest): Promise<ApiResult<CreditReading>> {
    const { visits } = this
    const result = await this.intentions.carryOut(['read', JSON.stringify(request)], (options) =>
      this.api.read(request, options),
    )
    if (result.ok && visits === this.visits) runInAction(() => (this.reading = result.value))
    return result
  }

  close(): void {
    this.visits += 1
    this.reading = undefined
  }
}

/** The code in what was typed or scanned, grouped or not; undefined when it cannot be one. */
export function readCodeDigits(text: string): string | undefined {
  const digits = halfWidth(text).replace(/[\s-]/g, '')
  return digits.length === CODE_LENGTH && /^\d+$/.test(digits) ? digits : undefined
}
