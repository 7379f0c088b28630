import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { failureText, useLocale } from '../../../i18n'
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
  const { message, next } = failureText(remote.failure, locale)
  if (shown === undefined) return <Failure message={message} next={next} onRetry={onRetry} />
  return (
    <>
      <Tip kind="wait">
        {message}。{next}
      </Tip>
      {children(shown)}
    </>
  )
}) as <T>(props: LoadedProps<T>) => JSX.Element
