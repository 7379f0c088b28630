/** Journeys: one way of using the module for every compiled target, in the words of the person who uses it. */
import { openH5Module } from './h5-module'
import { openMiniModule } from './mini-module'
import type { Module, ModuleSetup } from './module'
import type { MiniTarget } from '../host'

export type { Module, ModuleSetup, Target } from './module'
export { closeBrowser, openH5Module } from './h5-module'
export { createDevice, HostRefusal, type Device, type HostApi } from '../host'

export { cityHost, type CityHostOptions } from '../city-host'

/** On the web a page's size and words are gone over in every look: `itStandsEveryLook`. */
export const MINI_TARGETS: readonly MiniTarget[] = ['weapp', 'alipay', 'suishenban']

export function openModule(setup: ModuleSetup): Promise<Module> {
  const { target } = setup
  return target === 'h5' ? openH5Module({ ...setup, target }) : openMiniModule({ ...setup, target })
}
