import type { ViewNode } from './view-engine'

/** Which engine node stands behind an element of the document. */
export function nodeOf(element: Element): ViewNode {
  const node = (element as Element & { __wxElement?: ViewNode }).__wxElement
  if (!node) throw new Error(`<${element.localName}> is not a node of a page`)
  return node
}

/** An attribute as the page gave it. The document's copy cannot be trusted: there, "not given" reads like "true". */
export const attributeOf = (element: Element, name: string): unknown =>
  nodeOf(element).getAttribute(name) ?? undefined

export const textAttributeOf = (element: Element, name: string): string => {
  const value = attributeOf(element, name)
  return value === undefined ? '' : String(value)
}
