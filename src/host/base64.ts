const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** base64 with padding (RFC 4648 §4), as apps around us take bytes; a mini-program has neither btoa nor Buffer. */
export function toBase64(bytes: Uint8Array): string {
  const groups: string[] = []
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    const digits = [18, 12, 6, 0].map((shift) => DIGITS.charAt((group >> shift) & 63)).join('')
    groups.push(digits.slice(0, Math.min(4, bytes.length - index + 1)).padEnd(4, '='))
  }
  return groups.join('')
}
