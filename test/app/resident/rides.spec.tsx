import type { Home, Methodology, RideDetail, RideSummary } from '#contract'
import { factorPartsOf, readMethodology } from '#domain/methodology'
import { fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import { MethodologySheet } from '../../../src/pages/resident/parts/methodology-sheet'
import { RideOrigin } from '../../../src/pages/resident/parts/ride-origin'
import { RideRefusal } from '../../../src/pages/resident/parts/ride-refusal'
import { RideRow } from '../../../src/pages/resident/parts/ride-row'
import { RideSteps } from '../../../src/pages/resident/parts/ride-steps'
import { RideTicket } from '../../../src/pages/resident/parts/ride-ticket'
import { Totals } from '../../../src/pages/resident/parts/totals'
import { createStores } from '../../../src/stores'
import busRecord from '../../../domain/methodology/data/shanghai/bus.json'
import metroRecord from '../../../domain/methodology/data/shanghai/metro.json'

const NOW = new Date('2026-11-23T09:30:00+08:00')

const read = (record: unknown) => {
  const methodology = readMethodology(record)
  if ('faults' in methodology) throw new Error(methodology.faults.join('; '))
  return methodology
}
const [metro, bus] = [read(metroRecord), read(busRecord)]

const visited: string[] = []
beforeEach(() => visited.splice(0))

/** The part of a page on a phone that has no network, in this language; returns what it is drawn into. */
function show(part: ReactNode, locale: 'zh' | 'en' = 'zh') {
  const host = weappHost({
    navigateTo({ url, success }: { url: string; success: (answer: object) => void }) {
      visited.push(url)
      success({})
    },
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: 'http://127.0.0.1:1', now: () => NOW })
  stores.ui.chooseLocale(locale)
  return render(<AppFrame stores={stores}>{part}</AppFrame>).container
}

const metroRide: RideSummary = {
  rideId: `ride_${'1'.repeat(26)}`,
  sceneId: 'metro',
  operatorId: 'sptcc',
  boardedAt: '2026-11-23T08:05:00+08:00',
  from: '莘庄',
  to: '人民广场',
  distanceMeters: 12_345,
  reductionMilligrams: 1_197_465,
  state: 'issued',
}
const busRide: RideSummary = {
  ...metroRide,
  sceneId: 'bus',
  from: null,
  to: null,
  distanceMeters: null,
  reductionMilligrams: 422_000,
}

const detailOf = (ride: RideSummary, change: Partial<RideDetail> = {}): RideDetail => {
  const methodology = ride.sceneId === 'bus' ? bus : metro
  return {
    ride,
    operator: { zh: '上海公共交通卡', en: 'Shanghai Public Transport Card' },
    instrument: null,
    alightedAt: null,
    operatorDay: '2026-11-23',
    steps: [],
    refusal: null,
    withdrawal: null,
    mergedInto: null,
    sum: {
      methodologyCode: methodology.code,
      methodologyVersion: methodology.version,
      methodologyName: methodology.name,
      ...(ride.sceneId === 'bus'
        ? { quantity: 1, quantityUnit: 'boarding', factor: 422_000, factorUnit: 'milligramPerBoarding' }
        : { quantity: 12_345, quantityUnit: 'metre', factor: 97_000, factorUnit: 'microgramPerMetre' }),
      reductionMilligrams: ride.reductionMilligrams,
      factorParts: factorPartsOf(methodology),
      baseline: methodology.baseline,
      derivation: methodology.derivation,
      source: methodology.source,
    },
    runId: null,
    appeal: null,
    ...change,
  }
}

/** The lines of the sum as she reads them. */
const sumLines = (page: HTMLElement) =>
  [...page.querySelectorAll('.sum-l')].map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' '))

describe('a ride in a list', () => {
  it('says calmly that it is credited: no state is told by silence', () => {
    show(<RideRow ride={metroRide} />)
    expect(screen.getByRole('button')).toHaveTextContent('莘庄 → 人民广场今天 08:051.197 千克已入账')
    expect(screen.getByText('已入账')).not.toHaveClass('stamp')
  })

  it('carries a stamp while it waits', () => {
    show(<RideRow ride={{ ...metroRide, state: 'verified' }} />)
    expect(screen.getByText('核对中')).toHaveClass('stamp-wait')
  })

  it('shows grams only where they count, so that a list adds up', () => {
    show(<RideRow ride={{ ...metroRide, state: 'refused' }} />)
    expect(screen.getByText('已合并')).toHaveClass('stamp-plain')
    expect(screen.queryByText(/千克/)).toBeNull()
  })

  it('shows every digit below a kilogram', () => {
    show(<RideRow ride={{ ...metroRide, reductionMilligrams: 957_390 }} />)
    expect(screen.getByText('957.39 克')).toBeInTheDocument()
  })

  it('keeps both stations in boxes of their own, so that a long one does not hide the other', () => {
    const page = show(<RideRow ride={{ ...metroRide, to: '国际旅游度假区迪士尼东入口' }} />)
    const names = [...page.querySelectorAll('.ride-n')].map((name) => name.textContent)
    expect(names).toEqual(['莘庄', '→ 国际旅游度假区迪士尼东入口'])
  })

  it('without stations is called by its way of travel', () => {
    show(<RideRow ride={busRide} />)
    expect(screen.getByRole('button')).toHaveTextContent('公交今天 08:05422 克已入账')
  })
})

