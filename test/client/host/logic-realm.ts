import { createContext, Script } from 'node:vm'
import { posix } from 'node:path'
import type { MiniPackage } from './mini-package'

/** Runs inside the realm, so that what it hands out is made of the realm's own objects. */
const REALM_SOURCE = `({
  parse: JSON.parse,
  buffer: (json) => Uint8Array.from(JSON.parse(json)).buffer,
  newPromise: (start) => new Promise(start),
  canvasContext: () => new Proxy({ measureText: (text) => ({ width: text.length * 8 }) }, {
    get: (drawing, key) => key in drawing ? drawing[key] : () => ({ addColorStop() {} }),
  }),
})`

export interface RealmTools {
  parse(json: string): unknown
  /** An ArrayBuffer of the realm's own, of bytes as JSON. */
  buffer(json: string): unknown
  newPromise(
    start: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void,
  ): PromiseLike<unknown>
  canvasContext(): unknown
}

export interface LogicRealm {
  readonly tools: RealmTools
  /** A copy made of the realm's own plain objects: what crosses the bridge of a real host is text. */
  copyIn<T>(value: T): T
  define(globals: Record<string, unknown>): void
  /** Runs a script once and answers its exports; `path` has no suffix. */
  requireScript(path: string): unknown
  /** The script that is being run right now: `Page()` and `Component()` register under its path. */
  readonly scriptPath: string
  /** Whether no timer is about to fire: a mini-program defers much of its work by a few frames. */
  isIdle(): boolean
  stop(): void
}

/**
 * The thread a mini-program's own JavaScript runs in: ECMAScript's built-ins, timers and console, nothing of the web or
 * of Node, no code from strings. A module that leans on `URL` or `TextEncoder` dies here as it would on a phone.
 */
export function createLogicRealm(mini: MiniPackage, onFault: (fault: unknown) => void): LogicRealm {
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } })
  const tools = new Script(REALM_SOURCE).runInContext(context) as RealmTools
  const loaded = new Map<string, { exports: unknown }>()
  const running: string[] = []
  const timers = startTimers(onFault)

  const define = (globals: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(globals))
      Object.defineProperty(context, name, { value, writable: true, configurable: true })
  }
  define(timers.globals)
  new Script('delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer').runInContext(context)

  const requireScript = (path: string): unknown => {
    const key = [path, posix.join(path, 'index')].find((candidate) => mini.files.has(`${candidate}.js`))
    if (key === undefined) throw new Error(`no script ${path}.js in the package`)
    const known = loaded.get(key)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(key, module)
    const wrapped = `(function (require, module, exports) {${mini.files.get(`${key}.js`)}\n})`
    const run = new Script(wrapped, { filename: `${key}.js` }).runInContext(context) as (
      ...scope: unknown[]
    ) => void
    const requireBeside = (name: string) =>
      requireScript(posix.join(name.startsWith('/') ? '' : posix.dirname(key), name).replace(/\.js$/, ''))
    running.push(key)
    try {
      run(requireBeside, module, module.exports)
    } finally {
      running.pop()
    }
    return module.exports
  }

  return {
    tools,
    copyIn: (value) => (value === undefined ? value : (tools.parse(JSON.stringify(value)) as typeof value)),
    define,
    requireScript,
    get scriptPath() {
      const path = running.at(-1)
      if (path === undefined)
        throw new Error('Page() or Component() was called while no script of the package was loading')
      return path
    },
    isIdle: timers.isIdle,
    stop: timers.stop,
  }
}

/** A timer due this soon is work under way; a later one is a wait. */
const SOON_MS = 100

/** Timers with numbers for handles, as both hosts have them; all die with the client. */
function startTimers(onFault: (fault: unknown) => void) {
  const handles = new Map<number, NodeJS.Timeout>()
  const soon = new Set<number>()
  let lastHandle = 0
  let isStopped = false
  const guarded = (callback: (...values: unknown[]) => void, values: unknown[]) => {
    try {
      callback(...values)
    } catch (fault) {
      onFault(fault)
    }
  }
  const clear = (handle: number | undefined) => {
    clearTimeout(handles.get(handle ?? 0))
    handles.delete(handle ?? 0)
    soon.delete(handle ?? 0)
  }
  const start =
    (arm: typeof setTimeout | typeof setInterval, once: boolean) =>
    (callback: (...values: unknown[]) => void, delay = 0, ...values: unknown[]) => {
      const handle = ++lastHandle
      // An answer that comes late must not keep a closed client alive.
      if (isStopped) return handle
      const fire = () => {
        if (once) clear(handle)
        guarded(callback, values)
      }
      handles.set(handle, arm(fire, delay))
      if (once && delay <= SOON_MS) soon.add(handle)
      return handle
    }
  return {
    globals: {
      setTimeout: start(setTimeout, true),
      setInterval: start(setInterval, false),
      clearTimeout: clear,
      clearInterval: clear,
    },
    isIdle: () => soon.size === 0,
    stop() {
      isStopped = true
      for (const handle of handles.keys()) clear(handle)
    },
  }
}
