import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios'

/** Where the bearer token comes from, and how to get a new one. */
export interface Authority {
  /** The bearer token of the moment; undefined for a visitor. */
  readonly accessToken: () => string | undefined
  /** Gets a new token after a 401; false when the person has to sign in again. Runs once however many calls met the 401. */
  readonly refresh: () => Promise<boolean>
}

export type Send = (config: AxiosRequestConfig) => Promise<AxiosResponse<string>>

const UNAUTHORISED = 401

/** Sends with the bearer token; after a 401 once more, with the token that one shared refresh brought. */
export function authorised(http: AxiosInstance, { accessToken, refresh }: Authority): Send {
  let refreshing: Promise<boolean> | undefined
  const refreshOnce = () => {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }
  const sendWith = (config: AxiosRequestConfig, token: string | undefined) => {
    const bearer = token === undefined ? {} : { Authorization: `Bearer ${token}` }
    return http.request<string>({ ...config, headers: { ...config.headers, ...bearer } })
  }
  return async (config) => {
    const token = accessToken()
    const response = await sendWith(config, token)
    if (response.status !== UNAUTHORISED || token === undefined) return response
    // Another call may have brought a new token while this one was under way.
    const isRenewed = accessToken() !== token || (await refreshOnce())
    return isRenewed ? sendWith(config, accessToken()) : response
  }
}
