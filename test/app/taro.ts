/** Taro for component and store tests: life-cycle hooks run once, routing is remembered. Compiled journeys use the real one. */
import { useEffect } from 'react'

type Hook = (parameters: Record<string, string>) => void

const once = (run: Hook) => {
  // The real hooks fire once per page as well; the callback's identity does not matter to them.
  useEffect(() => run(currentRoute.params), [])
}

const currentRoute: { params: Record<string, string>; path: string } = {
  params: {},
  path: '/pages/resident/home',
}

/** The parameters the page under test was opened with. */
export function openWith(params: Record<string, string>): void {
  currentRoute.params = params
}

/** What was put on the clipboard since the last reset, oldest first. */
export const copied: string[] = []

/** Every route asked for since the last reset, oldest first. */
export const visited: string[] = []

export function resetTaro(): void {
  visited.length = 0
  copied.length = 0
  currentRoute.params = {}
}

const go = ({ url }: { url: string }) => {
  visited.push(url)
  return Promise.resolve({ errMsg: 'ok' })
}

const nothing = () => undefined

export const useLoad = once
export const useLaunch = once
export const useReady = once
export const useDidShow = once
export const useDidHide = nothing
export const useUnload = nothing
export const usePullDownRefresh = nothing
export const usePageScroll = nothing
export const useReachBottom = nothing
export const useShareAppMessage = nothing
export const useRouter = () => currentRoute
export const getCurrentInstance = () => ({ router: currentRoute })

/** Nothing is laid out here, so nothing is ever found to measure. */
const query = {
  select: () => query,
  boundingClientRect: (tell: (found: null) => void) => ({ exec: () => tell(null) }),
}

const Taro = {
  createSelectorQuery: () => query,
  navigateTo: go,
  redirectTo: go,
  navigateBack: () => go({ url: '(back)' }),
  getCurrentPages: () => visited,
  stopPullDownRefresh: nothing,
  setNavigationBarTitle: () => Promise.resolve(),
  setClipboardData: ({ data }: { data: string }) => {
    copied.push(data)
    return Promise.resolve()
  },
  pageScrollTo: () => Promise.resolve(),
  nextTick: (run: () => void) => void Promise.resolve().then(run),
  getCurrentInstance,
  useLoad,
  useLaunch,
  useReady,
  useDidShow,
  useDidHide,
  useUnload,
  usePullDownRefresh,
  useReachBottom,
  usePageScroll,
  useShareAppMessage,
  useRouter,
}
export default Taro
