import type { LogicRealm } from './logic-realm'
import type { SetDataMeter } from './setdata-meter'
import type { ViewComponent, ViewEngine } from './view-engine'

/** What `Page({…})` and `Component({…})` are given; functions live in the logic realm. */
export type Definition = Readonly<Record<string, unknown>>

/** `this` of a page's or component's methods. */
export type LogicInstance = Record<string, unknown> & {
  readonly data: Record<string, unknown>
  setData(data: Record<string, unknown>, callback?: () => void): void
}

export interface Threads {
  readonly realm: LogicRealm
  readonly view: ViewEngine
  readonly meter: SetDataMeter
  onFault(fault: unknown): void
}

/** A page or component on the logic side, holding only copies of what the render side shows. */
export function createLogicInstance(
  { realm, view, meter, onFault }: Threads,
  definition: Definition,
  component: ViewComponent,
): LogicInstance {
  const hasProperties = Boolean(definition['properties'] ?? definition['props'])
  let copy: Record<string, unknown> | undefined
  const readData = () => (copy ??= realm.copyIn(component.data as Record<string, unknown>))

  const instance = realm.copyIn({}) as LogicInstance
  Object.assign(instance, ownFields(definition), definition['methods'])
  Object.defineProperties(instance, {
    data: {
      get: () => {
        // Properties change without a setData of this instance, so a component's copy is never kept.
        if (hasProperties) copy = undefined
        return readData()
      },
    },
    props: { get: () => (hasProperties ? realm.copyIn(component.data as object) : realm.copyIn({})) },
    properties: { get: () => realm.copyIn(component.data as object) },
  })
  return Object.assign(instance, {
    is: component.is,
    setData(data: Record<string, unknown>, callback?: () => void) {
      const sent = JSON.stringify(data)
      meter.record({ owner: component.is, bytes: Buffer.byteLength(sent) })
      copy = undefined
      component.setData(view.copyIn(data) as never)
      if (callback) setTimeout(() => guard(onFault, () => callback.call(instance)), 0)
    },
    triggerEvent: (name: string, detail: unknown, options: object = {}) =>
      component.triggerEvent(name, view.copyIn(detail ?? {}), options),
    selectComponent: (selector: string) => instanceOf(component.getShadowRoot()?.querySelector(selector)),
  })
}

const instances = new WeakMap<object, LogicInstance>()
const components = new WeakMap<object, ViewComponent>()

export function bindInstance(component: ViewComponent, instance: LogicInstance): void {
  instances.set(component, instance)
  components.set(instance, component)
}

export const instanceOf = (component: unknown): LogicInstance | undefined =>
  instances.get(component as object)
export const componentOf = (instance: unknown): ViewComponent | undefined =>
  components.get(instance as object)

export function guard(onFault: (fault: unknown) => void, run: () => unknown): unknown {
  try {
    return run()
  } catch (fault) {
    return void onFault(fault)
  }
}

const HANDLED_APART = new Set([
  'data',
  'methods',
  'properties',
  'props',
  'options',
  'lifetimes',
  'observers',
  'events',
])

const ownFields = (definition: Definition) =>
  Object.fromEntries(Object.entries(definition).filter(([name]) => !HANDLED_APART.has(name)))
