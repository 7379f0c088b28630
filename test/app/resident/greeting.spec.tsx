import { render, screen } from '@testing-library/react'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import { Greeting } from '../../../src/pages/resident/parts/greeting'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'

let service: Server
let totals: object
beforeAll(async () => {
  service = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(totals))
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => service.close(resolve)))

/** The first screen in a city with these totals. */
async function greet(cityTotals: object) {
  totals = cityTotals
  const { port } = service.address() as AddressInfo
  const host = weappHost({ request: wxRequest, getStorageSync: () => '' })
  const stores = createStores({ host, baseUrl: `http://127.0.0.1:${port}`, now: () => new Date() })
  await stores.me.totals.load()
  render(
    <AppFrame stores={stores}>
      <Greeting onBegin={() => undefined} />
    </AppFrame>,
  )
}

describe('what the city has saved together', () => {
  it('is a beginning while nothing is issued, not a zero', async () => {
    await greet({ issuedMilligrams: '0', accounts: 3, rides: '0' })
    expect(screen.getByText('大家刚刚开始')).toBeInTheDocument()
    expect(screen.getByText('已有 3 人开通')).toBeInTheDocument()
    expect(document.body.textContent).not.toMatch(/\b0\b/)
  })

  it('is told in grams before the first kilogram', async () => {
    await greet({ issuedMilligrams: '422000', accounts: 3, rides: '1' })
    expect(screen.getByText('422')).toBeInTheDocument()
    expect(screen.getByText('3 人，1 趟')).toBeInTheDocument()
  })

  it('is left out while nobody is here', async () => {
    await greet({ issuedMilligrams: '0', accounts: 0, rides: '0' })
    expect(screen.queryByText(/大家/)).toBeNull()
  })
})
