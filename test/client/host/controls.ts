import { attributeOf, textAttributeOf } from './view-node'

/**
 * What form controls hold. The page's own word and the person's entry both count: the later one is shown, so a
 * controlled field that is given the same value again keeps what was typed, as on a phone.
 */
interface Entry {
  readonly value: string | boolean
  /** The page's word when the person entered hers. */
  readonly over: unknown
}

const entries = new WeakMap<Element, Entry>()

export function enter(control: Element, value: string | boolean): void {
  entries.set(control, { value, over: pageWord(control) })
}

export function shownValue(control: Element): string {
  const entry = entries.get(control)
  return entry && entry.over === pageWord(control) ? String(entry.value) : String(pageWord(control) ?? '')
}

export function isChecked(control: Element): boolean {
  const entry = entries.get(control)
  return entry && entry.over === pageWord(control) ? Boolean(entry.value) : Boolean(pageWord(control))
}

export const isCheckable = (element: Element) => CHECKABLE.has(element.localName)
export const isTypable = (element: Element) =>
  element.localName === 'wx-input' || element.localName === 'wx-textarea'
export const isDisabled = (element: Element) => Boolean(attributeOf(element, 'disabled'))

const CHECKABLE = new Set(['wx-switch', 'wx-checkbox', 'wx-radio'])
const pageWord = (control: Element) => attributeOf(control, isCheckable(control) ? 'checked' : 'value')

/** The values of the boxes ticked inside a group. */
export function checkedValues(group: Element): string[] {
  return [...group.querySelectorAll('wx-checkbox, wx-radio')]
    .filter(isChecked)
    .map((box) => textAttributeOf(box, 'value'))
}

/** What a form hands to its submit handler: every named control's value. */
export function formValue(form: Element): Record<string, unknown> {
  const named = [...form.querySelectorAll('[name]')].filter(
    (control) => textAttributeOf(control, 'name') !== '',
  )
  return Object.fromEntries(named.map((control) => [textAttributeOf(control, 'name'), valueOf(control)]))
}

function valueOf(control: Element): unknown {
  if (control.localName === 'wx-checkbox-group') return checkedValues(control)
  if (control.localName === 'wx-radio-group') return checkedValues(control)[0] ?? ''
  if (control.localName === 'wx-switch') return isChecked(control)
  if (control.localName === 'wx-slider') return Number(shownValue(control))
  return shownValue(control)
}
