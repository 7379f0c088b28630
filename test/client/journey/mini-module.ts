import {
  createDevice,
  nameOf,
  readableText,
  readMiniPackage,
  roleOf,
  sizeOf,
  spokenOf,
  startClient,
  tappablesOf,
  type Client,
  type MiniPackage,
  type MiniTarget,
  type PackageSource,
  type Spoken,
} from '../host'
import { requireDist } from '../dist'
import { matches, pictureIn, waitUntil, type Module, type ModuleSetup } from './module'

/** The module as a mini-program in the headless host. */
export async function openMiniModule(setup: ModuleSetup & { target: MiniTarget }): Promise<Module> {
  const { target, server, hostApi, url, device = createDevice(), embeds } = setup
  const mini = readOnce({ target, dist: setup.dist ?? requireDist(target), ...(embeds && { embeds }) })
  const client = await startClient({
    mini,
    device,
    ...(server !== undefined && { server }),
    ...(hostApi && { hostApi }),
    ...(url !== undefined && { url }),
  })
  const page = () => currentPage(client).element
  const read = () => readScreen(client)
  const act = async (gesture: () => unknown) => {
    gesture()
    await client.settle()
  }
  const find = (wanted: string | RegExp, role: string | undefined) =>
    waitUntil(
      async () => pickOne(spokenOf(page()), wanted, role),
      async () =>
        `nothing called ${String(wanted)}${role ? ` (${role})` : ''}; there is:\n${listSpoken(page())}\n---\n${read()}`,
    )

  return {
    target,
    see: (text) =>
      waitUntil(
        async () => matches(read(), text) || undefined,
        async () => `never saw ${String(text)}; the screen says:\n${read()}`,
      ).then(() => undefined),
    seeNot: (text) =>
      waitUntil(
        async () => !matches(read(), text) || undefined,
        async () => `still sees ${String(text)}; the screen says:\n${read()}`,
      ).then(() => undefined),
    async tap(name, role) {
      const { overlay } = client.device
      const button = overlay?.kind === 'choice' ? overlay.buttons.findIndex((label) => label === name) : -1
      if (overlay?.kind === 'choice' && button >= 0) return act(() => overlay.answer(button))
      const { element } = await find(name, role)
      await act(() => client.gestures.tap(element))
    },
    async tapBeside() {
      const veil = page().querySelector('.veil')
      if (!veil) throw new Error(`no sheet is open; the screen says:\n${read()}`)
      await act(() => client.gestures.tap(veil))
    },
    async type(label, value) {
      const { element } = await find(label, 'textbox')
      await act(() => client.gestures.type(element, value))
    },
    async choose(label, option) {
      const { element } = await find(label, 'combobox')
      await act(() => client.gestures.pick(element, option))
    },
    codes: async () =>
      [...page().querySelectorAll('.qr > *')].flatMap((code) => pictureIn(code.getAttribute('style') ?? '')),
    picks(picture) {
      device.picked = picture
    },
    back: () => act(() => client.stack.navigateBack(1)),
    scrollToEnd: () =>
      act(() => {
        const views = [...page().querySelectorAll('wx-scroll-view')]
        views.forEach(client.gestures.scrollToEnd)
        client.stack.play(currentPage(client), 'onReachBottom')
      }),
    pullDown: () => act(() => client.stack.play(currentPage(client), 'onPullDownRefresh')),
    leaveAndReturn: () =>
      act(() => {
        client.stack.play(currentPage(client), 'onHide')
        client.device.tell('appHide', {})
        client.device.tell('appShow', {})
        client.stack.play(currentPage(client), 'onShow')
      }),
    setOnline: (isOnline) =>
      act(() => {
        client.device.isOnline = isOnline
        client.device.tell('networkStatusChange', {
          isConnected: isOnline,
          networkType: isOnline ? 'wifi' : 'none',
        })
      }),
    text: async () => read(),
    path: async () => currentPage(client).path,
    title: async () => currentPage(client).title,
    nodes: async () => sizeOf(page()),
    setData: async () => client.meter.costSince(currentPage(client).openedAt),
    async costOf(action) {
      const mark = client.meter.mark
      await action()
      return client.meter.costSince(mark)
    },
    unspoken: async () =>
      tappablesOf(page())
        .filter((element) => roleOf(element) === '' || nameOf(element) === '')
        .map(
          (element) =>
            `<${element.localName} class="${element.className}"> role "${roleOf(element)}" name "${nameOf(element)}"`,
        ),
    faults: () => client.faults,
    async close() {
      client.close()
      if (client.faults.length > 0)
        throw new Error(`the module reported ${client.faults.length} faults:\n${client.faults.join('\n')}`)
    },
  }
}

function currentPage(client: Client) {
  const page = client.stack.current()
  if (!page) throw new Error(`no page is open; faults: ${client.faults.join('\n')}`)
  return page
}

function readScreen(client: Client): string {
  const { overlay } = client.device
  const buttons = overlay?.kind === 'choice' ? overlay.buttons : []
  return [readableText(currentPage(client).element), overlay?.text, ...buttons].filter(Boolean).join('\n')
}

const listSpoken = (page: Element) =>
  spokenOf(page)
    .map(({ role, name }) => `  ${role} "${name}"`)
    .join('\n')

/** Roles that are read but not acted on: they never answer to a tap by name alone. */
const PASSIVE = new Set([
  'main',
  'navigation',
  'img',
  'heading',
  'status',
  'alert',
  'list',
  'listitem',
  'region',
  'group',
  'progressbar',
  'text',
])

/** The one thing with this name: the exact one before those that contain it; more than one is an error, not a guess. */
function pickOne(spoken: Spoken[], wanted: string | RegExp, role: string | undefined): Spoken | undefined {
  const named = spoken.filter(
    (each) => (role ? each.role === role : !PASSIVE.has(each.role)) && matches(each.name, wanted),
  )
  const exact = named.filter(({ name }) => name === wanted)
  const candidates = exact.length > 0 ? exact : named
  if (candidates.length > 1)
    throw new Error(
      `${candidates.length} things are called ${String(wanted)}: ${candidates.map(({ role, name }) => `${role} "${name}"`).join(', ')}`,
    )
  return candidates[0]
}

const packages = new Map<string, MiniPackage>()

/** A package is read and its templates compiled once per test file. */
function readOnce(source: PackageSource): MiniPackage {
  const key = JSON.stringify(source)
  const mini = packages.get(key) ?? readMiniPackage(source)
  packages.set(key, mini)
  return mini
}
