import type { CityDay } from '#domain/calendar'
import {
  answerDueAt,
  decideFraudStep,
  decideResumption,
  fraudNumberOf,
  isDayAhead,
  matchRateOf,
  readFraudNumber,
  spokenFraudNumber,
  supervisionTermsOn,
} from '#domain/supervision'

describe('a suspension', () => {
  it('is ended by another person than who began it, once', () => {
    expect(decideResumption({ suspendedBy: 'lin', hasEnded: false }, 'li')).toBe('resume')
    expect(decideResumption({ suspendedBy: 'lin', hasEnded: false }, 'lin')).toBe(
      'suspension.other-person-needed',
    )
    expect(decideResumption({ suspendedBy: 'lin', hasEnded: true }, 'li')).toBe('suspension.ended')
  })

  it('is until today at the soonest, or until somebody ends it', () => {
    const days = ['2026-05-03', '2026-05-04', '2026-05-05', null] as (CityDay | null)[]
    expect(days.map((day) => isDayAhead(day, '2026-05-04' as CityDay))).toEqual([false, true, true, true])
  })
})

describe('the match rate', () => {
  it('is floored to a ten-thousandth, and none without a row that could match', () => {
    expect(matchRateOf({ matched: 2n, unmatched: 1n })).toBe(6666)
    expect(matchRateOf({ matched: 3n, unmatched: 0n })).toBe(10_000)
    expect(matchRateOf({ matched: 0n, unmatched: 0n })).toBeNull()
  })
})

describe('the number of a report', () => {
  const number = fraudNumberOf(Buffer.from('00112233445566778899aabbccddeeff', 'hex'))

  it('is sixteen digits, spoken in fours, read with blanks and hyphens', () => {
    expect(number).toMatch(/^\d{16}$/)
    expect(spokenFraudNumber(number)).toMatch(/^(\d{4} ){3}\d{4}$/)
    expect(readFraudNumber(` ${spokenFraudNumber(number).replaceAll(' ', '-')} `)).toBe(number)
  })

  it('is not read with any one digit wrong, nor with one missing', () => {
    for (let at = 0; at < number.length; at += 1) {
      const wrong = number.slice(0, at) + String((Number(number[at]) + 1) % 10) + number.slice(at + 1)
      expect(readFraudNumber(wrong)).toBeUndefined()
    }
    expect(readFraudNumber(number.slice(1))).toBeUndefined()
    expect(readFraudNumber('not a number here')).toBeUndefined()
  })

  it('is made of enough that nobody foresees', () => {
    expect(() => fraudNumberOf(new Uint8Array(8))).toThrow('16 bytes')
  })
})

describe('a report of fraud', () => {
  it('is received, looked at, answered, and answered once', () => {
    expect(decideFraudStep('received', 'look')).toBe('lookedAt')
    expect(decideFraudStep('lookedAt', 'look')).toBe('lookedAt')
    expect(decideFraudStep('received', 'answer')).toBe('answered')
    expect(decideFraudStep('answered', 'answer')).toBe('fraud.already-answered')
    expect(decideFraudStep('answered', 'look')).toBe('fraud.already-answered')
  })

  it('is to be answered by the end of the city day its term names', () => {
    expect(supervisionTermsOn('2026-05-04' as CityDay).fraudAnswerDays).toBe(30)
    expect(answerDueAt(new Date('2026-05-04T23:30:00+08:00')).toISOString()).toBe('2026-06-03T16:00:00.000Z')
    expect(() => supervisionTermsOn('2019-12-31' as CityDay)).toThrow('no terms')
  })
})
