import type { HostRefusal, HostResult } from './port'

export const answered = <T>(value: T): HostResult<T> => ({ ok: true, value })

export const refused = (refusal: HostRefusal): { readonly ok: false; readonly refusal: HostRefusal } => ({
  ok: false,
  refusal,
})

export const DONE: HostResult<void> = answered(undefined)
