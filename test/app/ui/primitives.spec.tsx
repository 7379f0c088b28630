import { useState } from 'react'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { milligrams } from '#domain/measure'
import { LocaleProvider } from '../../../src/i18n'
import {
  BarChart,
  Button,
  Chips,
  CityQuantity,
  Failure,
  FrameProvider,
  Page,
  Quantity,
  Sheet,
  Switch,
  SwitchRow,
  Timeline,
} from '../../../src/ui'

const settle = () => act(() => Promise.resolve())

describe('a button', () => {
  test('hears the second of two quick taps only when the first is done', async () => {
    let finish = () => {}
    const onTap = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    render(<Button onTap={onTap}>开通</Button>)
    const button = screen.getByRole('button', { name: /开通/ })
    fireEvent.click(button)
    fireEvent.click(button)
    expect(onTap).toHaveBeenCalledTimes(1)
    expect(button).toHaveAttribute('aria-busy', 'true')
    await act(() => Promise.resolve(finish()))
    await settle()
    fireEvent.click(button)
    expect(onTap).toHaveBeenCalledTimes(2)
  })

  test('that is disabled does nothing and says so', () => {
    const onTap = jest.fn()
    render(
      <Button disabled onTap={onTap}>
        关闭账户
      </Button>,
    )
    fireEvent.click(screen.getByRole('button'))
    expect(onTap).not.toHaveBeenCalled()
    expect(screen.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
  })
})

describe('a quantity', () => {
  test('is large in kilograms, and every digit is one tap away', () => {
    render(<Quantity mass={milligrams(1_197_465)} size={6} expands />)
    const quantity = screen.getByRole('button')
    expect(quantity).toHaveTextContent('1.197千克')
    fireEvent.click(quantity)
    expect(quantity).toHaveTextContent('1,197.465 克')
  })

  test('is named by what is seen and then in full, in either language', () => {
    for (const [locale, name] of [
      ['zh', '1.197千克，全部位数 1,197.465 克'],
      ['en', '1.197kg, in full 1,197.465 g'],
    ] as const) {
      const { unmount } = render(
        <LocaleProvider value={locale}>
          <Quantity mass={milligrams(1_197_465)} expands />
        </LocaleProvider>,
      )
      const quantity = screen.getByRole('button', { name })
      expect(name.startsWith(quantity.textContent ?? '-')).toBe(true)
      unmount()
    }
  })

  test('that is shown with every digit has nothing more to show', () => {
    for (const mass of [0, 422_000, 957_390]) {
      const { unmount } = render(<Quantity mass={milligrams(mass)} expands />)
      expect(screen.queryByRole('button')).toBeNull()
      unmount()
    }
  })

  test('of a city that has not come to a kilogram is no zero', () => {
    const { container } = render(<CityQuantity milligramsText="422000" />)
    expect(container).toHaveTextContent(/^422克$/)
  })

  test('of a whole city may pass what a number holds', () => {
    render(<CityQuantity milligramsText="9223372036854775807123" />)
    expect(screen.getByText('9,223,372,036,854,775')).toBeInTheDocument()
  })
})

describe('a switch', () => {
  test('says what it is for and whether it is on, and rests while the answer is under way', () => {
    const onTurn = jest.fn()
    const { rerender } = render(<Switch label="地铁" isOn={false} onTurn={onTurn} />)
    const control = screen.getByRole('switch', { name: '地铁' })
    expect(control).toHaveAttribute('aria-checked', 'false')
    fireEvent.click(control)
    expect(onTurn).toHaveBeenCalledWith(true)
    rerender(<Switch label="地铁" isOn={false} isBusy onTurn={onTurn} />)
    fireEvent.click(control)
    expect(onTurn).toHaveBeenCalledTimes(1)
  })
})

describe('a line that is on or off', () => {
  test('is turned wherever it is tapped, and is one thing for the ear', () => {
    const onTurn = jest.fn()
    render(<SwitchRow title="五原路店" detail="梧桐餐饮" isOn onTurn={onTurn} />)
    const line = screen.getByRole('switch')
    expect(line).toHaveAccessibleName(/^五原路店\s?梧桐餐饮$/)
    expect(line).toHaveAttribute('aria-checked', 'true')
    expect(line.querySelector('[role], [aria-label]')).toBeNull()
    fireEvent.click(screen.getByText('五原路店'))
    expect(onTurn).toHaveBeenCalledWith(false)
  })
})

describe('a chart', () => {
  const bars = [
    { short: '10', name: '2026年10月', issued: milligrams(2_000_000), pending: milligrams(0) },
    { short: '11', name: '2026年11月', issued: milligrams(500_000), pending: milligrams(500_000) },
  ]

  test('is one picture for the ear, with a table behind it', () => {
    render(<BarChart bars={bars} summary="两个月,最多的是10月" />)
    expect(screen.getByRole('img', { name: '两个月,最多的是10月' })).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '看数字' }))
    expect(screen.getByText('2026年11月').parentElement).toHaveTextContent('2026年11月1.000 千克')
  })
})

