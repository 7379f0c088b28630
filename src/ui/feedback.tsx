import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useWords } from '../i18n'
import { Button } from './button'
import { Glyph, type GlyphName } from './glyph'
import { uiWords } from './ui-words'

interface EmptyProps {
  glyph?: GlyphName
  title: string
  /** Why it is empty and what would fill it. */
  detail?: string
  children?: ReactNode
}

/** Nothing here yet, and what would change that. */
export function Empty({ glyph = 'rides', title, detail, children }: EmptyProps) {
  return (
    <View className="none">
      <View className="none-g">
        <Glyph name={glyph} />
      </View>
      <View className="none-t">{title}</View>
      {detail && <Text className="note">{detail}</Text>}
      {children}
    </View>
  )
}

interface FailureProps {
  message: string
  next: string
  onRetry?: () => void | Promise<unknown>
}

/** What went wrong, what to do, and the way to try again. */
export function Failure({ message, next, onRetry }: FailureProps) {
  const say = useWords(uiWords)
  return (
    <View className="none" role="alert">
      <View className="none-g none-bad">
        <Glyph name="refuse" />
      </View>
      <View className="none-t">{message}</View>
      <Text className="note">{next}</Text>
      {onRetry && (
        <Button kind="quiet" onTap={onRetry}>
          {say('retry')}
        </Button>
      )}
    </View>
  )
}

/** The outline of what is on its way. Only the words are read aloud. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const say = useWords(uiWords)
  return (
    <View role="status" aria-busy="true" aria-label={say('loading')}>
      <View className="sk sk-6" />
      {Array.from({ length: lines }, (_, index) => (
        <View className="sk" key={index} />
      ))}
    </View>
  )
}

/** The short notice of the moment. The region is always there: one that arrives with its words is not read. */
export function Notice({ text }: { text: string }) {
  return (
    <View className="notice" role="status" aria-live="polite">
      {text && <View className="notice-b">{text}</View>}
    </View>
  )
}

interface TipProps {
  kind?: 'hint' | 'wait' | 'refuse'
  glyph?: GlyphName
  children: ReactNode
}

/** A paragraph that explains, set apart from what it explains. */
export function Tip({ kind = 'hint', glyph, children }: TipProps) {
  const sign = glyph ?? (kind === 'wait' ? 'wait' : kind === 'refuse' ? 'refuse' : 'ask')
  return (
    <View className={kind === 'hint' ? 'tip' : `tip tip-${kind}`}>
      <Glyph name={sign} />
      <View className="row-b">{children}</View>
    </View>
  )
}
