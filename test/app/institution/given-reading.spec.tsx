import type { CreditReading } from '#contract'
import { render } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import { GivenReading } from '../../../src/pages/institution/parts/given-reading'
import { createStores } from '../../../src/stores'
import { givenAnswerFor } from '../../screens/credit-service'

const reading = givenAnswerFor(false, '/v1/institution/given-credit-statements/1/readings') as CreditReading

const slipOf = (lines: CreditReading['lines']) => {
  const host = weappHost({ getStorageSync: () => '' })
  const now = () => new Date('2026-11-23T09:30:00+08:00')
  const page = render(
    <AppFrame stores={createStores({ host, baseUrl: 'http://nowhere.test', now })}>
      <GivenReading reading={{ ...reading, lines }} onClose={() => undefined} />
    </AppFrame>,
  )
  const slip = [...page.container.querySelectorAll('.sum-l')].map((line) => line.textContent ?? '')
  page.unmount()
  return slip
}

describe('a statement an institution reads', () => {
  it('has what a correction brought on a line of its own, and every line works out', () => {
    const slip = slipOf(reading.lines)
    expect(slip[1]).toMatch(/^更正：出行减排\s*\+4 × 1 = \+4$/)
    const [rides] = reading.lines
    const units = (rides?.units ?? 0) - 4
    const told = `${units.toLocaleString('en-GB')} × 1 = ${units.toLocaleString('en-GB')}`
    expect(slip[0]).toContain(told)
  })

  it('says nothing of corrections where it was signed before they were told', () => {
    const slip = slipOf(reading.lines.map(({ correctedUnits: _untold, ...line }) => line))
    expect(slip.filter((line) => line.startsWith('更正'))).toEqual([])
    expect(slip).toHaveLength(reading.lines.length + 1)
  })
})
