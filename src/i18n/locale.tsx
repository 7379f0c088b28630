import { createContext, useContext, useMemo } from 'react'
import { fill, type Locale, type Say, type Words } from './words'

const LocaleContext = createContext<Locale>('zh')

export const LocaleProvider = LocaleContext.Provider

export const useLocale = (): Locale => useContext(LocaleContext)

/** The way to say a set of words in the language of the frame around. */
export function useWords<W extends Words>(words: W): Say<W> {
  const locale = useLocale()
  return useMemo(() => {
    const side = locale === 'zh' ? 0 : 1
    return (key, ...values) => fill(words[key]?.[side] ?? String(key), values[0])
  }, [words, locale])
}
