import axios, { AxiosError, AxiosHeaders, type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios'
import type { HostPort, HostRequest, Json } from '../host'

/** axios speaks through the host: mini-programs have no XMLHttpRequest and no fetch. */
export function hostAdapter(host: Pick<HostPort, 'request'>): AxiosAdapter {
  return async (config) => {
    const result = await host.request(requestOf(config))
    if (!result.ok) {
      const code = result.refusal === 'timeout' ? AxiosError.ETIMEDOUT : AxiosError.ERR_NETWORK
      throw new AxiosError(result.refusal, code, config)
    }
    const { status, headers, text, bytes } = result.value
    return { status, statusText: '', headers: AxiosHeaders.from(headers), data: bytes ?? text, config }
  }
}

function requestOf(config: InternalAxiosRequestConfig): HostRequest {
  // axios names a form as the content of a POST or PUT that has none; our server reads that as a body it does not take.
  if (config.data === undefined) config.headers.delete('Content-Type')
  const headers = Object.entries(config.headers.toJSON()).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)] as const],
  )
  return {
    method: (config.method ?? 'get').toUpperCase() as HostRequest['method'],
    url: axios.getUri(config),
    headers: Object.fromEntries(headers),
    timeoutMs: config.timeout ?? 0,
    ...(config.responseType === 'arraybuffer' ? { wantsBytes: true } : {}),
    ...(config.data === undefined ? {} : { body: config.data as Json | Uint8Array }),
  }
}
