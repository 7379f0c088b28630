import { View } from '@tarojs/components'
import { useEffect, useRef, type ReactNode } from 'react'
import { useWords } from '../i18n'
import { Glyph } from './glyph'
import { uiWords } from './ui-words'

interface SheetProps {
  title: string
  children: ReactNode
  onClose: () => void
}

/** A dialog that rises from the bottom. The tap beside it, its cross and Escape all close it. */
export function Sheet({ title, children, onClose }: SheetProps) {
  const say = useWords(uiWords)
  const dialog = useFocusOnOpen()
  // `tabIndex` and keys exist in a browser only; Taro's types do not know them and a mini-program ignores them.
  const keys = {
    tabIndex: -1,
    onKeyDown: (event: { key?: string }) => event.key === 'Escape' && onClose(),
  }
  return (
    <View>
      <View className="veil" catchMove onClick={onClose} />
      <View ref={dialog} className="dlg" role="dialog" aria-modal="true" aria-label={title} {...keys}>
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

/** Takes the focus into the dialog and gives it back to where it was when the dialog goes. */
function useFocusOnOpen() {
  const dialog = useRef<{
    focus?: () => void
    ownerDocument?: { activeElement?: { focus?: () => void } | null }
  }>(null)
  useEffect(() => {
    const before = dialog.current?.ownerDocument?.activeElement
    dialog.current?.focus?.()
    return () => before?.focus?.()
  }, [])
  return dialog
}
