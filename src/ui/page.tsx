import { Text, View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react'
import { useLocale, useWords } from '../i18n'
import { focusOn, inBrowser } from './browser-focus'
import { Notice } from './feedback'
import { useFrame } from './frame'
import { Glyph } from './glyph'
import { OverProvider } from './over'
import { uiWords } from './ui-words'

interface PageProps {
  /** Also the page's name for a screen reader. */
  title: string
  children: ReactNode
  /** False where there is nothing to go back to. */
  hasBack?: boolean
  /** A small act beside the title. */
  aside?: ReactNode
  /** The bottom bar, on the main places. */
  bar?: ReactNode
  /** For work at a desk: on a wide screen the content keeps a readable width instead of filling it. */
  isWide?: boolean
}

/** From this font scale on two columns no longer fit on a phone. */
const BIG_FROM = 1.5

/** The root of every page. A mini-program cannot style `page` from script, so the theme is a class here. */
export function Page({ title, children, hasBack = true, aside, bar, isWide = false }: PageProps) {
  const say = useWords(uiWords)
  const frame = useFrame()
  const isLatin = useLocale() === 'en'
  const heading = useArrival()
  const [layer, setLayer] = useState<Element | null>(null)
  const [isCovered, setCovered] = useState(false)
  const over = useMemo(() => ({ layer, setCovered }), [layer])
  // A custom property, which React's style type does not know.
  const scale = (frame.fontScale === 1 ? {} : { '--k': frame.fontScale }) as CSSProperties
  const theme = `${frame.theme === 'dark' ? ' dark' : ''}${frame.isElder ? ' elder' : ''}${frame.fontScale >= BIG_FROM ? ' big' : ''}${isLatin ? ' latin' : ''}`
  const shape = `${bar ? ' sui-bar' : ''}${isWide ? ' sui-wide' : ''}`
  return (
    <OverProvider value={over}>
      <View className={`sui${theme}${shape}`} style={scale} role="main" aria-hidden={isCovered}>
        <View className="head">
          {hasBack && !bar && (
            <View
              className="icon-btn head-back"
              hoverClass="hover"
              role="button"
              aria-label={say('back')}
              onClick={frame.goBack}
            >
              <Glyph name="back" />
            </View>
          )}
          <View ref={heading} className="head-t" role="heading" aria-level={1}>
            {title}
          </View>
          {aside}
        </View>
        {frame.isOffline && (
          <View className="offline" role="status">
            <Glyph name="offline" className="gi-s" />
            <Text>{say('offline')}</Text>
          </View>
        )}
        {children}
        {bar}
      </View>
      {/* Beside the page, not in it: what lies over it is read while the page itself is not. */}
      <View
        ref={setLayer}
        className={`over${theme}${hasBack && !bar ? ' over-back' : ''}${aside ? ' over-aside' : ''}${isWide ? ' over-wide' : ''}${isCovered ? ' over-on' : ''}`}
        style={scale}
      >
        <Notice text={frame.notice} />
      </View>
    </OverProvider>
  )
}

/**
 * What happens when the page comes into view: the host's title bar takes the theme's colours, and in a browser, which leaves it
 * on nothing, the focus goes to the page's heading, so that a screen reader begins at the beginning.
 */
function useArrival() {
  const frame = useFrame()
  const heading = useRef<unknown>(null)
  const isShown = useRef(false)
  useDidShow(() => {
    isShown.current = true
    frame.paintTitleBar()
    const element = inBrowser(heading.current)
    if (element) focusOn(element)
  })
  const paint = useRef(frame.paintTitleBar)
  useEffect(() => {
    paint.current = frame.paintTitleBar
  })
  useEffect(() => {
    if (isShown.current) paint.current()
  }, [frame.theme])
  return heading
}
