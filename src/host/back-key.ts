import type { Unsubscribe } from './port'
import { field } from './read'

/** Marks the entry of the browser's history that stands for something open on the page. */
const HELD = 'suitanHeld'
/** A browser tells of a step back within a few frames; one that never does must not hold up what comes next. */
const STEP_MS = 500

export interface BackKey {
  /** Until unsubscribed, or pressed once, the back key calls `onBack` instead of leaving the page. */
  hold(onBack: () => void): Unsubscribe
  /** Settles when no entry of ours is left in front of the page: what navigates must wait for it. */
  free(): Promise<void>
}

/**
 * The browser's back key for whoever holds it. One entry with the page's own address is put in front; the step back over it is
 * ours and is hidden from the router, which would take it for a move to another page.
 */
export function backKey(page: Window): BackKey {
  let holder: (() => void) | undefined
  let stepping: { readonly done: Promise<void>; finish(): void } | undefined
  const isInFront = () => field(page.history.state, HELD) === true

  const stepBack = (): Promise<void> => {
    let finish = () => {}
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(() => finish(), STEP_MS)
      finish = () => {
        clearTimeout(timer)
        stepping = undefined
        resolve()
      }
    })
    stepping = { done, finish: () => finish() }
    page.history.back()
    return done
  }

  // Capturing, and from before the router is there: it must not hear of these steps.
  page.addEventListener(
    'popstate',
    (event) => {
      const pressed = holder
      const isOurs = stepping !== undefined || isInFront()
      if (!pressed && !isOurs) return
      event.stopImmediatePropagation()
      if (stepping) return stepping.finish()
      // The forward key, onto an entry of which nothing is left.
      if (isOurs) return void stepBack()
      holder = undefined
      pressed?.()
    },
    true,
  )

  const free = async (): Promise<void> => {
    holder = undefined
    await stepping?.done
    if (isInFront()) await stepBack()
  }
  return {
    hold(onBack) {
      holder = onBack
      const put = () => {
        const state: unknown = page.history.state
        if (holder === onBack && !isInFront())
          page.history.pushState({ ...(typeof state === 'object' ? state : {}), [HELD]: true }, '')
      }
      if (stepping) void stepping.done.then(put)
      else put()
      return () => {
        if (holder === onBack) void free()
      }
    },
    free,
  }
}
