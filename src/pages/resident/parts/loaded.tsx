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

/** The four faces of something fetched: on its way, there, failed, and failed with what was last known. */
export const Loaded = observer(function Loaded<T>({
  remote,
  onRetry,
  isQuiet = false,
  children,
}: LoadedProps<T>) {
  const locale = useLocale()
  const { isOffline } = useFrame()
  const shown = shownOf(remote)
  if (remote.state !== 'failed') return shown === undefined ? <Skeleton /> : <>{children(shown)}</>
  // That there is no network stands above the page already.
  const isTold = isOffline && remote.failure.kind !== 'refused'
  if (shown === undefined) {
    const text = isTold ? unreadText(locale) : failureText(remote.failure, locale)
    return <Failure {...text} onRetry={onRetry} />
  }
  return (
    <>
      {!isQuiet && !isTold && <Tip kind="wait">{failureLine(remote.failure, locale)}</Tip>}
      {children(shown)}
    </>
  )
}) as <T>(props: LoadedProps<T>) => JSX.Element
