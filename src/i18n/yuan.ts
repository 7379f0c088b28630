import { numberText } from './numbers'

/** Fen as yuan with two places: 180000 → 1,800.00. */
export const yuanText = (fen: number): string => {
  const digits = String(fen).padStart(3, '0')
  return `${numberText(digits.slice(0, -2))}.${digits.slice(-2)}`
}

/** The same of what may be below zero: −18.00. */
export const signedYuanText = (fen: number): string => (fen < 0 ? `−${yuanText(-fen)}` : yuanText(fen))
