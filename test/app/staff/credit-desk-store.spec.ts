import type { StaffCreditCorrection, StaffCreditCorrectionList } from '#contract'
import type { ApiResult } from '../../../src/api'
import { CreditDeskStore } from '../../../src/stores/staff/credit-desk-store'
import { creditDeskAnswer } from '../../screens/credit-service'

const [WAITING] = creditDeskAnswer(false, null).items
const [ANSWERED] = creditDeskAnswer(false, 'open').items
if (!WAITING || !ANSWERED) throw new Error('one waits and one is answered')
const correction = (number: number, like: StaffCreditCorrection = WAITING): StaffCreditCorrection => ({
  ...like,
  correctionId: `ccr_${String(number).padStart(26, '0')}`,
})
const granted = (number: number): StaffCreditCorrection => ({
  ...correction(number, ANSWERED),
  state: 'granted',
})

const ok = <T>(value: T): ApiResult<T> => ({ ok: true, value })
const refused: ApiResult<never> = {
  ok: false,
  failure: { kind: 'refused', status: 409, code: 'credit.correction-answered', body: null },
}

/** The desk over two pages: two that wait, and – once the first of them is answered – that one again before an older one. */
function openDesk(answer: ApiResult<StaffCreditCorrection>) {
  const asked: (string | undefined)[] = []
  const pages: Record<string, StaffCreditCorrectionList> = {
    first: { items: [correction(1), correction(2)], nextCursor: 'open.2' },
    'open.2': { items: [granted(1), granted(9)], nextCursor: null },
  }
  const desk = new CreditDeskStore({
    list(cursor) {
      asked.push(cursor)
      return Promise.resolve(ok(pages[cursor ?? 'first']!))
    },
    grant: () => Promise.resolve(answer),
    refuse: () => Promise.resolve(answer),
  })
  const shown = () => desk.items.map(({ correctionId, state }) => `${Number(correctionId.slice(4))} ${state}`)
  return { desk, asked, shown }
}

describe('the desk for corrections', () => {
  it('shows the page after the first when it is asked for', async () => {
    const { desk, asked, shown } = openDesk(refused)
    await desk.pages.load()
    expect([shown(), desk.pages.hasMore]).toEqual([['1 open', '2 open'], true])
    await desk.pages.loadMore()
    expect(asked).toEqual([undefined, 'open.2'])
    expect(desk.pages.hasMore).toBe(false)
  })

  it('keeps what was just answered where it stood, and shows it once though it comes again further down', async () => {
    const { desk, asked, shown } = openDesk(ok(granted(1)))
    await desk.pages.load()
    await desk.refuse(correction(1).correctionId, { words: '没有依据' })
    expect(shown()).toEqual(['1 granted', '2 open'])
    await desk.pages.loadMore()
    expect(shown()).toEqual(['1 granted', '2 open', '9 granted'])
    expect(asked).toEqual([undefined, 'open.2'])
  })

  it('reads the list anew when its answer is refused: somebody else was faster', async () => {
    const { desk, asked, shown } = openDesk(refused)
    await desk.pages.load()
    await desk.pages.loadMore()
    await desk.grant(correction(1).correctionId, { units: 3, words: '对得上' })
    expect(asked).toEqual([undefined, 'open.2', undefined])
    expect(shown()).toEqual(['1 open', '2 open'])
  })
})
