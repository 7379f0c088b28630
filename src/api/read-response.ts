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
