/** A real Chromium for tests, the same on every machine, and axe to look at what it shows. */
export { findChromium, launchChromium, type ChromiumSetup } from './chromium'
export { axeViolations, type Violation } from './axe'
