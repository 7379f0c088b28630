import { posix } from 'node:path'
import { mpEvent } from './mp-event'
import {
  bindInstance,
  createLogicInstance,
  guard,
  instanceOf,
  type Definition,
  type Threads,
} from './logic-instance'
import { pageSettings, type MiniPackage } from './mini-package'
import type { ViewComponent } from './view-engine'

type Method = (this: unknown, ...values: unknown[]) => unknown
type ComponentDefinition = Parameters<ReturnType<Threads['view']['space']['component']>['definition']>[0]

/** `Page()` and `Component()` of a host: what a script registers becomes a component of the engine under its own path. */
export function createRegistry(mini: MiniPackage, threads: Threads) {
  const { realm, view, onFault } = threads
  const loaded = new Set<string>()

  const register = (path: string, definition: Definition, parts: Partial<ComponentDefinition>) => {
    const methods = {
      ...functionsOf(definition),
      ...functionsOf(definition['methods'] as Definition | undefined),
    }
    const bridged = Object.entries(methods).map(([name, method]) => [name, bridge(method)])
    view.space
      .component(path)
      .options(optionsOf(definition))
      .definition({
        data: view.copyIn((definition['data'] ?? {}) as Record<string, unknown>),
        methods: Object.fromEntries(bridged) as NonNullable<ComponentDefinition['methods']>,
        ...parts,
      })
      .register()
  }

  /** A method as the render thread calls it: the event crosses as a copy, a throw becomes a fault of the client. */
  const bridge = (method: Method) =>
    function (this: { _$: ViewComponent }, event: unknown) {
      const instance = instanceOf(this._$)
      return guard(onFault, () => method.call(instance, realm.copyIn(mpEvent(event, mini.dialect))))
    }

  const lifetime = (...callbacks: unknown[]) =>
    function (this: { _$: ViewComponent }) {
      const component = this._$
      if (!instanceOf(component))
        bindInstance(component, createLogicInstance(threads, definitions.get(component.is)!, component))
      for (const callback of callbacks)
        if (typeof callback === 'function')
          guard(onFault, () => (callback as Method).call(instanceOf(component)))
    }

  const definitions = new Map<string, Definition>()
  const globals = {
    Page(definition: Definition) {
      definitions.set(realm.scriptPath, definition)
      register(realm.scriptPath, definition, { lifetimes: { created: lifetime() } })
    },
    Component(definition: Definition) {
      definitions.set(realm.scriptPath, definition)
      const lifetimes = { ...definition, ...(definition['lifetimes'] as object | undefined) }
      register(realm.scriptPath, definition, {
        properties: propertiesOf(definition, view.copyIn),
        lifetimes: {
          created: lifetime(lifetimes['created'], lifetimes['onInit']),
          attached: lifetime(lifetimes['attached'], lifetimes['didMount']),
          ready: lifetime(lifetimes['ready']),
          detached: lifetime(lifetimes['detached'], lifetimes['didUnmount']),
        },
      })
    },
  }

  /** Runs the scripts of a page or component and of everything it uses, as a host does before it first shows it. */
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    const settings = pageSettings(mini, path)
    view.space.addComponentStaticConfig(path, settings)
    for (const used of Object.values(settings.usingComponents ?? {}))
      load(posix.join(used.startsWith('/') ? '' : posix.dirname(path), used).replace(/^\//, ''))
    realm.requireScript(path)
  }
  return { globals, load }
}

const functionsOf = (fields: Definition | undefined): Record<string, Method> =>
  Object.fromEntries(
    Object.entries(fields ?? {}).filter(([, value]) => typeof value === 'function'),
  ) as Record<string, Method>

function optionsOf(definition: Definition): { virtualHost?: boolean; multipleSlots?: boolean } {
  const { virtualHost, multipleSlots } = (definition['options'] ?? {}) as {
    virtualHost?: boolean
    multipleSlots?: boolean
  }
  return { ...(virtualHost && { virtualHost }), ...(multipleSlots && { multipleSlots }) }
}

/** Types are named by constructors of the logic realm; the engine knows only its own, so any value is let through. */
function propertiesOf(definition: Definition, copyIn: <T>(value: T) => T) {
  const declared = { ...(definition['props'] as object), ...(definition['properties'] as object) }
  const property = (declaration: unknown) => {
    const isLong =
      typeof declaration === 'object' &&
      declaration !== null &&
      ('value' in declaration || 'type' in declaration)
    const value = isLong
      ? (declaration as { value?: unknown }).value
      : typeof declaration === 'function'
        ? null
        : declaration
    return { type: null, value: copyIn(value ?? null) }
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, declaration]) => [name, property(declaration)]),
  )
}
