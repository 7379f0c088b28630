import type { Me } from '#contract'
import { act, render } from '@testing-library/react'
import { runInAction } from 'mobx'
import type { ReactNode } from 'react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import { createStores, type Stores } from '../../../src/stores'
import type { Service } from '../api/service'
import { wxRequest } from '../api/vendor-requests'

const NOW = new Date('2026-11-23T09:30:00+08:00')

/** Who holds the phone, as the service knows her. */
export const HER: Me = {
  standing: 'open',
  accountId: `acc_${'1'.repeat(26)}`,
  maskedName: '王*梅',
  openedAt: null,
  noticeVersion: '1',
  proof: 'host',
}

/** Her stores in a mini-program that remembers nothing, signed in; `wx`: what its host can do besides. */
export function herStores({ baseUrl }: Service, wx: object = {}, now = NOW): Stores {
  const host = weappHost({
    request: wxRequest,
    getStorageSync: () => '',
    setStorageSync: () => undefined,
    removeStorageSync: () => undefined,
    ...wx,
  })
  const stores = createStores({ host, baseUrl, now: () => now })
  runInAction(() => (stores.session.tokens = { accessToken: 'access', refreshToken: 'refresh' }))
  return stores
}

/** Shows a page to her; what it returns closes the page. */
export async function openPage(stores: Stores, page: ReactNode): Promise<() => void> {
  const { unmount } = render(<AppFrame stores={stores}>{page}</AppFrame>)
  await act(() => stores.session.start())
  return unmount
}
