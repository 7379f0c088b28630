/** wx.request and my.request as the vendors document them, carried out for real by node:http. */
import { request as send } from 'node:http'

interface VendorOptions {
  readonly url: string
  readonly method: string
  readonly header?: Record<string, string>
  readonly headers?: Record<string, string>
  readonly data?: unknown
  readonly timeout: number
  readonly responseType?: string
  readonly dataType?: string
  success(answer: unknown): void
  fail(error: unknown): void
}

interface Outcome {
  readonly status: number
  readonly headers: object
  readonly data: string | ArrayBuffer
}

function carryOut(
  options: VendorOptions,
  body: string | Buffer | undefined,
  end: (outcome: Outcome | 'late' | 'lost') => void,
) {
  const headers = options.header ?? options.headers ?? {}
  const sent = send(
    options.url,
    { method: options.method, headers, timeout: options.timeout },
    (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        end({
          status: response.statusCode ?? 0,
          headers: response.headers,
          data: dataOf(options, Buffer.concat(chunks)),
        }),
      )
    },
  )
  let isLate = false
  sent.on('timeout', () => {
    isLate = true
    sent.destroy()
  })
  sent.on('error', () => end(isLate ? 'late' : 'lost'))
  sent.end(body)
}

/** WeChat calls the wish for bytes responseType, Alipay dataType. */
const dataOf = ({ responseType, dataType }: VendorOptions, body: Buffer): string | ArrayBuffer =>
  [responseType, dataType].includes('arraybuffer') ? Uint8Array.from(body).buffer : body.toString('utf8')

const bytesOf = (data: unknown) => (data instanceof ArrayBuffer ? Buffer.from(data) : undefined)

/** WeChat: every status is a success; a text body goes as it is, and so do bytes. */
export function wxRequest(options: VendorOptions): void {
  carryOut(options, bytesOf(options.data) ?? (options.data as string | undefined), (outcome) => {
    if (outcome === 'late') options.fail({ errMsg: 'request:fail timeout', errno: 5 })
    else if (outcome === 'lost') options.fail({ errMsg: 'request:fail ', errno: 600001 })
    else options.success({ statusCode: outcome.status, header: outcome.headers, data: outcome.data })
  })
}

/** Alipay: serialises a JSON body itself, and a status of 400 and above comes through fail as error 19. */
export function myRequest(options: VendorOptions): void {
  const json = options.data === undefined ? undefined : JSON.stringify(options.data)
  const body = bytesOf(options.data) ?? json
  carryOut(options, body, (outcome) => {
    if (outcome === 'late') return options.fail({ error: 13, errorMessage: '超时' })
    if (outcome === 'lost') return options.fail({ error: 12, errorMessage: '网络异常' })
    const { status, headers, data } = outcome
    if (status < 400) return options.success({ status, headers, data })
    return options.fail({ error: 19, errorMessage: 'http status error', status, headers, data })
  })
}
