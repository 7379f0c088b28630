import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { failureLine, failureText, unreadText, useLocale } from '../../../i18n'
import { shownOf, type Remote } from '../../../stores'
import { Failure, Skeleton, Tip, useFrame } from '../../../ui'

interface LoadedProps<T> {
  remote: Remote<T>
  onRetry: () => Promise<unknown>
  /** The page's own parts say what failed; said here too it would be said twice. */
  isQuiet?: boolean
  children: (value: T) => ReactNode
}

/**
 * The four faces of something fetched: on its way, there, failed, and failed with what was last known. What is shown keeps its place from
 * one to the next, so that a sheet she has open stays open when the network goes.
 */
export const Loaded = observer(function Loaded<T>({
  remote,
  onRetry,
  isQuiet = false,
  children,
}: LoadedProps<T>) {
  const locale = useLocale()
  const { isOffline } = useFrame()
  const shown = shownOf(remote)
  const failure = remote.state === 'failed' ? remote.failure : undefined
  // That there is no network stands above the page already.
  const isTold = isOffline && failure?.kind !== 'refused'
  if (shown === undefined) {
    if (!failure) return <Skeleton />
    const text = isTold ? unreadText(locale) : failureText(failure, locale)
    return <Failure {...text} onRetry={onRetry} />
  }
  return (
    <>
      {failure && !isQuiet && !isTold && <Tip kind="wait">{failureLine(failure, locale)}</Tip>}
      {children(shown)}
    </>
  )
}) as <T>(props: LoadedProps<T>) => JSX.Element
