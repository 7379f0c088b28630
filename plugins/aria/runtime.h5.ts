/** The half in a browser: an element with an operable role can be reached and pressed with the keyboard. */
const OPERABLE = ['button', 'checkbox', 'link', 'menuitem', 'option', 'radio', 'switch', 'tab']
const SELECTOR = OPERABLE.map((role) => `[role="${role}"]`).join(',')

/** Elements the browser already puts in the tab order; a second stop on them would be noise. */
const NATIVE = 'a[href],button,input,select,textarea'

function makeReachable(element: Element): void {
  if (!element.matches(SELECTOR) || element.matches(NATIVE) || element.hasAttribute('tabindex')) return
  element.setAttribute('tabindex', '0')
}

function makeAllReachable(root: Element): void {
  makeReachable(root)
  root.querySelectorAll(SELECTOR).forEach(makeReachable)
}

function watch(): void {
  makeAllReachable(document.body)
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'attributes') makeReachable(record.target as Element)
      record.addedNodes.forEach((node) => {
        if (node.nodeType === Node.ELEMENT_NODE) makeAllReachable(node as Element)
      })
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['role'] })
}

/** Enter and Space press whatever has the focus, as they press a native button. */
function press(event: KeyboardEvent): void {
  const target = event.target
  if (event.key !== 'Enter' && event.key !== ' ') return
  if (!(target instanceof HTMLElement) || !target.matches(SELECTOR) || target.matches(NATIVE)) return
  event.preventDefault()
  target.click()
}

document.addEventListener('keydown', press)
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', watch)
else watch()
