const invented = { zh: '演示用，数字是编的', en: 'For the demonstration; the figures are invented' }

/**
 * What the institute hands in: a methodology for ferries, by passenger and crossing. No ferry methodology is published, so its figures are
 * invented and every field says so; it counts nothing unless staff of the demonstration publish it.
 */
export const inventedFerry = {
  sceneId: 'ferry',
  class: 'II',
  name: { zh: '轮渡（演示用虚构方法学）', en: 'Ferry (invented for the demonstration)' },
  applicability: {
    zh: '乘坐黄浦江轮渡过江（演示用）',
    en: 'Crossings of the Huangpu by ferry (for the demonstration)',
  },
  baseline: { zh: '改乘出租车绕行过江（演示用）', en: 'The same crossing by taxi (for the demonstration)' },
  formula: { kind: 'perBoarding', milligramsPerBoarding: 123_000 },
  factors: [
    {
      role: 'net',
      name: { zh: '每次过江少排（虚构）', en: 'Reduction per crossing (invented)' },
      value: '123',
      unit: { zh: '克/次', en: 'g/boarding' },
      source: invented,
    },
  ],
  derivation: null,
  monitoring: { zh: '轮渡运营单位逐次刷码记录', en: "The ferry operator's record of each boarding" },
  exclusions: [{ zh: '同一人两分钟内的第二次刷码', en: 'A second boarding of a person within two minutes' }],
  uses: ['points'],
  source: invented,
  confidence: 'D',
  outline: {
    references: [invented],
    terms: [
      {
        term: { zh: '过江', en: 'Crossing' },
        meaning: { zh: '从一个码头乘船到对岸', en: 'From a pier to the other bank by boat' },
      },
    ],
    boundary: { zh: '渡轮运行的燃料与用电', en: 'Fuel and power of the running ferry' },
    additionality: { zh: '自愿选择轮渡代替小汽车', en: 'A ferry taken instead of a car by choice' },
    parameters: [
      {
        symbol: 'N',
        name: { zh: '过江次数', en: 'Crossings' },
        unit: { zh: '次', en: 'boardings' },
        source: { zh: '运营单位刷码记录', en: "The operator's record" },
        monitored: true,
      },
    ],
    author: {
      name: { zh: '申江交通研究所（模拟）', en: 'Shenjiang Transport Institute (simulated)' },
      creditCode: null,
    },
  },
} as const
