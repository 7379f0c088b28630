import type { Company } from '../merchants'

/** An invented expert of the pool; her institution is none of those that apply. */
export interface SimulatedExpert {
  readonly expertId: string
  readonly name: string
  readonly field: string
  readonly institution: string
  readonly creditCode: string
}

export const APPLICANTS = {
  cooperative: {
    companyId: 'cooperative',
    creditCode: 'Y93100000000000073',
    name: { zh: '春申里居民光伏合作社（模拟）', en: 'Chunshenli Household Solar Cooperative (simulated)' },
    kinds: 'agent',
    owner: { residentId: 'tao-lili', displayName: '陶理事' },
    shops: [],
    cashiers: [],
  },
  institute: {
    companyId: 'institute',
    creditCode: 'Y93100000000000086',
    name: { zh: '申江交通研究所（模拟）', en: 'Shenjiang Transport Institute (simulated)' },
    kinds: 'agent',
    owner: { residentId: 'tao-lili', displayName: '陶老师' },
    shops: [],
    cashiers: [],
  },
  cardCompany: {
    companyId: 'card-company',
    creditCode: 'Y9310000000000011H',
    name: { zh: '浦江交通卡公司（模拟）', en: 'Pujiang Transport Card Company (simulated)' },
    kinds: 'scene-operator',
    operatorId: 'sptcc',
    owner: { residentId: 'tao-lili', displayName: '陶主管' },
    shops: [],
    cashiers: [],
  },
} as const satisfies Record<string, Company>

export const EXPERTS: readonly SimulatedExpert[] = [
  {
    expertId: 'expert-lu',
    name: '陆远（模拟专家）',
    field: '交通',
    institution: '某大学（模拟）',
    creditCode: 'Y93100000000000099',
  },
  {
    expertId: 'expert-tan',
    name: '谭静（模拟专家）',
    field: '核算',
    institution: '某核查机构（模拟）',
    creditCode: 'Y9310000000000010E',
  },
]
