import { checkedValues, enter, formValue, isCheckable, isChecked, isDisabled, shownValue } from './controls'
import type { Device } from './device'
import type { Dialect } from './mini-package'
import type { ViewEngine } from './view-engine'
import { attributeOf, nodeOf, textAttributeOf } from './view-node'

export type Gestures = ReturnType<typeof createGestures>

/** A finger and a keyboard: each gesture sends the events a phone would, then lets the touched control react. */
export function createGestures({ glassEasel, copyIn }: ViewEngine, dialect: Dialect, device: Device) {
  const send = (element: Element, type: string, detail: object = {}, bubbles = false) => {
    const touches = copyIn(bubbles ? [{ identifier: 0, pageX: 1, pageY: 1, clientX: 1, clientY: 1 }] : [])
    const options = {
      bubbles,
      composed: bubbles,
      capturePhase: bubbles,
      extraFields: { touches, changedTouches: touches },
    }
    glassEasel.Event.dispatchEvent(nodeOf(element), new glassEasel.Event(type, copyIn(detail), options))
  }

  const toggle = (control: Element) => {
    const on = control.localName === 'wx-radio' ? true : !isChecked(control)
    const group = control.closest('wx-checkbox-group, wx-radio-group')
    if (control.localName === 'wx-radio')
      group?.querySelectorAll('wx-radio').forEach((radio) => enter(radio, radio === control))
    else enter(control, on)
    if (control.localName === 'wx-switch' || dialect === 'my') send(control, 'change', { value: on })
    if (!group) return
    const ticked = checkedValues(group)
    send(group, 'change', { value: group.localName === 'wx-radio-group' ? ticked[0] : ticked })
  }

  const pressForm = (button: Element) => {
    const form = button.closest('wx-form')
    const kind = textAttributeOf(button, 'form-type')
    if (form && kind === 'submit') send(form, 'submit', { value: formValue(form) })
    if (form && kind === 'reset') send(form, 'reset')
  }

  const tap = (element: Element) => {
    const disabled = element.closest('wx-button, wx-input, wx-switch, wx-checkbox, wx-radio, wx-picker')
    if (disabled && isDisabled(disabled))
      throw new Error(`<${disabled.localName}> is disabled: nobody can tap it`)
    send(element, 'touchstart', {}, true)
    send(element, 'touchend', {}, true)
    device.isTapped = true
    send(element, 'tap', { x: 1, y: 1 }, true)
    device.isTapped = false
    const label = element.closest('wx-label')
    const control = isCheckable(element) ? element : label?.querySelector('wx-switch, wx-checkbox, wx-radio')
    if (control) toggle(control)
    pressForm(element)
  }

  return {
    tap,
    longPress(element: Element) {
      send(element, 'touchstart', {}, true)
      send(element, dialect === 'my' ? 'longtap' : 'longpress', { x: 1, y: 1 }, true)
      send(element, 'touchend', {}, true)
    },
    type(field: Element, text: string) {
      if (isDisabled(field)) throw new Error('the field is disabled: nobody can type into it')
      send(field, 'focus', { value: shownValue(field) })
      enter(field, text)
      send(field, 'input', { value: text, cursor: text.length, keyCode: 0 })
      send(field, 'blur', { value: shownValue(field), cursor: text.length })
    },
    confirm: (field: Element) => send(field, 'confirm', { value: shownValue(field) }),
    /** Picks from a picker: the index among its range, or the text itself of a date, time or region. */
    pick(picker: Element, option: string) {
      const range = attributeOf(picker, 'range')
      const key = textAttributeOf(picker, 'range-key')
      const labels = Array.isArray(range)
        ? range.map((each: unknown) => String(key ? (each as Record<string, unknown>)[key] : each))
        : []
      const index = labels.indexOf(option)
      if (labels.length > 0 && index < 0) throw new Error(`"${option}" is not among ${labels.join(', ')}`)
      send(picker, 'change', { value: index < 0 ? option : index })
    },
    slide(slider: Element, value: number) {
      enter(slider, String(value))
      send(slider, 'change', { value })
    },
    swipeTo: (swiper: Element, current: number) => send(swiper, 'change', { current, source: 'touch' }),
    scroll(view: Element, scrollTop: number) {
      send(view, 'scroll', {
        scrollTop,
        scrollLeft: 0,
        scrollHeight: scrollTop + 1000,
        scrollWidth: 375,
        deltaX: 0,
        deltaY: -scrollTop,
      })
    },
    scrollToEnd: (view: Element) => send(view, 'scrolltolower', { direction: 'bottom' }),
  }
}
