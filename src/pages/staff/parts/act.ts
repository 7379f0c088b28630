import type { ApiResult } from '../../../api'
import type { Option } from '../../../ui'

/** What has to be written or chosen before an act: `fault` says in words what is wrong with it. */
export interface Asked {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly kind?: 'text' | 'number' | 'long'
  /** Chosen instead of written. */
  readonly options?: readonly Option<string>[]
  readonly initial?: string
  readonly lengthMax?: number
  /** What the service calls it, where it says which part of an act is wrong; its name where left out. */
  readonly wire?: readonly string[]
  readonly fault: (value: string) => string | undefined
}

/** What was written, by its name. */
export type Written = Readonly<Record<string, string>>

/** One act of the desk: the button, what is asked before it, what comes of it, and the call. */
export interface StaffAct {
  readonly id: string
  readonly name: string
  /** For the ear, where the page has several buttons that look alike; contains the name. */
  readonly label?: string
  readonly kind?: 'primary' | 'quiet' | 'danger'
  /** The question the sheet asks. */
  readonly title: string
  /** What is acted on: what a name is put to. */
  readonly about: string
  /** The digest that is signed, where the act is a signature under a text. */
  readonly digest?: string | undefined
  /** What comes of it, and that it cannot be undone. */
  readonly effect: string | ((written: Written) => string)
  readonly yes: string
  readonly asks?: readonly Asked[]
  readonly done: string
  readonly perform: (written: Written) => Promise<ApiResult<unknown>>
}
