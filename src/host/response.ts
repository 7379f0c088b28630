/** Response headers as a host hands them over, names in lower case. */
export function lowerCaseNames(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {}
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const),
  )
}

const REFUSED_FROM = 400

/** The body of an answer as it was wanted; what is refused is said in words. */
export function readBody(status: number, data: unknown): { text: string; bytes?: Uint8Array } {
  const bytes = bytesOf(data)
  if (!bytes) return { text: typeof data === 'string' ? data : JSON.stringify(data ?? '') }
  return status < REFUSED_FROM ? { text: '', bytes } : { text: textOf(bytes) }
}

/** A buffer of another thread's realm is no ArrayBuffer of this one. */
const bytesOf = (data: unknown): Uint8Array | undefined =>
  Object.prototype.toString.call(data) === '[object ArrayBuffer]'
    ? new Uint8Array(data as ArrayBuffer)
    : undefined

/** A mini-program has no TextDecoder. */
function textOf(bytes: Uint8Array): string {
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return ''
  }
}
