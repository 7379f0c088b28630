import type { HostPort, Json } from '../../../src/host'

/** A device's storage: what goes in comes out as JSON, as on every host. */
export function deviceStore(): HostPort['store'] {
  const kept = new Map<string, string>()
  return {
    get: (key) => {
      const text = kept.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as unknown)
    },
    set: (key, value: Json) => {
      kept.set(key, JSON.stringify(value))
      return { ok: true, value: undefined }
    },
    remove: (key) => void kept.delete(key),
  }
}
