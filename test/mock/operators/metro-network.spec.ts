import {
  loadSmallNetwork,
  loadWholeNetwork,
  metroRide,
  parseMetroNetwork,
  riderInstruments,
} from '#mock/operators/index'

const tiny = (loop: boolean) =>
  parseMetroNetwork(
    JSON.stringify({
      source: 'test',
      fields: ['name', 'longitude', 'latitude'],
      lines: [
        {
          line: 'A',
          loop,
          stations: [
            ['甲', 121, 31],
            ['乙', 121.01, 31],
            ['丙', 121.02, 31],
            ['丁', 121.03, 31],
          ],
        },
        {
          line: 'B',
          loop: false,
          stations: [
            ['乙', 121.01, 31],
            ['戊', 121.01, 31.01],
          ],
        },
      ],
    }),
  )

describe('the metro network', () => {
  it('measures a ride along the line, whole metres, the same both ways', () => {
    const network = tiny(false)
    expect(network.meters('甲', '丁')).toBe(3 * network.meters('甲', '乙'))
    expect(network.meters('丁', '甲')).toBe(network.meters('甲', '丁'))
    expect(network.meters('甲', '乙')).toBe(953)
    expect(network.meters('甲', '甲')).toBe(0)
  })

  it('changes lines where two stations have one name', () => {
    const network = tiny(false)
    expect(network.meters('甲', '戊')).toBe(network.meters('甲', '乙') + network.meters('乙', '戊'))
    expect(network.stations.find(({ name }) => name === '乙')?.lines).toEqual(['A', 'B'])
  })

  it('closes a loop line', () => {
    expect(tiny(true).meters('甲', '丁')).toBe(2859)
  })

  it('throws on a station nobody knows', () => {
    expect(() => tiny(false).meters('甲', '子虚')).toThrow('no metro station "子虚"')
  })

  it('carries four real lines, every station reachable from every other', () => {
    const network = loadSmallNetwork()
    const names = network.stations.map(({ name }) => name)
    expect(new Set(network.stations.flatMap(({ lines }) => lines))).toEqual(
      new Set(['1号线', '2号线', '4号线', '10号线']),
    )
    expect(names.length).toBeGreaterThan(90)
    for (const name of names) expect(network.meters('人民广场', name)).toBeLessThan(45_000)
  })

  it('puts 莘庄 – 人民广场 at a believable length by rail', () => {
    const { distanceMeters } = metroRide({
      from: '莘庄',
      to: '人民广场',
      at: new Date('2026-11-20T08:00:00+08:00'),
      subject: riderInstruments(1).card,
    })
    expect(distanceMeters).toBeGreaterThan(16_000)
    expect(distanceMeters).toBeLessThan(19_000)
  })

  const whole = loadWholeNetwork()
  const withWholeNetwork = whole ? it : undefined
  withWholeNetwork?.('joins all 414 stations of the whole network', () => {
    if (!whole) throw new Error('the whole network went away')
    expect(whole.stations).toHaveLength(414)
    for (const from of ['莘庄', '滴水湖', '花桥']) {
      for (const { name } of whole.stations) expect(Number.isSafeInteger(whole.meters(from, name))).toBe(true)
    }
  })
})
