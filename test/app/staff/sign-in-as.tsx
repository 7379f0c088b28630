import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import SignIn from '../../../src/pages/staff/sign-in'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import type { memberOf } from './members'

/** Signs a member of staff in as she does it herself, and then shows `page` to her. */
export async function signInAs(
  { baseUrl, now }: { readonly baseUrl: string; readonly now: () => Date },
  { credentials }: ReturnType<typeof memberOf>,
  page: JSX.Element,
): Promise<{ readonly show: (page: JSX.Element) => void }> {
  const visited: string[] = []
  const host = weappHost({
    request: wxRequest,
    redirectTo({ url, success }: { url: string; success: (answer: object) => void }) {
      visited.push(url)
      success({})
    },
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl, now })
  const { rerender } = render(<></>)
  const show = (shown: JSX.Element) => rerender(<AppFrame stores={stores}>{shown}</AppFrame>)
  show(<SignIn />)
  fireEvent.change(screen.getByLabelText('工号'), { target: { value: credentials.staffId } })
  fireEvent.change(screen.getByLabelText('密钥'), { target: { value: credentials.key } })
  fireEvent.click(screen.getByRole('button', { name: '取登录文本' }))
  await screen.findByText(`staff: ${credentials.staffId}`)
  fireEvent.click(screen.getByRole('button', { name: '签名并登录' }))
  await waitFor(() => expect(visited).toEqual(['/pages/staff/desk']))
  show(page)
  return { show }
}
