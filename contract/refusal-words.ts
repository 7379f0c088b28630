import { REFUSALS } from './refusal'

interface RefusalWords {
  /** What is wrong. */
  readonly words: { readonly zh: string; readonly en: string }
  /** What to do about it. */
  readonly next: { readonly zh: string; readonly en: string }
}

/** A kept code as the catalogue says it today; one that is no longer in it speaks for itself. */
export const refusalWords = (code: string): RefusalWords => {
  const entry = Object.entries(REFUSALS).find(([known]) => known === code)?.[1]
  if (entry === undefined) return { words: { zh: code, en: code }, next: { zh: '', en: '' } }
  return { words: { zh: entry.zh, en: entry.en }, next: { zh: entry.nextZh, en: entry.nextEn } }
}
