import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import { Loaded } from '../../../src/pages/resident/parts'
import { createStores, type Remote } from '../../../src/stores'
import { Button } from '../../../src/ui'

/** A page's content with something she opened. */
function Content({ value }: { value: string }) {
  const [isOpen, setOpen] = useState(false)
  return isOpen ? <>{`open: ${value}`}</> : <Button onTap={() => setOpen(true)}>open it</Button>
}

const stores = createStores({
  host: weappHost({ getStorageSync: () => '' }),
  baseUrl: 'http://127.0.0.1:1',
  now: () => new Date('2026-11-29T09:00:00+08:00'),
})
const page = (remote: Remote<string>) => (
  <AppFrame stores={stores}>
    <Loaded remote={remote} onRetry={() => Promise.resolve()}>
      {(value) => <Content value={value} />}
    </Loaded>
  </AppFrame>
)
const failure = { kind: 'offline' } as const

it('what she has open stays open when the network goes and when it comes back', () => {
  const { rerender } = render(page({ state: 'ready', value: 'one' }))
  fireEvent.click(screen.getByRole('button', { name: 'open it' }))
  rerender(page({ state: 'failed', failure, last: 'one' }))
  expect(screen.getByText('open: one')).toBeInTheDocument()
  rerender(page({ state: 'loading', last: 'one' }))
  expect(screen.getByText('open: one')).toBeInTheDocument()
  rerender(page({ state: 'ready', value: 'two' }))
  expect(screen.getByText('open: two')).toBeInTheDocument()
})

it('of which nothing is known shows no content, and the way to try again', () => {
  render(page({ state: 'failed', failure }))
  expect(screen.queryByRole('button', { name: 'open it' })).toBeNull()
  expect(screen.getByRole('button', { name: '再试一次' })).toBeInTheDocument()
})
