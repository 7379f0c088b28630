import { ungrouped } from '../read-whole'

/** Yuan as somebody writes them, with at most two places, as fen; undefined when they are none. */
export function readYuan(text: string): number | undefined {
  const [, yuan, places = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(ungrouped(text)) ?? []
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(places.padEnd(2, '0'))
}

/** Fen as somebody would write them as yuan: 180000 → 1800, 180050 → 1800.50. */
export const yuanDigits = (fen: number): string => {
  const places = String(fen % 100).padStart(2, '0')
  return `${Math.floor(fen / 100)}${places === '00' ? '' : `.${places}`}`
}
