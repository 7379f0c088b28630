import type { ProjectRecord, ReadingsOutcome, ReadingVerdict } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import { newIdempotencyKey, type ApiResult } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { readLines } from './reading-lines'

/** A line that was sent, and what was said to it. */
export interface JudgedLine {
  readonly text: string
  readonly verdict: ReadingVerdict
}

/** Readings pasted by whoever runs a project: read here, sent as JSON lines, each line judged by the service. */
export class ReadingsStore {
  text = ''
  /** Numbers of the lines nobody can read; they are mended before anything is sent. */
  unread: readonly number[] = []
  judged: readonly JudgedLine[] = []
  outcome: ReadingsOutcome | undefined
  private projectId = ''
  /** The same lines sent again are the same push. */
  private sent: { readonly pushId: string; readonly lines: string } | undefined

  constructor(private readonly api: Pick<ApplicationApi, 'sendReadings'>) {
    makeAutoObservable<this, 'api' | 'sent' | 'projectId'>(this, {
      ...{ api: false, projectId: false, sent: observableRef },
      ...{ unread: observableRef, judged: observableRef, outcome: observableRef },
    })
  }

  open(projectId: string): void {
    if (projectId === this.projectId) return
    this.forget()
    this.projectId = projectId
  }

  forget(): void {
    this.projectId = ''
    this.write('')
    this.outcome = undefined
    this.judged = []
    this.sent = undefined
  }

  write(text: string): void {
    this.text = text
    this.unread = []
  }

  /** Undefined when a line cannot be read, which is named then, or when there is none. */
  async send(meters: ProjectRecord['meters']): Promise<ApiResult<ReadingsOutcome> | undefined> {
    const { lines, unread } = readLines(this.text, meters)
    this.setUnread(unread)
    if (unread.length > 0 || lines.length === 0) return undefined
    const body = `${lines.join('\n')}\n`
    this.sent = this.sent?.lines === body ? this.sent : { pushId: newIdempotencyKey(), lines: body }
    const result = await this.api.sendReadings(this.projectId, this.sent.pushId, asciiBytes(body))
    if (result.ok) this.take(result.value, lines)
    return result
  }

  private take(outcome: ReadingsOutcome, lines: readonly string[]): void {
    this.outcome = outcome
    this.judged = outcome.verdicts.map((verdict) => ({ text: lines[verdict.line - 1] ?? '', verdict }))
    this.text = ''
  }

  private setUnread(unread: readonly number[]): void {
    this.unread = unread
  }
}

/** Lines are written with nothing but ASCII. */
const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
