import { render } from '@testing-library/react'
import { weappHost } from '../../../src/host/weapp'
import { createStores, StoresProvider } from '../../../src/stores'
import { useMember } from '../../../src/stores/member'

const storesOf = () =>
  createStores({ host: weappHost({}), baseUrl: 'http://127.0.0.1:1', now: () => new Date() })

describe('who acts', () => {
  it('is one for the pages of all roles, and another in another app', () => {
    const seen: unknown[] = []
    const Page = () => {
      seen.push(useMember())
      return null
    }
    const stores = storesOf()
    render(
      <StoresProvider value={stores}>
        <Page />
        <Page />
      </StoresProvider>,
    )
    render(
      <StoresProvider value={storesOf()}>
        <Page />
      </StoresProvider>,
    )
    const [till, desk, elsewhere] = seen
    expect(desk).toBe(till)
    expect(elsewhere).not.toBe(till)
  })
})
