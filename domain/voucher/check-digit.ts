/** A row of digits with the one behind it that checks the others (ISO/IEC 7812-1 Annex B): finds every single wrong digit and most swaps. */
export const withCheckDigit = (digits: string): string => digits + luhnDigit(digits)

/** Whether the last digit is the one that belongs there. */
export const hasCheckDigit = (digits: string): boolean => luhnDigit(digits.slice(0, -1)) === digits.slice(-1)

const luhnDigit = (digits: string): string => {
  let sum = 0
  for (let index = digits.length - 1, isDoubled = true; index >= 0; index -= 1, isDoubled = !isDoubled) {
    const digit = Number(digits[index]) * (isDoubled ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return String((10 - (sum % 10)) % 10)
}
