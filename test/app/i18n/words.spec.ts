import { readdirSync } from 'node:fs'
import path from 'node:path'
import { hostWords } from '../../../src/i18n/resident/scenes'
import {
  dayText,
  recordDayText,
  sizeText,
  decimalText,
  distanceText,
  fill,
  monthText,
  whenOfWeekText,
  whenText,
  type Words,
} from '../../../src/i18n'

const I18N = path.resolve(__dirname, '../../../src/i18n')

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((pair) => Array.isArray(pair) && pair.length === 2)

/** Every set of words in the app, by the name under which it is exported. */
const SETS: [string, Words][] = [
  'resident',
  'mall',
  'credit',
  'merchant',
  'institution',
  'applicant',
  'staff',
  'register',
  'together',
  'console',
  'expert',
  'report',
  '../ui',
]
  .map((folder) => path.join(I18N, folder))
  .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
  .filter((file) => file.includes(`${path.sep}i18n${path.sep}`) || file.endsWith('-words.ts'))
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folder is read, so that no set is forgotten
  .flatMap((file) => Object.entries(require(file) as object))
  .filter((entry): entry is [string, Words] => isWords(entry[1]))

const placesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))].sort()

describe('words', () => {
  test.each(SETS)('%s: both languages say something, about the same things', (_, words) => {
    for (const [zh, en] of Object.values(words)) {
      expect(zh.trim()).not.toBe('')
      expect(en.trim()).not.toBe('')
      expect(placesIn(zh)).toEqual(expect.arrayContaining(placesIn(en)))
      // A sample of what is written in Chinese stands in quotes.
      expect(en.replace(/“[^”]*”/g, '')).not.toMatch(/[\u4e00-\u9fff]/)
    }
  })

  test('a host that says no is never the last word: what to do stands beside it', () => {
    const { cancelled, needsTap, offline, timeout, ...refusals } = hostWords
    for (const [zh, en] of Object.values(refusals)) {
      expect(zh).toMatch(/再|先/)
      expect(en).toMatch(/again|Open this|Leave and|Agree/)
    }
    expect(hostWords.denied[0]).toBe('你没有允许，所以没有办成。改主意了就再点一次，选“允许”')
    expect([cancelled, needsTap, offline, timeout].flat()).not.toContain('')
  })

  test('one ride and many rides', () => {
    expect(fill('{n} {n|ride|rides}', { n: 1 })).toBe('1 ride')
    expect(fill('{n} {n|ride|rides}', { n: 12 })).toBe('12 rides')
  })

  test('a clock time and the word after it are two, a day and the word after it are one', () => {
    expect(fill('{when}签发', { when: '今天 06:08' })).toBe('今天 06:08 签发')
    expect(fill('{when}起，到{to}。', { when: '9:30 前 09:30', to: '10:30' })).toBe(
      '9:30 前 09:30 起，到10:30。',
    )
    expect(fill('{when}签发', { when: '11月23日' })).toBe('11月23日签发')
  })

  test.each(SETS)('%s: no space stands inside a date', (_, words) => {
    // {n} 年 and {years} 年 are lengths of time and no dates.
    for (const [zh] of Object.values(words))
      expect(zh).not.toMatch(/\{(year|month|from|to)\} [年月]|\d{4} 年/)
  })
})

describe('times and figures', () => {
  const now = new Date('2026-11-23T00:30:00+08:00')

  test('day, weekday and time stand in the order of the language', () => {
    expect(whenOfWeekText('2026-11-23T07:14:00+08:00', 'zh', now)).toBe('今天 周一 07:14')
    expect(whenOfWeekText('2026-11-23T07:14:00+08:00', 'en', now)).toBe('Today, Mon 07:14')
    expect(whenOfWeekText('2026-11-20T07:14:00+08:00', 'zh', now)).toBe('11月20日 周五 07:14')
    expect(whenOfWeekText('2026-11-20T07:14:00+08:00', 'en', now)).toBe('Fri, 20 Nov 07:14')
  })

  test('a day is the city’s day, wherever the phone is', () => {
    expect(dayText('2026-11-22T17:00:00Z', 'zh', now)).toBe('今天')
    expect(dayText('2026-11-22T15:59:59Z', 'zh', now)).toBe('昨天')
    expect(dayText('2026-11-20T10:00:00+08:00', 'en', now)).toBe('20 Nov')
    // A city day is that day, whatever the hour of reading.
    expect(dayText('2026-11-22', 'zh', now)).toBe('昨天')
    expect(dayText('2027-01-01', 'zh', now)).toBe('2027年1月1日')
    expect(recordDayText('2026-11-22', 'zh')).toBe('2026年11月22日')
    expect(recordDayText('2026-11-22T16:00:00Z', 'en')).toBe('23 Nov 2026')
    expect(dayText('2025-12-31T23:59:59+08:00', 'zh', now)).toBe('2025年12月31日')
    expect(whenText('2026-11-20T08:05:00+08:00', 'zh', now)).toBe('11月20日 08:05')
    expect(monthText('2026-02', 'en')).toBe('Feb 2026')
  })

  test('no metre and no part of a factor is lost', () => {
    expect(distanceText(12_345, 'zh')).toBe('12.345 公里')
    expect(distanceText(2_200, 'en')).toBe('2.2 km')
    expect(distanceText(0, 'zh')).toBe('0 米')
    expect(decimalText(46_800, 3)).toBe('46.8')
    expect(decimalText(97_000, 3)).toBe('97')
    expect(decimalText(421_740, 3)).toBe('421.74')
    expect(sizeText(8_200, 'watt', 'zh')).toBe('8.2 千瓦')
    expect(sizeText(1_200, 'squareMetre', 'en')).toBe('1,200 m²')
  })
})
