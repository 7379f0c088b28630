/** Four small vendors, each saying yes and no in its own words, so that one suite of expectations fits all adapters. */
import { alipayHost } from '../../../src/host/alipay'
import { h5Host } from '../../../src/host/h5'
import type { HostPort, HostRefusal } from '../../../src/host/port'
import { suishenbanHost } from '../../../src/host/suishenban'
import { weappHost } from '../../../src/host/weapp'

export type Ability =
  'ticket' | 'cityCode' | 'cards' | 'scan' | 'share' | 'location' | 'notify' | 'file' | 'binaryFile'

/** How the world answers: `yes`, a refusal, `silent` (never answers), `throws`, or `garbled` (answers something else). */
export type Mood = 'yes' | 'silent' | 'throws' | 'garbled' | HostRefusal

export interface World {
  readonly name: string
  readonly abilities: readonly Ability[]
  /** The refusals this vendor has words for. */
  readonly refusals: readonly HostRefusal[]
  /** What a file that is handed over becomes here. */
  readonly fileBecomes: 'saved' | 'shared'
  host(mood: Mood): HostPort
}

interface Callbacks {
  success(answer: unknown): void
  fail(error: unknown): void
}

const CITY_ANSWERS: Record<string, unknown> = {
  getTicket: { ticket: 'ticket-1' },
  getCityCode: { token: 'city-code-1' },
  getCards: { statement: 'header.payload.signature' },
  getUi: { theme: 'dark', elder: true, fontScale: 1.5, locale: 'en' },
  scan: { text: 'scanned-1' },
  getLocation: { latitude: 31.2304, longitude: 121.4737 },
  subscribe: { accepted: ['tpl-1'] },
  share: {},
  saveFile: {},
  saveBytes: {},
}

/** A function that answers through callbacks: wx and my. */
function answering(mood: Mood, answer: unknown, errorOf: Partial<Record<HostRefusal, unknown>>) {
  if (mood === 'unsupported') return undefined
  return ({ success, fail }: Callbacks) => {
    if (mood === 'yes') success(answer)
    else if (mood === 'garbled') success({ surprise: true })
    else if (mood === 'throws') throw new Error('inner failure of the vendor')
    else if (mood !== 'silent') fail(errorOf[mood])
  }
}

