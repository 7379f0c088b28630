import { makeAutoObservable } from 'mobx'
import type { HostPort, HostUi } from '../host'
import type { Locale } from '../i18n'
import type { Frame } from '../ui'
import type { Navigation } from './navigation'

export type ThemeChoice = 'host' | 'light' | 'dark'

interface Preferences {
  theme: ThemeChoice
  /** Undefined follows the host. */
  isElder?: boolean
  locale?: Locale
}

const KEY = 'preferences'
const NOTICE_MS = 4_000
const NOTICE_READ_MS = 1_000

/** How everything looks: what the host says, and over it what she chose here. */
export class UiStore {
  private hostUi: HostUi
  private preferences: Preferences
  isOnline: boolean
  notice = ''
  private saidAt = 0
  private noticeTimer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly host: Pick<HostPort, 'ui' | 'store' | 'network'>,
    private readonly navigation: Navigation,
  ) {
    this.hostUi = host.ui.current()
    this.preferences = { theme: 'host', ...(host.store.get(KEY) as Partial<Preferences> | undefined) }
    this.isOnline = host.network.isOnline()
    makeAutoObservable<this, 'host' | 'navigation' | 'noticeTimer' | 'saidAt'>(this, {
      host: false,
      navigation: false,
      noticeTimer: false,
      saidAt: false,
    })
    host.ui.onChange((ui) => this.takeHostUi(ui))
    host.network.onChange((isOnline) => this.takeNetwork(isOnline))
  }

  get locale(): Locale {
    return this.preferences.locale ?? (this.hostUi.locale === 'en' ? 'en' : 'zh')
  }

  get themeChoice(): ThemeChoice {
    return this.preferences.theme
  }

  get isElder(): boolean {
    return this.preferences.isElder ?? this.hostUi.isElder
  }

  get theme(): HostUi['theme'] {
    return this.preferences.theme === 'host' ? this.hostUi.theme : this.preferences.theme
  }

  get frame(): Frame {
    return {
      theme: this.theme,
      isElder: this.isElder,
      fontScale: this.hostUi.fontScale,
      isOffline: !this.isOnline,
      notice: this.notice,
      goBack: () => void this.navigation.back(),
      holdBack: this.navigation.holdBack,
      paintTitleBar: () => this.host.ui.paintTitleBar(this.theme),
    }
  }

  chooseTheme(theme: ThemeChoice): void {
    this.prefer({ ...this.preferences, theme })
  }

  chooseElder(isElder: boolean): void {
    this.prefer({ ...this.preferences, isElder })
  }

  chooseLocale(locale: Locale): void {
    this.prefer({ ...this.preferences, locale })
    this.setNotice('')
  }

  /** Says something in passing; it is also read aloud. */
  say(notice: string): void {
    clearTimeout(this.noticeTimer)
    this.setNotice(notice)
    this.saidAt = Date.now()
    this.noticeTimer = setTimeout(() => this.setNotice(''), NOTICE_MS)
  }

  /** She leaves the page: what she has had time to read stays behind, what was said in the same breath goes along. */
  leavePage(): void {
    if (Date.now() - this.saidAt >= NOTICE_READ_MS) this.setNotice('')
  }

  /** The host has told more about itself since the start. */
  refresh(): void {
    this.takeHostUi(this.host.ui.current())
    this.takeNetwork(this.host.network.isOnline())
  }

  private prefer(preferences: Preferences): void {
    this.preferences = preferences
    this.host.store.set(KEY, { ...preferences })
  }

  private setNotice(notice: string): void {
    this.notice = notice
  }

  private takeHostUi(ui: HostUi): void {
    this.hostUi = ui
  }

  private takeNetwork(isOnline: boolean): void {
    this.isOnline = isOnline
  }
}
