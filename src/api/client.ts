import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios'
import type { HostPort, Json } from '../host'
import { authorised, type Authority, type Send } from './authorised'
import { etagCache, type EtagCache } from './etag-cache'
import type { ApiResult } from './failure'
import { hostAdapter } from './host-adapter'
import { newIdempotencyKey } from './idempotency-key'
import { failed, readError, readBytes, readResponse, readText } from './read-response'

export interface ApiClientOptions extends Authority {
  /** Address of the service without a trailing slash; '' on H5. */
  readonly baseUrl: string
  readonly host: Pick<HostPort, 'request'>
  readonly timeoutMs?: number
}

export type ApiQuery = Readonly<Record<string, string | number | boolean | undefined>>

export interface WriteOptions {
  /** Hand the same key in again to retry the same intention; without one each call is a new intention. */
  readonly idempotencyKey?: string
}

export interface ApiClient {
  /** An unchanged resource is answered from memory after a 304. */
  get<T>(path: string, query?: ApiQuery): Promise<ApiResult<T>>
  /** A file as text, never kept. */
  text(path: string, query?: ApiQuery): Promise<ApiResult<string>>
  /** A file as bytes, never kept. */
  bytes(path: string, query?: ApiQuery): Promise<ApiResult<Uint8Array>>
  post<T>(path: string, body?: Json, options?: WriteOptions): Promise<ApiResult<T>>
  /** Sends bytes as they are; `type` is their media type. */
  upload<T>(path: string, bytes: Uint8Array, type: string): Promise<ApiResult<T>>
  put<T>(path: string, body?: Json, options?: WriteOptions): Promise<ApiResult<T>>
  delete<T>(path: string, options?: WriteOptions): Promise<ApiResult<T>>
  /** Drops every kept answer: the next person on this device must not see them. */
  forget(): void
}

const TIMEOUT_MS = 10_000

export function createApiClient({
  baseUrl,
  host,
  timeoutMs = TIMEOUT_MS,
  ...authority
}: ApiClientOptions): ApiClient {
  const http = axios.create({
    baseURL: baseUrl,
    timeout: timeoutMs,
    adapter: hostAdapter(host),
    // The host serialises a body; an answer is read below, in one place.
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
  })
  const send = authorised(http, authority)
  let cache = etagCache()
  const write = (
    method: string,
    url: string,
    data: Json | Uint8Array | undefined,
    options: WriteOptions = {},
    type = 'application/json',
  ) =>
    exchange(send, {
      method,
      url,
      ...(data === undefined ? {} : { data }),
      headers: { ...writeHeaders(options), ...(data === undefined ? {} : { 'Content-Type': type }) },
    })
  return {
    get: <T>(url: string, params: ApiQuery = {}) => getCached<T>(send, cache, { method: 'get', url, params }),
    text: async (url: string, params: ApiQuery = {}) => {
      const exchanged = await exchange(send, { method: 'get', url, params })
      return exchanged.ok ? readText(exchanged.value) : exchanged
    },
    bytes: async (url: string, params: ApiQuery = {}) => {
      const exchanged = await exchange(send, { method: 'get', url, params, responseType: 'arraybuffer' })
      return exchanged.ok ? readBytes(exchanged.value) : exchanged
    },
    post: async <T>(path: string, body?: Json, options?: WriteOptions) =>
      read<T>(await write('post', path, body, options)),
    upload: async <T>(path: string, bytes: Uint8Array, type: string) =>
      read<T>(await write('post', path, bytes, {}, type)),
    put: async <T>(path: string, body?: Json, options?: WriteOptions) =>
      read<T>(await write('put', path, body, options)),
    delete: async <T>(path: string, options?: WriteOptions) =>
      read<T>(await write('delete', path, undefined, options)),
    // A new memory, not an emptied one: a call still under way keeps its answer in the old.
    forget() {
      cache = etagCache()
    },
  }
}

const NOT_MODIFIED = 304

async function getCached<T>(send: Send, cache: EtagCache, config: AxiosRequestConfig): Promise<ApiResult<T>> {
  const address = axios.getUri(config)
  const known = cache.etagOf(address)
  const condition = known === undefined ? {} : { 'If-None-Match': known }
  const exchanged = await exchange(send, { ...config, headers: { Accept: 'application/json', ...condition } })
  if (!exchanged.ok) return exchanged
  const response = exchanged.value
  if (response.status === NOT_MODIFIED) return { ok: true, value: cache.valueOf(address) as T }
  const result = readResponse<T>(response)
  const etag: unknown = response.headers['etag']
  if (result.ok && typeof etag === 'string') cache.keep(address, etag, result.value)
  return result
}

async function exchange(send: Send, config: AxiosRequestConfig): Promise<ApiResult<AxiosResponse<string>>> {
  try {
    return { ok: true, value: await send(config) }
  } catch (error) {
    return failed(readError(error))
  }
}

const read = <T>(exchanged: ApiResult<AxiosResponse<string>>): ApiResult<T> =>
  exchanged.ok ? readResponse<T>(exchanged.value) : exchanged

const writeHeaders = ({ idempotencyKey }: WriteOptions) => ({
  Accept: 'application/json',
  'Idempotency-Key': idempotencyKey ?? newIdempotencyKey(),
})
