import { decimalText, numberText, useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/console/projects'

const KILO = 3

/** A quantity in the unit of its measure, decimal digits grouped. */
export function useMeasureText(): (quantity: string, unit: string | undefined) => string {
  const say = useWords(projectWords)
  return (quantity, unit) => {
    if (unit === 'wattHour') return say(unit, { n: decimalText(quantity, KILO) })
    return say(unit === 'gram' ? unit : 'units', { n: numberText(quantity) })
  }
}
