/** Taro's built-in components as plain elements: enough to read a page and to tap and type in it. */
import { createElement, forwardRef, type ChangeEvent, type FocusEvent, type ReactNode } from 'react'

interface Properties {
  readonly [name: string]: unknown
  readonly children?: ReactNode
}
type Detail = (event: { detail: { value: unknown } }) => void

/** Properties that only a mini-program understands; React would warn about them on an element. */
const HOST_ONLY = new Set([
  'hoverClass',
  'hoverStartTime',
  'hoverStayTime',
  'hoverStopPropagation',
  'scrollX',
  'scrollY',
  'scrollIntoView',
  'scrollWithAnimation',
  'enhanced',
  'showScrollbar',
  'openType',
  'lazyLoad',
  'mode',
  'canvasId',
  'compileMode',
  'userSelect',
  'selectable',
  'confirmType',
  'placeholderClass',
  'catchMove',
  'upperThreshold',
  'lowerThreshold',
  'onScrollToLower',
  'onScrollToUpper',
  'nativeProps',
  'password',
])

const understood = (properties: Properties) =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !HOST_ONLY.has(name)))

function container(tag: string, name: string) {
  const Component = forwardRef<HTMLElement, Properties>(({ children, ...rest }, ref) =>
    createElement(tag, { ...understood(rest), ref }, children as ReactNode),
  )
  Component.displayName = name
  return Component
}

/** A field answers like Taro's: the value is in event.detail. */
function field(tag: 'input' | 'textarea', name: string) {
  const Component = forwardRef<HTMLElement, Properties>(
    ({ onInput, onBlur, onConfirm, maxlength, children, ...rest }, ref) => {
      void children
      const tell =
        (handler: unknown) => (event: ChangeEvent<HTMLInputElement> | FocusEvent<HTMLInputElement>) =>
          (handler as Detail | undefined)?.({ detail: { value: event.target.value } })
      const onKeyDown = (event: { key: string; currentTarget: HTMLInputElement }) => {
        if (event.key === 'Enter')
          (onConfirm as Detail | undefined)?.({ detail: { value: event.currentTarget.value } })
      }
      return createElement(tag, {
        ...understood(rest),
        maxLength: maxlength,
        onChange: tell(onInput),
        onBlur: tell(onBlur),
        onKeyDown,
        ref,
      })
    },
  )
  Component.displayName = name
  return Component
}

export const View = container('div', 'View')
export const Text = container('span', 'Text')
export const Button = container('button', 'Button')
export const Label = container('label', 'Label')
export const Form = container('form', 'Form')
export const ScrollView = container('div', 'ScrollView')
export const Canvas = container('canvas', 'Canvas')
export const Swiper = container('div', 'Swiper')
export const SwiperItem = container('div', 'SwiperItem')
export const RootPortal = container('div', 'RootPortal')
export const CustomWrapper = container('div', 'CustomWrapper')
export const Picker = container('div', 'Picker')
export const Image = container('img', 'Image')
export const Input = field('input', 'Input')
export const Textarea = field('textarea', 'Textarea')

export const Switch = forwardRef<HTMLInputElement, Properties>(({ onChange, checked, ...rest }, ref) =>
  createElement('input', {
    ...understood(rest),
    ref,
    type: 'checkbox',
    role: 'switch',
    checked: Boolean(checked),
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      (onChange as Detail | undefined)?.({ detail: { value: event.target.checked } }),
  }),
)
Switch.displayName = 'Switch'
