/** Why a host did not do what was asked. A person caused it, or the device; the app carries on either way. */
export type HostRefusal =
  /** This host has no such thing, or answers in a way we do not understand. */
  | 'unsupported'
  /** A host was expected around us but its bridge never appeared. */
  | 'bridgeMissing'
  /** The person closed the scanner, sheet or dialog. */
  | 'cancelled'
  /** The person said no. */
  | 'denied'
  /** The person has not agreed to the host's privacy notice. */
  | 'privacyRefused'
  /** The device or the host's operator does not let this app do it. */
  | 'notPermitted'
  /** The host does this only in answer to a tap. */
  | 'needsTap'
  | 'offline'
  | 'timeout'

export type HostResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: HostRefusal }

/** What differs from host to host and so is asked before a button is shown. */
export type Capability =
  | 'ticket'
  | 'cityCode'
  | 'cards'
  | 'scan'
  | 'share'
  | 'location'
  | 'notify'
  /** A file of text. */
  | 'file'
  /** A file of bytes that are no text, such as a workbook. */
  | 'binaryFile'

export type Unsubscribe = () => void

/** What is heard and felt with an answer: yes, not yet, no. */
export type FeelKind = 'done' | 'wait' | 'refused'

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined }

/** How the host looks just now, for the app to look alike. */
export interface HostUi {
  readonly theme: 'light' | 'dark'
  readonly isElder: boolean
  /** 1 = the host's standard text size. */
  readonly fontScale: number
  readonly locale: 'zh-CN' | 'en'
  /** Parts of the screen covered by notches and bars, in px. */
  readonly safeArea: { readonly topPx: number; readonly bottomPx: number }
}

/** What leaves the module as a file. */
export interface HostFile {
  /** With its ending, and of characters that every file system takes. */
  readonly name: string
  readonly content: string | Uint8Array
}

/** `saved`: it lies on her device. `shared`: she sent it where she chose, such as a chat of her own. */
export type HandedOver = 'saved' | 'shared'

/** GCJ-02 degrees, as every Chinese host gives them. */
export interface HostLocation {
  readonly latitude: number
  readonly longitude: number
}

export interface HostRequest {
  /** What WeChat and Alipay both can send: neither knows PATCH. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** A whole address, or on H5 a path of the page's own origin. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Bytes go as they are, anything else as JSON. */
  readonly body?: Json | Uint8Array
  /** The answer is wanted as the bytes it is. */
  readonly wantsBytes?: boolean
  readonly timeoutMs: number
}

/** An answer from the server, whatever its status; header names in lower case. */
export interface HostResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** In place of the text, where they were wanted and the status is below 400. */
  readonly bytes?: Uint8Array
}

export type RouteParameters = Readonly<Record<string, string | number | boolean>>

export interface HostPort {
  /** Who vouches for the person: names the server that exchanges the ticket, e.g. `suishenban`, `wechat`, `alipay`. */
  readonly hostId: string
  /** Reads what the first screen needs; call once before drawing. Refuses with `bridgeMissing` when a host was expected. */
  init(): Promise<HostResult<void>>
  can(capability: Capability): boolean
  readonly identity: {
    /** One-time ticket that our server exchanges with the host's server. Nothing else from a host says who someone is. */
    ticket(): Promise<HostResult<string>>
    /** Token of the 随申码 the person presents; our server has it verified. */
    cityCode(): Promise<HostResult<string>>
  }
  /** The person's transit cards as a compact JWS signed by the host; our server checks the signature. */
  cards(): Promise<HostResult<string>>
  /** Text of a QR or bar code. */
  scan(): Promise<HostResult<string>>
  /** Opens the host's own sharing. `needsTap` where only a share button can: draw `<Button openType="share">`. */
  share(content: { readonly title: string; readonly path: string }): Promise<HostResult<void>>
  location(): Promise<HostResult<HostLocation>>
  /**
   * Gives her a file to keep. WeChat does it in the very turn of a tap only and answers `needsTap` in any other: then the
   * next tap must call this before it awaits anything.
   */
  handOver(file: HostFile): Promise<HostResult<HandedOver>>
  /** Small JSON on the device: last known data and preferences, never a secret of another person. */
  readonly store: {
    get(key: string): unknown
    /** `notPermitted` when the device is full. */
    set(key: string, value: Json): HostResult<void>
    remove(key: string): void
  }
  readonly ui: {
    current(): HostUi
    onChange(listener: (ui: HostUi) => void): Unsubscribe
    /** Paints the host's own title bar of the page on show, where it draws one; a page of the web has none. */
    paintTitleBar(theme: HostUi['theme']): void
  }
  /** `path` starts with /pages/; inside a host's own mini-program it is moved under the module's folder. */
  readonly nav: {
    to(path: string, parameters?: RouteParameters): Promise<HostResult<void>>
    replace(path: string, parameters?: RouteParameters): Promise<HostResult<void>>
    /** Opens a page and leaves all others: nothing lies behind it to go back to. */
    restart(path: string, parameters?: RouteParameters): Promise<HostResult<void>>
    /** Goes back, or to `fallback` when this page was opened first. */
    back(fallback: string): Promise<HostResult<void>>
    /** Until unsubscribed the phone's back key calls `onBack` instead of leaving the page, in a host that lets us have it. */
    holdBack(onBack: () => void): Unsubscribe
  }
  readonly screen: {
    /** Until unsubscribed the screen is bright and does not go dark by itself, as far as the host lets us. */
    keepBright(): Unsubscribe
    /** Tells that a picture of the screen was taken; a browser never does. */
    onScreenshot(listener: () => void): Unsubscribe
  }
  readonly network: {
    isOnline(): boolean
    onChange(listener: (isOnline: boolean) => void): Unsubscribe
  }
  readonly notify: {
    /** Asks for consent to send one message per template; value = the templates agreed to. Each consent is used up by one message. */
    subscribe(templateIds: readonly string[]): Promise<HostResult<readonly string[]>>
  }
  /** Tells the host's own statistics, where it has any; never carries personal data. */
  track(eventName: string, properties?: Readonly<Record<string, string | number>>): void
  /** For work done without looking. A device that cannot answers `unsupported`, and nothing depends on it. */
  readonly feel: {
    vibrate(kind: FeelKind): Promise<HostResult<void>>
    /** One or two short tones; nothing is loaded for them. */
    sound(kind: FeelKind): Promise<HostResult<void>>
  }
  /** Bytes nobody can foresee, to make a key of. `unsupported` where there is no such source: then nothing else may stand in for it. */
  random(bytes: number): Promise<HostResult<Uint8Array>>
  /** `offline` and `timeout` are the only refusals of a request that the host supports. */
  request(request: HostRequest): Promise<HostResult<HostResponse>>
}
