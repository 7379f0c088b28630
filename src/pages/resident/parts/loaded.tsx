import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { failureLine, failureText, useLocale } from '../../../i18n'
import { shownOf, type Remote } from '../../../stores'
import { Failure, Skeleton, Tip } from '../../../ui'

interface LoadedProps<T> {
  remote: Remote<T>
  onRetry: () => Promise<unknown>
  children: (value: T) => ReactNode
}

/** The four faces of something fetched: on its way, there, failed, and failed with what was last known. */
export const Loaded = observer(function Loaded<T>({ remote, onRetry, children }: LoadedProps<T>) {
  const locale = useLocale()
  const shown = shownOf(remote)
  if (remote.state !== 'failed') return shown === undefined ? <Skeleton /> : <>{children(shown)}</>
  if (shown === undefined) return <Failure {...failureText(remote.failure, locale)} onRetry={onRetry} />
  return (
    <>
      <Tip kind="wait">{failureLine(remote.failure, locale)}</Tip>
      {children(shown)}
    </>
  )
}) as <T>(props: LoadedProps<T>) => JSX.Element