describe('the sum of a ride', () => {
  it('shows what the published factor is the difference of', () => {
    expect(sumLines(show(<RideTicket detail={detailOf(metroRide)} />))).toEqual([
      '没有地铁，每公里排放 130 克',
      '地铁每公里排放− 33 克',
      '每公里少排= 97 克',
      '这趟路程× 12.345 公里',
      '这趟少排= 1,197.465 克',
    ])
  })

  it('of a boarding is the published grams; how they came about is said beside it and not part of it', () => {
    const page = show(<RideTicket detail={detailOf(busRide)} />)
    expect(sumLines(page)).toEqual(['每次少排 422 克', '乘坐次数× 1 次', '这趟少排= 422 克'])
    expect(page.querySelector('.sum-n')).toHaveTextContent('66 克 × 平均坐 6.39 公里 = 421.74 克')
    expect(page.querySelector('.tkt-a .lead')).toHaveTextContent(/^公交$/)
  })

  it('reads in English without a word of Chinese but the names of stations', () => {
    const page = show(<RideTicket detail={detailOf(metroRide)} />, 'en')
    expect(sumLines(page)).toEqual([
      'Per km without the metro 130 g',
      'Per km by metro− 33 g',
      'Saved per km= 97 g',
      'Distance× 12.345 km',
      'This ride saved= 1,197.465 g',
    ])
    expect(page.textContent?.replace('莘庄 → 人民广场', '')).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('rests on a source that an English reader understands, beside the number under which it is filed', () => {
    const page = show(<RideOrigin detail={detailOf(metroRide)} />, 'en')
    expect(page).toHaveTextContent('six carbon inclusion methodologies')
    expect(page.textContent?.replace('沪环气候〔2024〕45号', '')).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('a ride that was merged', () => {
  const counted: RideSummary = { ...metroRide, rideId: `ride_${'2'.repeat(26)}`, operatorId: 'metro-app' }
  const merged = detailOf(
    { ...metroRide, state: 'refused' },
    {
      refusal: {
        code: 'ride.duplicate-trip',
        message: { zh: '同一趟', en: 'Same trip' },
        next: { zh: '不用做什么', en: 'Nothing to do' },
      },
      mergedInto: counted,
    },
  )

  it('leads to the record that counts, without alarm', () => {
    const page = show(<RideRefusal detail={merged} />)
    expect(page.querySelector('.tip-refuse')).toBeNull()
    expect(screen.getByText('算进去的是这一条')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: /莘庄 → 人民广场/ }))
    expect(visited).toEqual([`/pages/resident/ride?rideId=${counted.rideId}`])
  })

  it('is neutral on the ticket and at the end of its way', () => {
    const page = show(
      <>
        <RideTicket detail={merged} />
        <RideSteps steps={[{ step: 'refused', at: metroRide.boardedAt, dueAt: null }]} />
      </>,
    )
    expect(screen.getByText('已合并')).toHaveClass('stamp-plain')
    expect(screen.getByText('算在另一条记录里的')).toBeInTheDocument()
    expect(sumLines(page).pop()).toBe('已算在另一条记录里= 1,197.465 克')
    expect(page.querySelector('.step-refused')).toBeNull()
  })

  it('is not confused with one the operator took back', () => {
    const withdrawn = { ...merged, ride: { ...metroRide, state: 'withdrawn' as const }, mergedInto: null }
    const page = show(<RideRefusal detail={withdrawn} />)
    expect(page.querySelector('.tip-refuse')).not.toBeNull()
    expect(screen.getByText('没有计入：同一趟')).toBeInTheDocument()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('tells what the operator said when it took the ride back late, and that a part follows', () => {
    const withdrawal = {
      ...{ reason: '同一张票刷了两次', at: '2026-12-01T08:00:00Z', takenAt: '2026-12-01T08:00:05Z' },
      ...{ reductionMilligrams: 1_000, points: 2, laterMilligrams: 0 },
    }
    const withdrawn = { ...merged, ride: { ...metroRide, state: 'withdrawn' as const }, mergedInto: null }
    show(<RideRefusal detail={{ ...withdrawn, withdrawal }} />)
    expect(screen.getByText('运营公司说：同一张票刷了两次')).toBeInTheDocument()
    expect(screen.queryByText(/每次最多扣一半/)).toBeNull()
    show(<RideRefusal detail={{ ...withdrawn, withdrawal: { ...withdrawal, laterMilligrams: 5 } }} />)
    expect(screen.getByText(/每次最多扣一半/)).toBeInTheDocument()
  })
})

describe('the first number of home', () => {
  const totals: Home = {
    issuedMilligrams: 0,
    projectMilligrams: 0,
    balanceMilligrams: 0,
    convertibleMilligrams: 0,
    notConvertible: [],
    pendingMilligrams: 0,
    month: '2026-11',
    monthIssuedMilligrams: 0,
    monthPendingMilligrams: 0,
    monthRides: 0,
    trend: [],
    byScene: [],
    latestRides: [],
    instruments: 1,
    consentsGranted: 1,
  }

  it('is a zero that waits for the first ride, alone', () => {
    const page = show(<Totals totals={totals} />)
    expect(page.textContent).toBe('你已经少排了0克等你的第一趟')
  })

  it('is what is on its way, while nothing is credited yet', () => {
    const ride = { ...metroRide, state: 'quantified' as const }
    const page = show(<Totals totals={{ ...totals, pendingMilligrams: 1_197_465, latestRides: [ride] }} />)
    expect(page.textContent).toBe('待入账1.197千克核对完就入账')
  })

  const credited = { ...totals, issuedMilligrams: 422_000, monthRides: 1, latestRides: [busRide] }

  it('is what is credited from then on, with what she can use, the month and what is on its way apart', () => {
    const page = show(<Totals totals={{ ...credited, convertibleMilligrams: 422_000 }} />)
    expect(page.textContent).toBe('你已经少排了422克还可以用 422\u00a0克去换积分本月 · 1 趟0克待入账0克')
  })

  it('offers no conversion of less than a gram', () => {
    const page = show(<Totals totals={{ ...credited, convertibleMilligrams: 999 }} />)
    expect(page).toHaveTextContent('还可以用 999 毫克')
    expect(screen.queryByRole('button', { name: '去换积分' })).toBeNull()
  })

  it('names what projects brought, offers what the service converts, and says what the rest is for', () => {
    const roof = {
      ...{ methodologyClass: 'I', milligrams: 294_840_000 },
      uses: ['offset' as const, 'sale' as const, 'surrender' as const],
    }
    const page = show(
      <Totals
        totals={{
          ...{ ...credited, issuedMilligrams: 296_503_000, projectMilligrams: 294_840_000 },
          ...{ balanceMilligrams: 296_503_000, convertibleMilligrams: 1_663_000, notConvertible: [roof] },
        }}
      />,
    )
    const [hero] = page.querySelectorAll('.hero')
    expect(hero?.textContent).toBe(
      '你已经少排了296.503千克其中减排项目 294.840\u00a0千克可以换积分 1.663\u00a0千克去换积分' +
        '另有 294.840\u00a0千克不能换积分，按规定可以抵消活动的排放、卖出、抵企业的排放配额',
    )
    expect(hero?.textContent).not.toContain('还可以用')
  })

  it('offers nothing where all she holds is of a class that becomes no points', () => {
    const roof = { methodologyClass: 'I', milligrams: 252_000_000, uses: [] }
    const page = show(
      <Totals
        totals={{
          ...{ ...totals, issuedMilligrams: 252_000_000, projectMilligrams: 252_000_000 },
          ...{ balanceMilligrams: 252_000_000, notConvertible: [roof] },
        }}
      />,
    )
    expect(page).toHaveTextContent('另有 252.000 千克不能换积分')
    expect(screen.queryByRole('button', { name: '去换积分' })).toBeNull()
  })

  it('does not fall when she uses what she has', () => {
    const page = show(<Totals totals={{ ...credited, convertibleMilligrams: 0 }} />)
    expect(page.textContent).toBe('你已经少排了422克还可以用 0\u00a0克本月 · 1 趟0克待入账0克')
    expect(screen.queryByRole('button', { name: '去换积分' })).toBeNull()
  })
})

it.each([
  ['metro', metro],
  ['bus', bus],
])('the %s methodology reads in English, its source glossed', (_scene, methodology) => {
  const { factors, exclusions, uses, outline, ...plain } = methodology
  expect(outline).toBeUndefined()
  const onWire: Methodology = {
    ...plain,
    factors: [...factors],
    exclusions: [...exclusions],
    uses: [...uses],
  }
  const page = show(<MethodologySheet methodology={onWire} />, 'en')
  expect(page.textContent?.replaceAll('沪环气候〔2024〕45号', '')).not.toMatch(/[\u4e00-\u9fff]/)
  expect(page).toHaveTextContent(/In force from 1 Mar 2024/)
})
