/** Answers kept with their ETag, so that an unchanged resource costs a 304. The least recently used goes first. */
export interface EtagCache {
  etagOf(url: string): string | undefined
  valueOf(url: string): unknown
  keep(url: string, etag: string, value: unknown): void
  forget(): void
}

const ENTRIES_MAX = 50

export function etagCache(): EtagCache {
  const entries = new Map<string, { readonly etag: string; readonly value: unknown }>()
  const put = (url: string, entry: { readonly etag: string; readonly value: unknown }) => {
    entries.delete(url)
    entries.set(url, entry)
    const oldest = entries.keys().next()
    if (entries.size > ENTRIES_MAX && !oldest.done) entries.delete(oldest.value)
  }
  return {
    etagOf: (url) => entries.get(url)?.etag,
    valueOf(url) {
      const entry = entries.get(url)
      if (entry) put(url, entry)
      return entry?.value
    },
    keep: (url, etag, value) => put(url, { etag, value }),
    forget: () => entries.clear(),
  }
}
