import { isTypable, shownValue } from './controls'
import { attributeOf, nodeOf, textAttributeOf } from './view-node'

/** An element as a screen reader would announce it. */
export interface Spoken {
  readonly role: string
  readonly name: string
  readonly element: Element
}

/** Roles a built-in component has by itself; a view has none until the page gives it one. */
const ROLE_OF: Readonly<Record<string, string>> = {
  'wx-button': 'button',
  'wx-input': 'textbox',
  'wx-textarea': 'textbox',
  'wx-switch': 'switch',
  'wx-checkbox': 'checkbox',
  'wx-radio': 'radio',
  'wx-slider': 'slider',
  'wx-picker': 'combobox',
  'wx-image': 'img',
  'wx-navigator': 'link',
}

export const roleOf = (element: Element): string =>
  textAttributeOf(element, 'aria-role') ||
  textAttributeOf(element, 'role') ||
  (ROLE_OF[element.localName] ?? '')

export function nameOf(element: Element): string {
  const label = textAttributeOf(element, 'aria-label')
  if (label) return label
  if (isTypable(element)) return labelText(element) || textAttributeOf(element, 'placeholder')
  if (element.localName === 'wx-image') return ''
  const content = [...element.childNodes].map(contentName).join(' ').replace(/\s+/g, ' ').trim()
  return content || labelText(element)
}

const contentName = (node: Node): string => {
  if (node.nodeType === TEXT_NODE) return node.textContent ?? ''
  return isElement(node) && !isHidden(node) ? nameOf(node).concat(isInline(node) ? '' : ' ') : ''
}

const labelText = (element: Element) => element.closest('wx-label')?.textContent?.trim() ?? ''

/** Everything on a page that has a role, in reading order; what is hidden from sight or from a reader is left out. */
export function spokenOf(page: Element): Spoken[] {
  return spokenElements(page)
    .filter((element) => roleOf(element) !== '')
    .map((element) => ({ role: roleOf(element), name: nameOf(element), element }))
}

/** Elements that react to a tap or an entry, whether or not they say so. */
export function tappablesOf(page: Element): Element[] {
  return shownElements(page).filter((element) => CONTROLS.has(element.localName) || hasOwnTap(element))
}

const CONTROLS = new Set([
  'wx-button',
  'wx-input',
  'wx-textarea',
  'wx-switch',
  'wx-checkbox',
  'wx-radio',
  'wx-slider',
  'wx-picker',
])

/** Taro's templates bind a tap to views, texts and images only where the page listens; to other tags always. */
const BOUND_ON_PURPOSE = new Set(['wx-view', 'wx-text', 'wx-image', 'wx-cover-view', 'wx-cover-image'])

function hasOwnTap(element: Element): boolean {
  if (!BOUND_ON_PURPOSE.has(element.localName)) return false
  const { _$eventTarget: target } = nodeOf(element) as unknown as {
    _$eventTarget?: { listeners: Record<string, unknown> }
  }
  return target?.listeners['tap'] !== undefined
}

/** What a person reads on the page, a line per block, fields with what they hold. */
export function readableText(page: Element): string {
  return visibleText(page)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

function visibleText(node: Node): string {
  if (node.nodeType === TEXT_NODE) return node.textContent ?? ''
  if (!isElement(node) || isHidden(node)) return ''
  if (isTypable(node)) return `\n${shownValue(node) || textAttributeOf(node, 'placeholder')}\n`
  const inside = [...node.childNodes].map(visibleText).join('')
  return isInline(node) ? inside : `\n${inside}\n`
}

/** How many nodes the page has and how deep they lie, the page itself being depth 0; bare text is not a node. */
export function sizeOf(page: Element): { count: number; depth: number } {
  const children = [...page.children].map(sizeOf)
  return {
    count: children.reduce((sum, { count }) => sum + count + 1, 0),
    depth: Math.max(0, ...children.map(({ depth }) => depth + 1)),
  }
}

const TEXT_NODE = 3
const isElement = (node: Node): node is Element => node.nodeType === 1
const isInline = (element: Element) => element.localName === 'wx-text'

function isHidden(element: Element): boolean {
  const style = (element.getAttribute('style') ?? '').replaceAll(' ', '')
  return (
    Boolean(attributeOf(element, 'hidden')) ||
    style.includes('display:none') ||
    style.includes('visibility:hidden')
  )
}

const shownElements = (page: Element): Element[] =>
  [...page.children].filter((child) => !isHidden(child)).flatMap((child) => [child, ...shownElements(child)])

/** What is hidden from a reader is hidden with all that lies in it. */
const spokenElements = (page: Element): Element[] =>
  [...page.children]
    .filter((child) => !isHidden(child) && textAttributeOf(child, 'aria-hidden') !== 'true')
    .flatMap((child) => [child, ...spokenElements(child)])
