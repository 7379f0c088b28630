import { createContext } from 'react'

/** What lies over a page: the node to draw into, once it stands, and whether the page behind is covered. */
interface Over {
  readonly layer: Element | null
  setCovered(isCovered: boolean): void
}

export const OverContext = createContext<Over>({ layer: null, setCovered() {} })

export const OverProvider = OverContext.Provider
