import { numberText, useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/console/projects'

/** A quantity in the unit of its measure, decimal digits grouped. */
export function useMeasureText(): (quantity: string, unit: string | undefined) => string {
  const say = useWords(projectWords)
  return (quantity, unit) => {
    const n = numberText(quantity)
    return unit === 'wattHour' || unit === 'gram' ? say(unit, { n }) : say('units', { n })
  }
}
