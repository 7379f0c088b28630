import { createContext, useContext } from 'react'
import type { Stores } from './create-stores'

const StoresContext = createContext<Stores | undefined>(undefined)

export const StoresProvider = StoresContext.Provider

export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (!stores) throw new Error('a page was mounted outside the app')
  return stores
}
