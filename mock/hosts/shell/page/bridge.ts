import type { ShellWindow } from './phone-bridge'

// Runs first in the web-view's page: asks the app around it, if there is one, to put its bridge on this window.
if (window.parent !== window) (window.parent as ShellWindow).suitanShell?.equip(window)
