export type Locale = 'zh' | 'en'

/** Each text is a pair, Chinese first, so that neither language can fall behind the other unseen. */
export type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

/** The names inside `{name}` and `{name|one|many}` of a text. */
type Named<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Bare}|${string}` ? Bare : Name) | Named<Rest>
  : never

type Values<Text extends string> = [Named<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Named<Text>, string | number>>]

/** Says one text of a set; what the Chinese text names in braces must be given. */
export type Say<W extends Words> = <Key extends keyof W>(key: Key, ...values: Values<W[Key][0]>) => string

/** Keeps the literal types, from which the keys and the values of `Say` are checked. */
export const defineWords = <const W extends Words>(words: W): W => words

/** A clock time that runs into a Chinese word: 08:05签发. */
const TIME_BEFORE_WORD = /(\d\d:\d\d)(?=[\u4e00-\u9fff])/g

/**
 * `{n}` is replaced by its value; `{n|ride|rides}` by the first word when n is 1, else by the second. A day may stand in a text's place as
 * well as a moment, so the space after a clock time is set here and in no text.
 */
export const fill = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
  text
    .replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) =>
      one === undefined ? String(values[name] ?? '') : Number(values[name]) === 1 ? one : (many ?? ''),
    )
    .replace(TIME_BEFORE_WORD, '$1 ')
