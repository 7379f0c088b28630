/** Words: every text of the app in Chinese and English side by side, read in the language of the page's frame. */
export { LocaleProvider, useLocale, useWords } from './locale'
export { useRecordDay } from './use-record-day'
export { defineWords, fill, type Locale, type Say, type Words } from './words'
export {
  cityMonthNow,
  dayText,
  monthShort,
  monthText,
  recordDayText,
  timeText,
  whenOfWeekText,
  whenText,
} from './when'
export { decimalText, distanceText, numberText, sizeText } from './numbers'
export { actFailureLine, failureLine, failureText, unreadText } from './failure-text'
