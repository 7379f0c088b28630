import { View } from '@tarojs/components'
import { useContext, useEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../i18n'
import { focusOn, inBrowser } from './browser-focus'
import { useFrame } from './frame'
import { Glyph } from './glyph'
import { OverContext } from './over'
import { uiWords } from './ui-words'

/** As long as a double tap takes: its second tap lands on what the first has opened, and must not close it again. */
const OPENING_MS = 400

interface SheetProps {
  title: string
  children: ReactNode
  onClose: () => void
}

/**
 * A dialog that rises from the bottom. The tap beside it, its cross, Escape and the back key all close it. It is drawn beside the
 * page, which is out of the reading order for as long as it is covered.
 */
export function Sheet(props: SheetProps) {
  const { layer, setCovered } = useContext(OverContext)
  useEffect(() => {
    setCovered(true)
    return () => setCovered(false)
  }, [setCovered])
  return layer && createPortal(<Dialog {...props} />, layer)
}

function Dialog({ title, children, onClose }: SheetProps) {
  const say = useWords(uiWords)
  const dialog = useModal(onClose)
  const hasOpened = useHasOpened()
  const closeByVeil = () => hasOpened.current && onClose()
  return (
    <View>
      <View className="veil" catchMove onClick={closeByVeil} />
      <View ref={dialog} className="dlg" role="dialog" aria-modal="true" aria-label={title}>
        <View className="dlg-h">
          <View className="dlg-t" role="heading" aria-level={2}>
            {title}
          </View>
          <View
            className="icon-btn"
            hoverClass="hover"
            role="button"
            aria-label={say('close')}
            onClick={onClose}
          >
            <Glyph name="close" />
          </View>
        </View>
        {children}
      </View>
    </View>
  )
}

/** Whether it has been open for as long as a double tap takes. Nothing is drawn anew when it has: a host would be sent a message for it. */
function useHasOpened() {
  const hasOpened = useRef(false)
  useEffect(() => {
    const opening = setTimeout(() => {
      hasOpened.current = true
    }, OPENING_MS)
    return () => clearTimeout(opening)
  }, [])
  return hasOpened
}

const STOPS = '[tabindex="0"], input, textarea, select, a[href], button'

/**
 * The back key closes it, where the host lets us have that key. In a browser the focus goes into the dialog and stays there, Escape
 * closes it, and when it goes the focus is back where it was; a mini-program's elements have none of this.
 */
function useModal(onClose: () => void) {
  const dialog = useRef<unknown>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  const { holdBack } = useFrame()
  const hold = useRef(holdBack)
  useEffect(() => hold.current(() => close.current()), [])
  useEffect(() => {
    const box = inBrowser(dialog.current)
    if (!box) return undefined
    const page = box.ownerDocument
    const before = page.activeElement as HTMLElement | null
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
      else if (event.key === 'Tab') keepInside(box, page, event)
    }
    page.addEventListener('keydown', onKey)
    focusOn(box)
    return () => {
      page.removeEventListener('keydown', onKey)
      before?.focus()
    }
  }, [])
  return dialog
}

/** Behind the last stop comes the first, before the first the last; from anywhere else the dialog takes the focus back. */
function keepInside(box: HTMLElement, page: Document, event: KeyboardEvent): void {
  const stops = [...box.querySelectorAll<HTMLElement>(STOPS)]
  const first = stops[0]
  const last = stops[stops.length - 1]
  const at = page.activeElement
  const isOutside = !at || !box.contains(at)
  const next = event.shiftKey
    ? isOutside || at === first || at === box
      ? last
      : undefined
    : isOutside || at === last
      ? first
      : undefined
  if (!next) return
  event.preventDefault()
  next.focus()
}
