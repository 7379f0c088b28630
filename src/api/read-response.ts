import { AxiosError, isAxiosError, type AxiosResponse } from 'axios'
import type { ApiFailure, ApiResult } from './failure'

export const failed = (failure: ApiFailure): ApiResult<never> => ({ ok: false, failure })

/** The value of a 2xx answer, the refusal of another one that carries a code; anything else is not our service. */
export function readResponse<T>(response: AxiosResponse<string>): ApiResult<T> {
  const { status } = response
  const body = parse(response.data)
  if (body === UNREADABLE) return failed({ kind: 'broken', status })
  // The contract's tests hold the service to the type the caller names.
  if (status >= 200 && status < 300) return { ok: true, value: body as T }
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  return failed(
    typeof code === 'string' ? { kind: 'refused', code, status, body } : { kind: 'broken', status },
  )
}

/** The body of a 2xx answer as it came; another one is read as any. */
export const readText = (response: AxiosResponse<string>): ApiResult<string> =>
  response.status >= 200 && response.status < 300
    ? { ok: true, value: response.data }
    : readResponse<string>(response)

/** The bytes of a 2xx answer; a host that gave text all the same has spoilt them. */
export const readBytes = ({ data, ...response }: AxiosResponse<unknown>): ApiResult<Uint8Array> =>
  data instanceof Uint8Array
    ? { ok: true, value: data }
    : response.status >= 200 && response.status < 300
      ? failed({ kind: 'broken', status: response.status })
      : readResponse<Uint8Array>({ ...response, data: String(data) })

/** What the transport reported; an error of our own making is thrown on. */
export function readError(error: unknown): ApiFailure {
  if (!isAxiosError(error)) throw error
  return { kind: error.code === AxiosError.ETIMEDOUT ? 'timeout' : 'offline' }
}

const UNREADABLE = Symbol('unreadable')

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return UNREADABLE
  }
}