const WX_ERRORS: Partial<Record<HostRefusal, unknown>> = {
  cancelled: { errMsg: 'scanCode:fail cancel' },
  denied: { errMsg: 'getLocation:fail auth deny' },
  privacyRefused: { errMsg: 'getLocation:fail api scope is not declared', errno: 112 },
  notPermitted: { errMsg: 'getLocation:fail system permission denied' },
  needsTap: { errMsg: 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.' },
  offline: { errMsg: 'login:fail network is not available' },
  timeout: { errMsg: 'login:fail timeout' },
}

const MY_ERRORS: Partial<Record<HostRefusal, unknown>> = {
  cancelled: { error: 11, errorMessage: '用户取消' },
  denied: { error: 2001, errorMessage: '用户拒绝' },
  privacyRefused: { error: 11, errorMessage: '用户未同意隐私协议' },
  notPermitted: { error: 4, errorMessage: '无权调用' },
  needsTap: { error: 3, errorMessage: '请在用户点击后调用' },
  offline: { error: 12, errorMessage: '网络异常' },
  timeout: { error: 13, errorMessage: '超时' },
}

/** A bridge's code for each refusal; also how the H5 shell says it. */
export const ESHIMIN_CODES: Record<HostRefusal, number> = {
  unsupported: 404,
  bridgeMissing: 405,
  cancelled: -5,
  denied: 403,
  privacyRefused: 451,
  notPermitted: -2,
  needsTap: 428,
  offline: 503,
  timeout: 408,
}

const inWords = (errors: Partial<Record<HostRefusal, unknown>>) => Object.keys(errors) as HostRefusal[]

function invokeHostThat(mood: Mood, errors: Partial<Record<HostRefusal, unknown>>) {
  if (mood === 'unsupported') return undefined
  return (options: Callbacks & { api: string }) =>
    answering(mood, CITY_ANSWERS[options.api], errors)?.(options)
}

const weapp: World = {
  name: 'weapp',
  abilities: ['ticket', 'cityCode', 'cards', 'scan', 'location', 'notify', 'file', 'binaryFile'],
  refusals: [...inWords(WX_ERRORS), 'unsupported'],
  fileBecomes: 'shared',
  host: (mood) =>
    weappHost({
      login: answering(mood, { code: 'ticket-1' }, WX_ERRORS),
      scanCode: answering(mood, { result: 'scanned-1' }, WX_ERRORS),
      getLocation: answering(mood, CITY_ANSWERS['getLocation'], WX_ERRORS),
      requestSubscribeMessage: answering(
        mood,
        { errMsg: 'ok', 'tpl-1': 'accept', 'tpl-2': 'reject' },
        WX_ERRORS,
      ),
      invokeHost: invokeHostThat(mood, WX_ERRORS),
      ...wxFiles(mood),
    }),
}

const wxFiles = (mood: Mood) => ({
  env: { USER_DATA_PATH: 'wxfile://usr' },
  getFileSystemManager: () => ({ writeFileSync() {}, unlinkSync() {} }),
  shareFileMessage: answering(mood, {}, WX_ERRORS),
})

const myBasics = (mood: Mood) => ({
  scan: answering(mood, { code: 'scanned-1' }, MY_ERRORS),
  getLocation: answering(mood, CITY_ANSWERS['getLocation'], MY_ERRORS),
  requestSubscribeMessage: answering(mood, { result: { subscribeEntityIds: ['tpl-1'] } }, MY_ERRORS),
})

const alipay: World = {
  name: 'alipay',
  abilities: ['ticket', 'cityCode', 'cards', 'scan', 'share', 'location', 'notify', 'file', 'binaryFile'],
  refusals: [...inWords(MY_ERRORS), 'unsupported'],
  fileBecomes: 'saved',
  host: (mood) =>
    alipayHost({
      ...myBasics(mood),
      getAuthCode: answering(mood, { authCode: 'ticket-1' }, MY_ERRORS),
      showSharePanel: answering(mood, {}, MY_ERRORS),
      invokeHost: invokeHostThat(mood, MY_ERRORS),
    }),
}

const suishenban: World = {
  name: 'suishenban',
  abilities: ['ticket', 'cityCode', 'cards', 'scan', 'share', 'location', 'notify', 'file', 'binaryFile'],
  refusals: [...inWords(MY_ERRORS), 'unsupported'],
  fileBecomes: 'saved',
  host: (mood) =>
    suishenbanHost({ ...myBasics(mood), call: mood === 'unsupported' ? undefined : myCall(mood) }),
}

function myCall(mood: Mood) {
  return (name: string, _parameters: object, callback: (answer: unknown) => void) => {
    const method = name.charAt(3).toLowerCase() + name.slice(4)
    if (mood === 'yes') callback({ data: CITY_ANSWERS[method] })
    else if (mood === 'garbled') callback({ data: { surprise: true } })
    else if (mood === 'throws') throw new Error('inner failure of the vendor')
    else if (mood !== 'silent') callback(MY_ERRORS[mood as HostRefusal])
  }
}

type Deliver = (payload: unknown) => void

function bridgeSays(mood: Mood, method: string, deliver: Deliver): void {
  if (mood === 'throws') throw new Error('inner failure of the bridge')
  if (mood === 'silent') return
  if (mood === 'yes') deliver({ code: 200, msg: 'ok', data: CITY_ANSWERS[method] })
  else if (mood === 'garbled') deliver('not json at all')
  else deliver({ code: ESHIMIN_CODES[mood], msg: 'no' })
}

const router = {
  navigateTo: () => Promise.resolve(),
  redirectTo: () => Promise.resolve(),
  reLaunch: () => Promise.resolve(),
  navigateBack: () => Promise.resolve(),
  getCurrentPages: () => [],
}

/** The page's real window, with a bridge in it or none. */
export function pageWith(eshimin?: object, surroundings: object = {}): Window {
  return new Proxy(window, {
    get(target, name) {
      if (name === 'eshimin') return eshimin
      if (name in surroundings) return Reflect.get(surroundings, name)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const bridgeAbilities: readonly Ability[] = [
  'ticket',
  'cityCode',
  'cards',
  'scan',
  'share',
  'location',
  'notify',
  'file',
  'binaryFile',
]

/** A bridge may list what it knows; the one that refuses everything lists nothing. */
const listing = (mood: Mood) => (mood === 'unsupported' ? { methods: [] } : {})

const h5Invoke: World = {
  name: 'h5 with eshimin.invoke, payload as object',
  abilities: bridgeAbilities,
  refusals: Object.keys(ESHIMIN_CODES) as HostRefusal[],
  fileBecomes: 'saved',
  host: (mood) => {
    const invoke = (method: string, _parameters: object, deliver: Deliver) =>
      bridgeSays(mood, method, deliver)
    return h5Host(pageWith({ invoke, ...listing(mood) }), router)
  },
}

const h5Method: World = {
  name: 'h5 with eshimin.method, payload as text',
  abilities: bridgeAbilities,
  refusals: Object.keys(ESHIMIN_CODES) as HostRefusal[],
  fileBecomes: 'saved',
  host: (mood) => {
    const method = ({ name, onResponse }: { name: string; onResponse: Deliver }) =>
      bridgeSays(mood, name, (payload) => {
        const answer = payload as { data?: unknown }
        onResponse(JSON.stringify({ ...answer, data: JSON.stringify(answer.data) }))
      })
    return h5Host(pageWith({ method, ...listing(mood) }), router)
  },
}

export const WORLDS: readonly World[] = [weapp, alipay, suishenban, h5Invoke, h5Method]
