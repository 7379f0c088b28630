import type { Dialect } from './mini-package'
import type { ViewComponent, ViewNode } from './view-engine'

type Callback = (result: unknown) => void

interface Fields {
  readonly id?: boolean
  readonly dataset?: boolean
  readonly rect?: boolean
  readonly size?: boolean
  readonly scrollOffset?: boolean
  readonly node?: boolean
  readonly properties?: readonly string[]
}

interface Question {
  readonly selector: string | null
  readonly isSingle: boolean
  readonly fields: Fields
  readonly callback: Callback | undefined
}

/** There is no layout in a headless host, so every box is one touch target wide and high. */
const BOX = { left: 0, top: 0, right: 375, bottom: 44, width: 375, height: 44 }
const VIEWPORT = { left: 0, top: 0, right: 375, bottom: 812, width: 375, height: 812 }
const SCROLL = { scrollLeft: 0, scrollTop: 0, scrollWidth: 375, scrollHeight: 812 }

export interface QueryScope {
  readonly dialect: Dialect
  currentPage(): ViewComponent | undefined
  componentOf(instance: unknown): ViewComponent | undefined
  copyIn<T>(value: T): T
  canvasContext(): unknown
}

/** `createSelectorQuery()`: like a real host it sees one shadow tree, the page's or that of the component it is `in`. */
export function createSelectorQuery(scope: QueryScope) {
  const questions: Question[] = []
  let root = scope.currentPage()

  const ask = (selector: string | null, isSingle: boolean) => {
    const push = (fields: Fields, callback?: Callback) => (
      questions.push({ selector, isSingle, fields, callback }),
      query
    )
    return {
      boundingClientRect: (callback?: Callback) =>
        push({ id: true, dataset: true, rect: true, size: true }, callback),
      scrollOffset: (callback?: Callback) => push({ id: true, dataset: true, scrollOffset: true }, callback),
      fields: (fields: Fields, callback?: Callback) => push(fields, callback),
      node: (callback?: Callback) => push({ node: true }, callback),
    }
  }
  const query = {
    in: (instance: unknown) => ((root = scope.componentOf(instance) ?? root), query),
    select: (selector: string) => ask(selector, true),
    selectAll: (selector: string) => ask(selector, false),
    selectViewport: () => ask(null, true),
    exec: (callback?: Callback) => {
      const answers = questions.map((question) => answerTo(question, root, scope))
      setTimeout(() => {
        questions.forEach(({ callback: own }, index) => own?.(answers[index]))
        callback?.(answers)
      }, 0)
      return query
    },
  }
  return query
}

function answerTo(
  { selector, isSingle, fields }: Question,
  root: ViewComponent | undefined,
  scope: QueryScope,
): unknown {
  if (selector === null) return describe(undefined, fields, scope)
  const found = root?.getShadowRoot()?.querySelectorAll(selector) ?? []
  if (!isSingle) return scope.copyIn(found.map((node) => describe(node, fields, scope)))
  return found[0] ? describe(found[0], fields, scope) : null
}

function describe(node: ViewNode | undefined, fields: Fields, scope: QueryScope): object {
  const box = node ? BOX : VIEWPORT
  const answer = scope.copyIn({
    ...(fields.id && { id: node?.id ?? '' }),
    ...(fields.dataset && { dataset: node?.dataset ?? {} }),
    ...(fields.rect && { left: box.left, top: box.top, right: box.right, bottom: box.bottom }),
    ...(fields.size && { width: box.width, height: box.height }),
    ...(fields.scrollOffset && SCROLL),
    ...Object.fromEntries((fields.properties ?? []).map((name) => [name, node?.getAttribute(name) ?? null])),
  })
  return fields.node ? Object.assign(answer, { node: canvasNode(scope), nodeCanvasType: '2d' }) : answer
}

/** A canvas that accepts every drawing; `my` answers the context itself in the same place. */
function canvasNode(scope: QueryScope): object {
  return Object.assign(scope.copyIn({ width: BOX.width, height: BOX.height }), {
    getContext: () => scope.canvasContext(),
    createImage: () => scope.copyIn({}),
    requestAnimationFrame: (draw: () => void) => Number(setTimeout(draw, 16)[Symbol.toPrimitive]()),
  })
}