describe('a page', () => {
  const frame = {
    fontScale: 1,
    isOffline: false,
    notice: '',
    goBack: jest.fn(),
    holdBack: () => () => {},
    paintTitleBar: jest.fn(),
  }

  test('carries its theme on its root and says when it is offline', () => {
    render(
      <FrameProvider value={{ ...frame, theme: 'dark', isElder: true, isOffline: true }}>
        <Page title="行程">内容</Page>
      </FrameProvider>,
    )
    expect(screen.getByRole('main')).toHaveClass('sui', 'dark', 'elder')
    expect(screen.getByText(/现在没有网络/)).toBeInTheDocument()
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('行程')
  })

  test.each([
    [1.3, false],
    [2, true],
  ])('at the host’s font scale %s gives up its second column: %s', (fontScale, isBig) => {
    render(
      <FrameProvider value={{ ...frame, theme: 'light', isElder: false, fontScale }}>
        <Page title="行程">内容</Page>
      </FrameProvider>,
    )
    expect(screen.getByRole('main').classList.contains('big')).toBe(isBig)
  })

  test('speaks English when asked to', () => {
    render(
      <LocaleProvider value="en">
        <Failure message="Away" next="Later" onRetry={() => {}} />
      </LocaleProvider>,
    )
    expect(screen.getByRole('alert')).toHaveTextContent('Away')
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument()
  })
})

test('a sheet keeps the focus inside, and gives it back when Escape has closed it', () => {
  const Opener = () => {
    const [isOpen, setOpen] = useState(false)
    return (
      <Page title="页面">
        <button onClick={() => setOpen(true)}>打开</button>
        {isOpen && (
          <Sheet title="确认" onClose={() => setOpen(false)}>
            <button>第一</button>
            <button>最后</button>
          </Sheet>
        )}
      </Page>
    )
  }
  render(<Opener />)
  const opener = screen.getByRole('button', { name: '打开' })
  opener.focus()
  fireEvent.click(opener)
  expect(screen.getByRole('dialog')).toHaveFocus()
  const last = screen.getByRole('button', { name: '最后' })
  last.focus()
  fireEvent.keyDown(last, { key: 'Tab' })
  const [first] = within(screen.getByRole('dialog')).getAllByRole('button')
  expect(document.activeElement).not.toBe(last)
  expect(screen.getByRole('dialog')).toContainElement(document.activeElement as HTMLElement)
  first?.focus()
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(opener).toHaveFocus()
})

test('a sheet is a dialog that takes the focus, and Escape closes it', () => {
  const onClose = jest.fn()
  render(
    <Page title="页面">
      <Sheet title="有什么问题?" onClose={onClose}>
        内容
      </Sheet>
    </Page>,
  )
  expect(screen.getByRole('dialog', { name: '有什么问题?' })).toHaveFocus()
  fireEvent.click(screen.getByRole('button', { name: '关闭' }))
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' })
  expect(onClose).toHaveBeenCalledTimes(2)
})

test('a sheet does not hear the second tap of a double tap beside it, and closes at a tap after that', () => {
  jest.useFakeTimers()
  const onClose = jest.fn()
  const { baseElement } = render(
    <Page title="页面">
      <Sheet title="确认" onClose={onClose}>
        内容
      </Sheet>
    </Page>,
  )
  const veil = baseElement.querySelector('.veil')!
  fireEvent.click(veil)
  jest.advanceTimersByTime(390)
  fireEvent.click(veil)
  expect(onClose).not.toHaveBeenCalled()
  jest.advanceTimersByTime(10)
  fireEvent.click(veil)
  expect(onClose).toHaveBeenCalledTimes(1)
  jest.useRealTimers()
})

test('an open sheet covers its page, hears the back key, and gives both back when it goes', () => {
  const onClose = jest.fn()
  const letGo = jest.fn()
  let press = () => {}
  const holdBack = (onBack: () => void) => {
    press = onBack
    return letGo
  }
  const frame = {
    theme: 'light' as const,
    isElder: false,
    fontScale: 1,
    isOffline: false,
    notice: '没有网络',
    goBack() {},
    holdBack,
    paintTitleBar() {},
  }
  const pageWith = (sheet: boolean) => (
    <FrameProvider value={frame}>
      <Page title="页面">
        <button>后面</button>
        {sheet && (
          <Sheet title="确认" onClose={onClose}>
            内容
          </Sheet>
        )}
      </Page>
    </FrameProvider>
  )
  const { rerender } = render(pageWith(true))
  expect(screen.queryByRole('button', { name: '后面' })).toBeNull()
  expect(screen.getByRole('dialog')).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent('没有网络')
  press()
  expect(onClose).toHaveBeenCalledTimes(1)
  rerender(pageWith(false))
  expect(screen.getByRole('button', { name: '后面' })).toBeVisible()
  expect(letGo).toHaveBeenCalledTimes(1)
})

test('steps and choices say their state in words, not only in colour', () => {
  render(
    <>
      <Timeline
        steps={[
          { name: '收到', when: '08:42', state: 'done' },
          { name: '核对', when: '', state: 'wait' },
          { name: '入账', when: '', state: 'next' },
        ]}
      />
      <Chips
        label="方式"
        options={[
          { value: 'all', name: '全部' },
          { value: 'bus', name: '公交' },
        ]}
        chosen="bus"
        onChoose={() => {}}
      />
    </>,
  )
  expect(screen.getAllByRole('listitem')).toHaveLength(3)
  expect(screen.getByRole('img', { name: '还没到' })).toBeInTheDocument()
  expect(screen.getByRole('radio', { name: '公交' })).toHaveAttribute('aria-checked', 'true')
})
