import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import Appeals from '../../../src/pages/staff/appeals'
import Disputes from '../../../src/pages/staff/disputes'
import SignIn from '../../../src/pages/staff/sign-in'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import { dispute } from '../institution/mall-service'
import { resetTaro } from '../taro'
import { startDeskService, type DeskService } from './desk-service'
import { memberOf } from './members'

const ZHANG = memberOf('centre-zhang', '张敏', 'centre')
const GU = memberOf('bureau-gu', '顾明', 'bureau')

let service: DeskService
beforeEach(async () => {
  service = await startDeskService([ZHANG, GU])
  resetTaro()
})
afterEach(() => service.stop())

async function openAs({ credentials }: typeof ZHANG, page = <Disputes />) {
  const visited: string[] = []
  const host = weappHost({
    request: wxRequest,
    redirectTo({ url, success }: { url: string; success: (answer: object) => void }) {
      visited.push(url)
      success({})
    },
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => service.state.now })
  const { rerender } = render(<></>)
  const open = (page: JSX.Element) => rerender(<AppFrame stores={stores}>{page}</AppFrame>)
  open(<SignIn />)
  fireEvent.change(screen.getByLabelText('工号'), { target: { value: credentials.staffId } })
  fireEvent.change(screen.getByLabelText('密钥'), { target: { value: credentials.key } })
  fireEvent.click(screen.getByRole('button', { name: '取登录文本' }))
  await screen.findByText(`staff: ${credentials.staffId}`)
  fireEvent.click(screen.getByRole('button', { name: '签名并登录' }))
  await waitFor(() => expect(visited).toEqual(['/pages/staff/desk']))
  open(page)
}

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
