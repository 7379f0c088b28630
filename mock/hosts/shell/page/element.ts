type Child = Node | string | undefined | false

interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | ((event: Event) => void)
}

/** Makes an element: `on…` attributes are listeners, true/false ones are present or absent. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value))
  }
  for (const child of children) if (child) made.append(child)
  return made
}

/** A drawing from our own markup, hidden from screen readers. */
export const drawing = (svg: string): HTMLElement => {
  const made = element('span', { class: 'drawing', 'aria-hidden': 'true' })
  made.innerHTML = svg
  return made
}
