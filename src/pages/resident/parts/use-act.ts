import { useState } from 'react'
import { actFailureLine, useLocale } from '../../../i18n'

export type ActFailure = Parameters<typeof actFailureLine>[0]
type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ActFailure }

/** An act that can be refused: why it was, in words that stay until it is tried again. */
export function useAct<T, Given extends readonly unknown[]>(
  act: (...given: Given) => Promise<Outcome<T>>,
  onDone: (value: T) => void,
) {
  const locale = useLocale()
  const [failure, setFailure] = useState<ActFailure>()
  const perform = async (...given: Given) => {
    setFailure(undefined)
    const outcome = await act(...given)
    if (outcome.ok) onDone(outcome.value)
    else setFailure(outcome.failure)
  }
  return { perform, failure, fault: failure && actFailureLine(failure, locale) }
}
