import { screen } from '@testing-library/react'
import Appeals from '../../../src/pages/staff/appeals'
import Disputes from '../../../src/pages/staff/disputes'
import { dispute } from '../institution/mall-service'
import { resetTaro } from '../taro'
import { startDeskService, type DeskService } from './desk-service'
import { memberOf } from './members'
import { signInAs } from './sign-in-as'

const ZHANG = memberOf('centre-zhang', '张敏', 'centre')
const GU = memberOf('bureau-gu', '顾明', 'bureau')

let service: DeskService
beforeEach(async () => {
  service = await startDeskService([ZHANG, GU])
  resetTaro()
})
afterEach(() => service.stop())

const openAs = (member: typeof ZHANG, page = <Disputes />) =>
  signInAs({ baseUrl: service.baseUrl, now: () => service.state.now }, member, page)

describe('disputed statements', () => {
  it('are read by the centre, with how many wait, and not answered there', async () => {
    service.state.disputes = [dispute(1), dispute(2, { state: 'answered' })]
    await openAs(ZHANG)
    await screen.findByText('1 张在等积分商城或赞助方答复。这里只看，不答复。')
    expect(screen.getAllByText('不对：少了一杯')).toHaveLength(2)
    expect(screen.getByText('待答复')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: '对账' })).toHaveAttribute('aria-current', 'page')
    expect(screen.queryByRole('button', { name: /答复/ })).toBeNull()
  })

  it('are no place of another office’s desk', async () => {
    await openAs(GU, <Appeals />)
    await screen.findByRole('link', { name: '批次' })
    expect(screen.queryByRole('link', { name: '对账' })).toBeNull()
  })
})
