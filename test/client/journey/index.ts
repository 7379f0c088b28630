/** Journeys: one way of using the module for every compiled target, in the words of the person who uses it. */
import { openH5Module } from './h5-module'
import { openMiniModule } from './mini-module'
import type { Module, ModuleSetup } from './module'

export type { Module, ModuleSetup, Target } from './module'
export { closeBrowser, openH5Module } from './h5-module'
export { createDevice, HostRefusal, type Device, type HostApi } from '../host'

export { cityHost, type CityHostOptions } from '../city-host'

export function openModule(setup: ModuleSetup): Promise<Module> {
  const { target } = setup
  return target === 'h5' ? openH5Module({ ...setup, target }) : openMiniModule({ ...setup, target })
}
