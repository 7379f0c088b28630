declare const names: unique symbol

/** An id that says what it names, to the compiler and in a log: acc_…, ride_…, run_… */
export type Id<P extends IdPrefix> = string & { readonly [names]: P }
export type IdPrefix =
  | 'acc'
  | 'ins'
  | 'ride'
  | 'run'
  | 'apl'
  | 'msg'
  | 'gua'
  | 'cnv'
  | 'vch'
  | 'org'
  | 'mem'
  | 'shp'
  | 'gds'
  | 'til'
  | 'tbk'
  | 'stm'
  | 'pay'
  | 'mpr'
  | 'sca'
  | 'prj'
  | 'ent'
  | 'exc'
  | 'sur'
  | 'sus'
  | 'frd'
  | 'grp'
  | 'ccr'
  | 'cst'
  | 'cns'
  | 'dlo'
  | 'anr'
  | 'adr'

/** Crockford base 32, lower case: no i, l, o, u, so that an id can be read out over a telephone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** uuid (8-4-4-4-12 hex) → wire form: prefix, underscore, 26 characters. */
export const encodeId = <P extends IdPrefix>(prefix: P, uuid: string): Id<P> => {
  const hex = uuid.replace(/-/g, '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new TypeError(`not a uuid: ${uuid}`)
  let text = ''
  let bits = 0
  // 128 bits are led by two zero bits to make 26 groups of five.
  let held = 2
  for (const digit of hex) {
    bits = (bits << 4) | parseInt(digit, 16)
    held += 4
    while (held >= 5) {
      held -= 5
      text += ALPHABET.charAt((bits >> held) & 31)
      bits &= (1 << held) - 1
    }
  }
  return `${prefix}_${text}` as Id<P>
}

/** Wire form → uuid; undefined when the prefix or any character is wrong. */
export const decodeId = (prefix: IdPrefix, wire: string): string | undefined => {
  if (!wire.startsWith(`${prefix}_`) || wire.length !== prefix.length + 27) return undefined
  let hex = ''
  let bits = 0
  let held = -2
  for (const character of wire.slice(prefix.length + 1)) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return undefined
    bits = (bits << 5) | value
    held += 5
    while (held >= 4) {
      held -= 4
      hex += ((bits >> held) & 15).toString(16)
      bits &= (1 << held) - 1
    }
  }
  if (hex.length !== 32 || encodeId(prefix, hex) !== wire) return undefined
  return uuidOfHex(hex)
}

/** 32 hex digits → uuid: 8-4-4-4-12. */
export const uuidOfHex = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
