import { parseCityDay, type CityDay } from '#domain/calendar'
import { useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { halfWidth } from '../../../stores/read-whole'
import type { Asked } from './act'

const WORDS_LENGTH_MIN = 2

/** What acts ask for again and again: reasons, a day, one of several. */
export function useAsked() {
  const say = useWords(actWords)
  return {
    reasons: (label: string = say('reasons'), bounds: Pick<Asked, 'lengthMax'> = {}): Asked => ({
      name: 'reasons',
      label,
      kind: 'long',
      wire: ['reasons', 'words', 'reason'],
      ...bounds,
      fault: (value) => (value.length < WORDS_LENGTH_MIN ? say('wordsFault') : undefined),
    }),
    /** `from`: the first day that may be named; left out, any. */
    day: (asked: { label: string; initial?: string | undefined; from?: CityDay }): Asked => ({
      name: 'day',
      label: asked.label,
      hint: say('dayHint'),
      initial: asked.initial ?? '',
      lengthMax: 10,
      wire: ['day', 'until', 'from', 'to'],
      fault(value) {
        const day = parseCityDay(halfWidth(value))
        if (day === undefined) return say('dayFault')
        return asked.from !== undefined && day < asked.from ? say('dayOverFault') : undefined
      },
    }),
    choice: (asked: Pick<Asked, 'name' | 'label'> & { options: NonNullable<Asked['options']> }): Asked => ({
      ...asked,
      initial: '',
      fault: (value) => (value === '' ? say('choiceFault') : undefined),
    }),
    text: (asked: Omit<Asked, 'fault'> & { test: RegExp; wrong: string }): Asked => ({
      ...asked,
      fault: (value) => (asked.test.test(value) ? undefined : asked.wrong),
    }),
  }
}
