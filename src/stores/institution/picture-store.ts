import type { Picture } from '#contract'
import { PICTURE_BYTES_MAX, pictureTypeOf } from '#domain/picture'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiFailure, ApiResult } from '../../api'
import type { InstitutionGoodsApi } from '../../api/resources/institution-goods'
import type { HostRefusal } from '../../host'
import type { PicturePort } from '../../host/picture'

/** Why a picture is not where it should be: the phone gave none, it is none we show, or the service did not take it. */
export type PictureFault =
  | { readonly kind: 'host'; readonly refusal: HostRefusal }
  | { readonly kind: 'tooLarge' | 'wrongType' }
  | { readonly kind: 'service'; readonly failure: ApiFailure }

/** What becomes of a picture the service has: written down, or set as the picture of goods. */
export type PutPicture = (pictureDigest: string) => Promise<ApiResult<unknown>>

/** A picture on its way from the phone to goods. The service names it by its bytes, so sending it again never doubles it. */
export class PictureStore {
  isSending = false
  fault: PictureFault | undefined
  /** Chosen and not there yet: what got no answer is sent again without being chosen again. */
  private unsent: Uint8Array | undefined

  constructor(
    private readonly port: PicturePort,
    private readonly api: Pick<InstitutionGoodsApi, 'sendPicture'>,
    private readonly baseUrl: string,
  ) {
    makeAutoObservable<this, 'port' | 'api' | 'baseUrl' | 'unsent'>(this, {
      port: false,
      api: false,
      baseUrl: false,
      fault: observableRef,
      unsent: observableRef,
    })
  }

  /** Where the picture of this digest is. */
  urlOf(digest: string): string {
    return `${this.baseUrl}/v1/pictures/${digest}`
  }

  get canSendAgain(): boolean {
    return this.unsent !== undefined && !this.isSending
  }

  /** She chooses one; what she closes again changes nothing. */
  async choose(put: PutPicture): Promise<void> {
    const chosen = await this.port.choose(PICTURE_BYTES_MAX)
    if (!chosen.ok && chosen.refusal === 'cancelled') return
    if (!chosen.ok) return this.end({ kind: 'host', refusal: chosen.refusal })
    const wrong = wrongWith(chosen.value)
    if (wrong) return this.end(wrong)
    await this.send(chosen.value, put)
  }

  async sendAgain(put: PutPicture): Promise<void> {
    if (this.unsent && !this.isSending) await this.send(this.unsent, put)
  }

  forget(): void {
    this.isSending = false
    this.end(undefined)
  }

  private async send(bytes: Uint8Array, put: PutPicture): Promise<void> {
    this.begin(bytes)
    const sent = await this.api.sendPicture(bytes, pictureTypeOf(bytes) ?? '')
    const done = sent.ok ? await put((sent.value satisfies Picture).pictureDigest) : sent
    // Another acts now, or left the page for another picture.
    if (this.unsent !== bytes) return
    this.end(
      done.ok ? undefined : faultOf(done.failure),
      done.ok || isAnswer(done.failure) ? undefined : bytes,
    )
  }

  private begin(bytes: Uint8Array): void {
    this.unsent = bytes
    this.isSending = true
    this.fault = undefined
  }

  private end(fault: PictureFault | undefined, unsent?: Uint8Array): void {
    this.isSending = false
    this.fault = fault
    this.unsent = unsent
  }
}

function wrongWith(bytes: Uint8Array): PictureFault | undefined {
  if (pictureTypeOf(bytes) === undefined) return { kind: 'wrongType' }
  return bytes.byteLength > PICTURE_BYTES_MAX ? { kind: 'tooLarge' } : undefined
}

/** The service is the last to judge a picture; its own words are for programs. */
function faultOf(failure: ApiFailure): PictureFault {
  if (failure.kind === 'refused' && failure.code === 'request.too-large') return { kind: 'tooLarge' }
  if (failure.kind === 'refused' && failure.code === 'request.unsupported-media') return { kind: 'wrongType' }
  return { kind: 'service', failure }
}

const FAULT_STATUS_MIN = 500

/** The service has said no: sending the same again would bring the same. */
const isAnswer = (failure: ApiFailure): boolean =>
  failure.kind === 'refused' && failure.status < FAULT_STATUS_MIN
