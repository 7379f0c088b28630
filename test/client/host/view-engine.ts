import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { posix } from 'node:path'
import { Script } from 'node:vm'
import type * as GlassEasel from 'glass-easel'
import type * as Adapter from 'glass-easel-miniprogram-adapter'
import { TmplGroup } from 'glass-easel-template-compiler'
import { JSDOM, VirtualConsole } from 'jsdom'
import { BUILT_IN_TAGS } from './built-in-tags'
import type { MiniPackage } from './mini-package'

export type ViewNode = GlassEasel.Element
export type ViewComponent = GlassEasel.GeneralComponent
type Templates = NonNullable<GlassEasel.template.ComponentTemplate['groupList']>

export interface ViewEngine {
  readonly glassEasel: typeof GlassEasel
  readonly space: Adapter.CodeSpace
  /** A copy made of the view's own plain objects. */
  copyIn<T>(value: T): T
  /** Creates a registered page and shows it, attached to the document. */
  mount(path: string): { root: ViewComponent; element: HTMLElement; unmount(): void }
  stop(): void
}

const WINDOW_WIDTH = 375
const WINDOW_HEIGHT = 812

/** The render thread: WeChat's open component engine over a DOM, with every template of the package compiled. */
export function createViewEngine(mini: MiniPackage): ViewEngine {
  const dom = new JSDOM('<!doctype html><body></body>', {
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  })
  const context = dom.getInternalVMContext()
  dom.window.document.documentElement.setAttribute(
    'style',
    `width:${WINDOW_WIDTH}px;height:${WINDOW_HEIGHT}px`,
  )
  const glassEasel = runModule(context, 'glass-easel', {}) as typeof GlassEasel
  const adapter = runModule(context, 'glass-easel-miniprogram-adapter', {
    'glass-easel': glassEasel,
  }) as typeof Adapter
  glassEasel.globalOptions.throwGlobalError = true

  const env = new adapter.MiniProgramEnv()
  const backend = env.associateBackend()
  const space = env.createCodeSpace('main', true)
  for (const tag of BUILT_IN_TAGS) space.getComponentSpace().setGlobalUsingComponent(tag, `wx-${tag}`)
  const templates = new Script(`(() => { return ${compileTemplates(mini)} })()`).runInContext(
    context,
  ) as Templates
  for (const [path, content] of Object.entries(templates))
    space.addCompiledTemplate(path, { groupList: templates, content, fallbackListenerOnNativeNode: true })
  const parse = new Script('JSON.parse').runInContext(context) as typeof JSON.parse

  return {
    glassEasel,
    space,
    copyIn: (value) => (value === undefined ? value : (parse(JSON.stringify(value)) as typeof value)),
    mount(path) {
      const document = dom.window.document
      const placeholder = document.body.appendChild(document.createElement('div'))
      const root = backend.createRoot('page', space, path)
      type BackendElement = Parameters<typeof root.attach>[0]
      root.attach(document.body as unknown as BackendElement, placeholder as unknown as BackendElement)
      const component = root.getComponent()
      const element = component.getBackendElement() as unknown as HTMLElement
      return { root: component, element, unmount: () => (root.release(), element.remove()) }
    },
    stop: () => dom.window.close(),
  }
}

const requireHere = createRequire(__filename)
const engineScripts = new Map<string, Script>()

/** Runs a package's CommonJS build inside the given realm. */
function runModule(context: object, name: string, dependencies: Record<string, unknown>): unknown {
  const file = requireHere.resolve(name)
  const script =
    engineScripts.get(name) ??
    new Script(`(function (module, exports, require) {${readFileSync(file, 'utf8')}\n})`, { filename: file })
  engineScripts.set(name, script)
  const module = { exports: {} as unknown }
  const run = script.runInContext(context) as (...scope: unknown[]) => void
  run(module, module.exports, (wanted: string) => dependencies[wanted])
  return module.exports
}

const compiledTemplates = new WeakMap<MiniPackage, string>()

/** One group for the whole package: templates import each other and share scripts across folders. */
function compileTemplates(mini: MiniPackage): string {
  const known = compiledTemplates.get(mini)
  if (known !== undefined) return known
  const group = new TmplGroup()
  for (const [path, text] of mini.files) {
    if (path.endsWith('.wxs')) group.addScript(withoutSuffix(path), text)
    if (path.endsWith('.wxml')) {
      const faults = group.addTmpl(withoutSuffix(path), text) as TemplateFault[]
      const fatal = faults.find(({ isError }) => isError)
      if (fatal) throw new Error(`${path}: ${fatal.message} ${JSON.stringify(fatal)}`)
    }
  }
  const source = group.getTmplGenObjectGroups()
  group.free()
  compiledTemplates.set(mini, source)
  return source
}

interface TemplateFault {
  readonly isError: boolean
  readonly message: string
}

const withoutSuffix = (path: string) => path.slice(0, -posix.extname(path).length)
