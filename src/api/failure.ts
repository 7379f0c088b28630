/** Why a call to the service brought nothing. Every call answers with a value or one of these; none throws. */
export type ApiFailure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'timeout' }
  /** The service said no, with a code of the catalogue of refusals; `body` is its Problem. */
  | { readonly kind: 'refused'; readonly code: string; readonly status: number; readonly body: unknown }
  /** Something answered that is not our service, or not in its language. */
  | { readonly kind: 'broken'; readonly status: number }

export type ApiResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ApiFailure }
