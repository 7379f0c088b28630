/** The half in a browser: operable roles can be reached and pressed by keyboard, and fields carry their own names. */
const OPERABLE = ['button', 'checkbox', 'link', 'menuitem', 'option', 'radio', 'switch', 'tab']
const OPERABLE_SELECTOR = OPERABLE.map((role) => `[role="${role}"]`).join(',')

/** Elements the browser already puts in the tab order; a second stop on them would be noise. */
const NATIVE_SELECTOR = 'a[href],button,input,select,textarea'

/** Taro's fields are elements around a real one; a screen reader meets the real one. */
const FIELDS = ['input', 'textarea', 'switch', 'checkbox', 'radio']
const FIELD_SELECTOR = FIELDS.map((name) => `taro-${name}-core`).join(',')
const FIELD_ATTRIBUTES = ['aria-label', 'aria-invalid']

function makeReachable(element: Element): void {
  if (!element.matches(OPERABLE_SELECTOR) || element.matches(NATIVE_SELECTOR)) return
  if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '0')
}

function nameField(element: Element): void {
  const field = element.closest(FIELD_SELECTOR)
  const inner = field?.querySelector('input,textarea')
  if (!field || !inner) return
  for (const name of FIELD_ATTRIBUTES) {
    const value = field.getAttribute(name)
    if (value === null) continue
    inner.setAttribute(name, value)
    field.removeAttribute(name)
  }
}

function attend(element: Element): void {
  makeReachable(element)
  nameField(element)
}

function attendAll(root: Element): void {
  attend(root)
  root.querySelectorAll(`${OPERABLE_SELECTOR},${FIELD_SELECTOR}`).forEach(attend)
}

function watch(): void {
  attendAll(document.body)
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'attributes') attend(record.target as Element)
      record.addedNodes.forEach((node) => {
        if (node.nodeType === Node.ELEMENT_NODE) attendAll(node as Element)
      })
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['role', ...FIELD_ATTRIBUTES],
  })
}

/** Enter and Space press whatever has the focus, as they press a native button. */
function press(event: KeyboardEvent): void {
  const target = event.target
  if (event.key !== 'Enter' && event.key !== ' ') return
  if (!(target instanceof HTMLElement) || !target.matches(OPERABLE_SELECTOR)) return
  if (target.matches(NATIVE_SELECTOR)) return
  event.preventDefault()
  target.click()
}

document.addEventListener('keydown', press)
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', watch)
else watch()
