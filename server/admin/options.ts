import { parseInstant } from '#domain/calendar'

/** What stood on the command line, by option name. */
export type Options = ReadonlyMap<string, string>

export const optionOf = (options: Options, name: string): string => {
  const value = options.get(name)
  if (value === undefined || value === '') throw new Error(`--${name} is missing.`)
  return value
}

/** The moment an option names; `otherwise` when it is not given. Throws on a time without offset. */
export const momentOf = <T>(options: Options, name: string, otherwise: T): Date | T => {
  const text = options.get(name)
  if (text === undefined) return otherwise
  const moment = parseInstant(text)
  if (typeof moment === 'string') throw new Error(`--${name} is no RFC 3339 time with offset: ${text}`)
  return moment
}

/** Key bytes of one of the allowed lengths, from base64 or base64url. */
export const keyBytesOf = (text: string, lengths: readonly number[]): Buffer => {
  const bytes = Buffer.from(text.replace(/-/g, '+').replace(/_/g, '/'), 'base64')
  if (!lengths.includes(bytes.length)) {
    throw new Error(
      `A key of ${lengths.join(' or ')} bytes in base64 is needed; this one has ${bytes.length}.`,
    )
  }
  return bytes
}

export const oneOf = <T extends string>(allowed: readonly T[], value: string, name: string): T => {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new Error(`--${name} is one of ${allowed.join(', ')}.`)
  return found
}
