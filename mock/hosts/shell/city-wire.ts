import type { HostId } from '../host-ids'

/** What the shell's page and the shell's server tell each other. */

/** Residents at their own phone, or who works in a shop or the mall at hers. */
export type ShownPart = 'newcomer' | 'worker'

/** Whatever a scanner can be held before: the two phones, and the display at a chain's till. */
export type Screen = ShownPart | 'pos'

/** A code on a screen, as the picture that is drawn there: a data URI. */
export interface Sight {
  readonly from: Screen
  readonly picture: string
}

export interface ShownResident {
  readonly residentId: string
  readonly name: string
  readonly storyZh: string
  readonly storyEn: string
  readonly locale: 'zh-CN' | 'en'
  readonly commute: { readonly from: string; readonly to: string }
  readonly isRealName: boolean
  readonly cards: readonly ShownCard[]
}

export interface ShownCard {
  /** Place in her wallet. */
  readonly index: number
  readonly kind: 'rideCode' | 'phoneCard' | 'bikeAccount' | 'plasticCard'
  readonly issuerZh: string
  readonly issuerEn: string
  readonly tail: string
  /** What can be ridden with it and is reported; empty for a plain plastic card. */
  readonly modes: readonly ShellRideMode[]
}

export type ShellRideMode = 'metro' | 'bus' | 'bike' | 'ferry'

export interface City {
  /** Whose phone this window shows. */
  readonly part: ShownPart
  /** The window with the other phone, on an origin of its own, because a phone keeps its own data. */
  readonly otherPhoneUrl: string
  readonly residents: readonly ShownResident[]
  readonly lines: readonly { readonly line: string; readonly stations: readonly string[] }[]
  readonly isStaffAutomatic: boolean
}

export type HostQuestion = 'tickets' | 'card-statements' | 'city-codes' | 'messages'

export interface HostAsk {
  readonly hostId: HostId
  readonly residentId: string
  readonly question: HostQuestion
}

/** A ride to take now. The demo shortens the wait to a few seconds; what is told of the way is what it takes. */
export interface RideOrder {
  readonly residentId: string
  readonly mode: ShellRideMode
  readonly cardIndex: number
  /** Metro only. */
  readonly from?: string
  readonly to?: string
  /** Her other metro channel reports the same trip as well. */
  readonly alsoByOtherChannel?: boolean
}

/** A message the app shows one of its users. */
export interface ShownMessage {
  readonly messageId: string
  readonly at: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly text: { readonly zh: string; readonly en: string }
  /** The page of the module it opens. */
  readonly path: string
}

/** One line of what happens in the city, oldest first by number. */
export interface CityHappening {
  readonly number: number
  readonly at: string
  readonly who: 'person' | 'operator' | 'platform' | 'centre' | 'bureau' | 'host' | 'farEnd'
  readonly tone: 'plain' | 'good' | 'bad'
  readonly zh: string
  readonly en: string
}
