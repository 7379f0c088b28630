import { DISTRICTS, districtOf } from '#domain/district'
import { parseCityMonth, type CityDay } from '#domain/calendar'
import {
  decideJoin,
  districtChangesOn,
  endOfMonth,
  groupTermsOn,
  joinCodeOf,
  mayChangeDistrict,
  monthClosesOn,
  readJoinCode,
  readNickname,
} from '#domain/group'

const month = (text: string) => parseCityMonth(text)!
const free = { isChild: false, isAllowed: false, current: 'none' } as const

describe('terms of groups', () => {
  it('are dated data with a source, and say no other number than they apply', () => {
    const terms = groupTermsOn('2026-05-04' as CityDay)
    expect(terms.kinds.map(({ kind, openedBy }) => `${kind} ${openedBy}`)).toEqual([
      'school school',
      'company institution',
      'street office',
    ])
    expect(terms.consent.paragraphs[0]?.zh).toContain(`不到 ${terms.peopleMin} 个人`)
    expect(terms.consent.paragraphs[0]?.en).toContain(`fewer than ${terms.peopleMin} people`)
    expect(terms.consent.paragraphs[2]?.zh).toContain(`至少有 ${terms.peopleMin + 1} 个`)
    expect(terms.consent.paragraphs[2]?.en).toContain(`at least ${terms.peopleMin + 1} people`)
    expect(() => groupTermsOn('2019-12-31' as CityDay)).toThrow('no terms for groups on 2019-12-31')
  })

  it('close a month on the eighth of the next, at the end of the year too', () => {
    expect(monthClosesOn(month('2026-05'))).toBe('2026-06-08')
    expect(monthClosesOn(month('2026-12'))).toBe('2027-01-08')
    expect(endOfMonth(month('2026-12')).toISOString()).toBe('2026-12-31T16:00:00.000Z')
  })
})

describe('joining', () => {
  it('is for one group of a kind, and harmless when it is the same', () => {
    expect(decideJoin({ kind: 'company', ...free })).toBe('join')
    expect(decideJoin({ kind: 'company', ...free, current: 'this' })).toBe('joined')
    expect(decideJoin({ kind: 'company', ...free, current: 'another' })).toBe('group.kind-taken')
  })

  it('is for a child a school’s only, with a guardian’s yes', () => {
    const child = { ...free, isChild: true }
    expect(decideJoin({ kind: 'street', ...child, isAllowed: true })).toBe('group.not-for-children')
    expect(decideJoin({ kind: 'school', ...child })).toBe('group.guardian-needed')
    expect(decideJoin({ kind: 'school', ...child, isAllowed: true })).toBe('join')
  })

  it('reads a code as people type it, and none in anything else', () => {
    expect(readJoinCode(' ab1o-zz99 ')).toBe('AB10ZZ99')
    expect(readJoinCode('ILIL2345')).toBe('11112345')
    for (const none of ['', 'AB10ZZ9', 'AB10ZZ999', 'AB10ZZ9U', '十个字的加入码啊'])
      expect(readJoinCode(none)).toBeUndefined()
  })

  it('makes codes it reads again, of eight bytes and no fewer', () => {
    const code = joinCodeOf(Uint8Array.from([0, 31, 32, 255, 7, 9, 200, 100]))
    expect(readJoinCode(code)).toBe(code)
    expect(() => joinCodeOf(new Uint8Array(7))).toThrow(RangeError)
  })
})

describe('a nickname', () => {
  it('is short, visible and no number that finds somebody', () => {
    expect(readNickname('  小 树 ')).toBe('小 树')
    expect(readNickname('Anna-99')).toBe('Anna-99')
    expect(readNickname('Ａｎｎａ')).toBe('Anna')
    expect(readNickname('三五成群')).toBe('三五成群')
    for (const number of [
      '１３８００１３８０００',
      '一三八零零一三八零零零',
      '幺三八〇〇幺三八〇〇〇',
      '138-001-3800',
      '电话①③⑧⓪⓪①',
      '壹叁捌零零壹叁',
      '٠١٢٣٤٥٦',
    ])
      expect([number, readNickname(number)]).toEqual([number, undefined])
    for (const none of ['', '   ', '1234567', '一二三四五六七八九十一二三', 'a\nb', '<i>', '\u202Eabc'])
      expect(readNickname(none)).toBeUndefined()
  })
})

describe('a district', () => {
  it('is one of sixteen, each once', () => {
    expect(new Set(DISTRICTS.map(({ code }) => code)).size).toBe(16)
    expect(districtOf('310151')?.name.zh).toBe('崇明区')
    expect(districtOf('310102')).toBeUndefined()
  })

  it('changes with the city month, not with a span of days', () => {
    const chosen = new Date('2026-05-31T23:59:00+08:00')
    expect(mayChangeDistrict(chosen, new Date('2026-05-31T23:59:59+08:00'))).toBe(false)
    expect(mayChangeDistrict(chosen, new Date('2026-06-01T00:00:00+08:00'))).toBe(true)
    expect(districtChangesOn(chosen)).toBe('2026-06-01')
  })
})
