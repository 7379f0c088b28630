import type {
  GroupTop,
  MyGroup,
  RankedMonth,
  Ranking,
  TitleList,
  Together,
  YearList,
  YearReport,
} from '#contract'
import { DISTRICTS } from '#domain/district'
import { comparisonOf } from '#domain/year-report'

/** Districts, groups, titles and years as one resident sees them, for looking at pages: no rules, only answers. */

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })

const month = (of: string, place: number | null, bend: Partial<RankedMonth> = {}): RankedMonth => ({
  month: of,
  isProvisional: of === '2026-11',
  reckonedAt: '2026-11-23T05:20:00+08:00',
  people: place === null ? null : 128,
  sumMilligrams: place === null ? null : '1536420000',
  averageMilligrams: place === null ? null : 12_003_281,
  averagePlace: place,
  sumPlace: place,
  placed: 34,
  ...bend,
})

const SCHOOL: MyGroup = {
  ...{ groupId: id('grp', 1), kind: 'school', name: name('世界外国语小学', 'World Foreign Language School') },
  ...{
    openedBy: name('上海世界教育集团', 'Shanghai World Education'),
    joinedAt: '2026-09-03T08:00:00+08:00',
  },
  nickname: '梅梅',
  months: [
    { ...month('2026-11', 3), ownMilligrams: 18_204_500 },
    { ...month('2026-10', 5), ownMilligrams: 15_940_100 },
  ],
}
const STREET: MyGroup = {
  ...{ groupId: id('grp', 2), kind: 'street', joinedAt: '2026-11-10T08:00:00+08:00', nickname: null },
  name: name(
    '徐家汇街道天平路沿线低碳出行互助团',
    'Xujiahui street: neighbours along Tianping Road who ride together',
  ),
  openedBy: name('上海市减污降碳管理运行技术中心', 'Shanghai pollution and carbon reduction centre'),
  months: [{ ...month('2026-11', null), ownMilligrams: 4_010_000 }],
}

const districts = DISTRICTS.map(({ code, name: of }) => ({ district: code, name: of }))

const together = (isEmpty: boolean): Together => ({
  district: isEmpty
    ? null
    : {
        ...{ district: '310104', name: name('徐汇区', 'Xuhui'), chosenAt: '2026-11-02T08:00:00+08:00' },
        changesOn: '2026-12-01',
        months: [month('2026-11', 2, { placed: 16, people: 48_210, sumMilligrams: '612400188000' })],
      },
  districtFrom: null,
  groups: isEmpty ? [] : [SCHOOL, STREET],
  districts,
  standing: 'free',
  peopleMin: 5,
})

const top: GroupTop = {
  group: SCHOOL,
  ...{ mayShowNickname: true, peopleMin: 5, month: '2026-11' },
  top: [
    { place: 1, nickname: '每天骑车去上班的老张', milligrams: 31_200_000, isOwn: false },
    { place: 2, nickname: '梅梅', milligrams: 18_204_500, isOwn: true },
    { place: 3, nickname: 'Anna', milligrams: 9_870_250, isOwn: false },
  ],
}

const ranking = (isEmpty: boolean, board: string, by: Ranking['by']): Ranking => {
  const rows = DISTRICTS.slice(0, 14).map(({ code, name: of }, n) => ({
    ...{ subject: code, name: of, people: 52_310 - n * 2_400, place: n + 1, isOwn: code === '310104' },
    ...{
      sumMilligrams: String(640_400_188_000 - n * 31_000_000_000),
      averageMilligrams: 12_881_000 - n * 310_400,
    },
  }))
  const isDistrict = board === 'district' && !isEmpty
  return {
    ...{ board: board as Ranking['board'], by, month: '2026-11', isProvisional: true },
    reckonedAt: '2026-11-23T05:20:00+08:00',
    rows: isDistrict ? rows : [],
    own: null,
    ...{ placed: isDistrict ? 14 : 0, withheld: 2, peopleMin: 5 },
    months: ['2026-11', '2026-10', '2026-09'],
  }
}

