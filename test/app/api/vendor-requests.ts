/** wx.request and my.request as the vendors document them, carried out for real by node:http. */
import { request as send } from 'node:http'

interface VendorOptions {
  readonly url: string
  readonly method: string
  readonly header?: Record<string, string>
  readonly headers?: Record<string, string>
  readonly data?: unknown
  readonly timeout: number
  success(answer: unknown): void
  fail(error: unknown): void
}

interface Outcome {
  readonly status: number
  readonly headers: object
  readonly text: string
}

function carryOut(
  options: VendorOptions,
  body: string | undefined,
  end: (outcome: Outcome | 'late' | 'lost') => void,
) {
  const headers = options.header ?? options.headers ?? {}
  const sent = send(
    options.url,
    { method: options.method, headers, timeout: options.timeout },
    (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => end({ status: response.statusCode ?? 0, headers: response.headers, text }))
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

/** WeChat: every status is a success; a text body goes as it is. */
export function wxRequest(options: VendorOptions): void {
  carryOut(options, options.data as string | undefined, (outcome) => {
    if (outcome === 'late') options.fail({ errMsg: 'request:fail timeout', errno: 5 })
    else if (outcome === 'lost') options.fail({ errMsg: 'request:fail ', errno: 600001 })
    else options.success({ statusCode: outcome.status, header: outcome.headers, data: outcome.text })
  })
}

/** Alipay: serialises a JSON body itself, and a status of 400 and above comes through fail as error 19. */
export function myRequest(options: VendorOptions): void {
  const body = options.data === undefined ? undefined : JSON.stringify(options.data)
  carryOut(options, body, (outcome) => {
    if (outcome === 'late') return options.fail({ error: 13, errorMessage: '超时' })
    if (outcome === 'lost') return options.fail({ error: 12, errorMessage: '网络异常' })
    const { status, headers, text } = outcome
    if (status < 400) return options.success({ status, headers, data: text })
    return options.fail({ error: 19, errorMessage: 'http status error', status, headers, data: text })
  })
}
