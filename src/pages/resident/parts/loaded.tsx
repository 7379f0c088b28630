import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { failureLine, failureText, useLocale } from '../../../i18n'
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
  if (shown === undefined) return <Failure {...failureText(remote.failure, locale)} onRetry={onRetry} />
  return (
    <>
      {/* That there is no network stands above the page already. */}
      {!isQuiet && !isOffline && <Tip kind="wait">{failureLine(remote.failure, locale)}</Tip>}
      {children(shown)}
    </>
  )
}) as <T>(props: LoadedProps<T>) => JSX.Element
