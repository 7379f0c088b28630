/** Whatever is kept of a request may have been changed by hand since: what cannot be read is a fault, and stops no audit. */

/** A path may be sent with more of it percent-encoded than need be. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The object a body tells; undefined for anything else. */
export function readJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
