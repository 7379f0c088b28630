import type { City } from '../city-wire'
import { createChoices } from './choices'
import { createDialogs } from './dialogs'
import { drawDoingsPanel } from './doings-panel'
import { drawPeoplePanel } from './people-panel'
import { createPhone } from './phone'
import { element } from './element'
import { createPhoneBridge, type ShellWindow } from './phone-bridge'
import { showScreen } from './show-screen'

/** Puts the desk together: the phone in the middle, who one is on the left, what one does on the right. */
const start = async (): Promise<void> => {
  const city = (await (await fetch('/shell/city')).json()) as City
  const place = (id: string): HTMLElement => {
    const found = document.getElementById(id)
    if (!found) throw new Error(`the page has no #${id}`)
    return found
  }
  const choices = createChoices({
    residentId: city.residents[0]?.residentId ?? '',
    hostId: 'suishenban',
    theme: 'light',
    isElder: false,
    locale: 'zh-CN',
    isOnline: true,
    denied: [],
  })
  const dialogScreen = element('div', { class: 'dialogs' })
  const dialogs = createDialogs(dialogScreen, choices)
  ;(window as ShellWindow).suitanShell = createPhoneBridge(choices, dialogs)
  const { screen } = createPhone(place('phone'), choices)
  screen.append(dialogScreen)
  showScreen(screen)
  drawPeoplePanel(place('people'), city, choices)
  drawDoingsPanel(place('doings'), city, choices)
  const speak = (): void => void (document.documentElement.lang = choices.current().locale)
  choices.onChange(speak)
  speak()
}

void start()
