import { Text, View } from '@tarojs/components'
import { useRef, useState, type ReactNode } from 'react'
import { useWords } from '../i18n'
import { Glyph, type GlyphName } from './glyph'
import { uiWords } from './ui-words'

interface ButtonProps {
  children: ReactNode
  kind?: 'primary' | 'quiet' | 'danger'
  disabled?: boolean
  /** What it is called for the ear, where the page has several that look alike; contains the visible words. */
  label?: string
  /** The button is busy until the promise settles and hears no second tap meanwhile. */
  onTap: () => void | Promise<unknown>
}

/** One act. Busy is said in words too, and a disabled button stays readable. */
export function Button({ children, kind = 'primary', disabled = false, label, onTap }: ButtonProps) {
  const say = useWords(uiWords)
  const { isBusy, tap } = useSingleTap(disabled ? nothing : onTap)
  const off = disabled ? ' btn-off' : kind === 'primary' ? '' : ` btn-${kind}`
  return (
    <View
      className={`btn${off}`}
      hoverClass={disabled ? 'none' : 'hover'}
      role="button"
      aria-label={label}
      aria-disabled={disabled || isBusy}
      aria-busy={isBusy}
      onClick={tap}
    >
      {isBusy && <View className="busy" role="img" aria-label={say('busy')} />}
      <Text>{children}</Text>
    </View>
  )
}

/** An act of lesser weight inside running text or at the end of a card. */
export function LinkButton({ children, onTap }: { children: ReactNode; onTap: () => void }) {
  return (
    <View className="link" hoverClass="hover" role="button" onClick={onTap}>
      {children}
    </View>
  )
}

interface IconButtonProps {
  glyph: GlyphName
  label: string
  disabled?: boolean
  onTap: () => void
}

/** An act known by its sign; its name is for the ear. */
export function IconButton({ glyph, label, disabled = false, onTap }: IconButtonProps) {
  return (
    <View
      className={disabled ? 'icon-btn icon-off' : 'icon-btn'}
      hoverClass={disabled ? 'none' : 'hover'}
      role="button"
      aria-label={label}
      aria-disabled={disabled}
      onClick={disabled ? nothing : onTap}
    >
      <Glyph name={glyph} />
    </View>
  )
}

const nothing = () => {}

/** Lets the second of two quick taps fall: what is tapped may spend something. */
function useSingleTap(onTap: () => void | Promise<unknown>) {
  const [isBusy, setBusy] = useState(false)
  // State arrives only with the next render; two taps can come before it.
  const running = useRef(false)
  const tap = async () => {
    if (running.current) return
    running.current = true
    const work = onTap()
    if (work) setBusy(true)
    try {
      await work
    } finally {
      running.current = false
      if (work) setBusy(false)
    }
  }
  return { isBusy, tap }
}
