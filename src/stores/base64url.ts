const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** base64url without padding (RFC 4648 §5); a mini-program has neither btoa nor Buffer. */
export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    const digits = Math.min(4, bytes.length - index + 1)
    for (let place = 0; place < digits; place += 1) text += DIGITS.charAt((group >> (18 - 6 * place)) & 63)
  }
  return text
}

/** The bytes a base64url text stands for; undefined when it is not one, or not the one way to write them. */
export function fromBase64url(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let group = 0
  let bits = 0
  let length = 0
  for (const character of text) {
    const digit = DIGITS.indexOf(character)
    if (digit < 0) return undefined
    group = ((group << 6) | digit) & 0xfff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[length] = (group >> bits) & 0xff
      length += 1
    }
  }
  return toBase64url(bytes) === text ? bytes : undefined
}
