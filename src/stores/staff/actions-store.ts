import type { ActionChain, LoggedAction, LoggedActionList } from '#contract'
import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiResult } from '../../api'
import type { SupervisionApi } from '../../api/resources/supervision'
import { RemotePages } from '../remote-pages'

/** Contexts of the log she may choose among; '' is all of it. */
export const ACTION_CONTEXTS = [
  '',
  'supervision',
  'account',
  'operator',
  'institution',
  'run',
  'scene',
  'project',
  'appeal',
  'fraud-report',
  'staff',
] as const
export type ActionContext = (typeof ACTION_CONTEXTS)[number]

/** As many as the service walks at once. */
const WALKED_MAX = 10_000

/** What staff did, the newest first, and whether the chain holds. */
export class ActionsStore {
  context: ActionContext = ''
  chain: ActionChain | undefined
  readonly pages: RemotePages<LoggedActionList, LoggedAction, string>

  constructor(private readonly api: Pick<SupervisionApi, 'actions' | 'chain'>) {
    this.pages = new RemotePages({
      fetch: (cursor) =>
        api.actions({
          ...(this.context === '' ? {} : { action: this.context }),
          ...(cursor === undefined ? {} : { cursor }),
        }),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
    makeAutoObservable<this, 'api'>(this, { api: false, pages: false, chain: observableRef })
  }

  async choose(context: ActionContext): Promise<void> {
    this.context = context
    this.pages.forget()
    await this.pages.load()
  }

  /** Has the newest stretch of the chain walked anew, from the newest entry that is shown. */
  async walk(): Promise<ApiResult<ActionChain> | undefined> {
    const newest = this.pages.items[0]?.sequence
    if (newest === undefined) return undefined
    const from = Math.max(1, Number(newest) - WALKED_MAX + 1)
    const result = await this.api.chain(String(from), newest)
    runInAction(() => {
      this.chain = result.ok ? result.value : undefined
    })
    return result
  }

  forget(): void {
    this.context = ''
    this.chain = undefined
    this.pages.forget()
  }
}