const titles: TitleList = {
  items: [
    {
      ...{ voucherId: id('vch', 31), name: name('城市绿色出行家', 'Green rider of the city') },
      detail: name('感谢你把每一次出行都留给了绿色。', 'Thank you for leaving every journey to green.'),
      ...{
        givenBy: name('绿色出行公益金', 'Fund for green travel'),
        pictureDigest: null,
        pricePoints: 2_000,
      },
      givenAt: '2026-10-12T09:00:00+08:00',
    },
  ],
}

const years = (isEmpty: boolean): YearList => ({
  items: [
    { year: 2026, issuedMilligrams: isEmpty ? 0 : 186_204_315, rides: isEmpty ? 0 : 412 },
    { year: 2025, issuedMilligrams: isEmpty ? 0 : 12_000_000, rides: isEmpty ? 0 : 20 },
  ],
})

const MONTHS = [9, 7, 15, 18, 21, 17, 14, 12, 22, 26, 25, 0]

const year = (isEmpty: boolean, projectMilligrams: number): YearReport => ({
  ...{ year: 2026, from: '2026-01-01', to: '2026-11-23', isRunning: true },
  ...{
    issuedMilligrams: isEmpty ? 0 : 186_204_315 + projectMilligrams,
    projectMilligrams,
    rides: isEmpty ? 0 : 412,
    days: isEmpty ? 0 : 203,
  },
  distanceMeters: isEmpty ? 0 : 1_784_320,
  byScene: isEmpty
    ? []
    : [
        {
          ...scene('metro', '地铁', 'Metro', 260),
          issuedMilligrams: 140_200_315,
          distanceMeters: 1_445_364,
        },
        {
          ...scene('bike', '共享单车', 'Shared bike', 96),
          issuedMilligrams: 22_372_000,
          distanceMeters: 338_956,
        },
        { ...scene('bus', '公交', 'Bus', 56), issuedMilligrams: 23_632_000, distanceMeters: null },
      ],
  months: MONTHS.map((share, n) => ({
    month: `2026-${String(n + 1).padStart(2, '0')}`,
    issuedMilligrams: isEmpty ? 0 : share * 1_001_098,
  })),
  points: isEmpty ? { converted: 0, spent: 0 } : { converted: 12_400, spent: 9_500 },
  titles: isEmpty ? [] : [name('城市绿色出行家', 'Green rider of the city')],
  comparison: isEmpty ? null : comparisonOf(186_204_315 + projectMilligrams),
})

const scene = (sceneId: string, zh: string, en: string, rides: number) => ({
  ...{ sceneId, name: name(zh, en), rides },
})

const preview = {
  ...{ groupId: id('grp', 3), kind: 'company', name: name('梧桐咖啡', 'Wutong Coffee'), isJoined: false },
  openedBy: name('梧桐咖啡有限公司', 'Wutong Coffee Ltd'),
  consent: {
    version: '2026-12',
    paragraphs: [
      name('团体只看得到总数和人均：大家一共减了多少、排第几。', 'The group sees sums only.'),
      name('不显示你的姓名、你的行程和你一个人的数字。', 'Neither your name nor your rides are shown.'),
    ],
  },
}

/** The body for a path below /me of these pages; undefined for another's. */
export function togetherAnswerFor(
  isEmpty: boolean,
  method: string,
  path: string,
  url: URL,
  projectMilligrams = 0,
): unknown {
  if (path === '/me/groups/preview') return preview
  if (method !== 'GET') return undefined
  if (path === '/me/groups') return together(isEmpty)
  if (path.startsWith('/me/groups/')) return top
  if (path.startsWith('/me/rankings/'))
    return ranking(
      isEmpty,
      path.slice('/me/rankings/'.length),
      (url.searchParams.get('by') ?? 'average') as 'sum',
    )
  if (path === '/me/titles') return isEmpty ? { items: [] } : titles
  if (path === '/me/year-reports') return years(isEmpty)
  return path.startsWith('/me/year-reports/') ? year(isEmpty, projectMilligrams) : undefined
}
