/** A headless host that runs compiled mini-programs unmodified: bare logic thread, WeChat's open component engine, `wx` or `my`. */
export { readMiniPackage, type MiniPackage, type MiniTarget, type PackageSource } from './mini-package'
export { startClient, type Client, type ClientSetup } from './client'
export { createDevice, type Device, type Theme } from './device'
export { askHost, HostRefusal, type HostApi } from './host-api'
export { nameOf, readableText, roleOf, sizeOf, spokenOf, tappablesOf, type Spoken } from './accessible-tree'
export { isDisabled, shownValue } from './controls'
export type { SetDataCost } from './setdata-meter'
