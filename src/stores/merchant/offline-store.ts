import { OFFLINE_TAKES_MAX } from '#domain/voucher'
import { decodeId } from '#domain/id'
import { makeAutoObservable, observableRef } from 'mobx'
import type { TillApi } from '../../api/resources/tills'
import type { HandedOver, HostPort, HostResult } from '../../host'
import type { MemberSessionStore } from '../member'
import { readForm, takeOffline, worthOf, type TakenWorth } from './take-offline'
import { tellLog } from './tell-log'
import type { KeptLog, LogBook, ToldTake } from './till-log'
import type { OfflineObstacle, TillWord } from './till-reply'
import type { KeptSnapshot, KeptTill, TillShelf } from './till-shelf'

/** Taken and not told yet. */
interface UntoldTake extends TakenWorth {
  readonly tillId: string
  readonly sequence: number
  readonly occurredAt: string
}

/** What a till takes while its network is gone, and how it is told afterwards. */
export class OfflineStore {
  private till: KeptTill | undefined
  private kept: KeptSnapshot | undefined
  /** Every log on this device, this till's too. */
  private logs: readonly KeptLog[] = []
  /** How often the service has taken entries of a log since the module was opened: each time the day comes to something else. */
  tellings = 0
  private syncing: Promise<void> | undefined
  private readonly redeemed = new Set<string>()

  constructor(
    private readonly api: Pick<TillApi, 'snapshot' | 'tell'>,
    private readonly session: MemberSessionStore,
    private readonly shelf: TillShelf,
    private readonly book: LogBook,
    private readonly host: Pick<HostPort, 'handOver'>,
    private readonly now: () => Date,
  ) {
    type Plain =
      | 'api'
      | 'host'
      | 'session'
      | 'shelf'
      | 'book'
      | 'now'
      | 'syncing'
      | 'redeemed'
      | 'till'
      | 'kept'
      | 'logs'
    makeAutoObservable<this, Plain>(this, {
      api: false,
      host: false,
      session: false,
      shelf: false,
      book: false,
      now: false,
      syncing: false,
      redeemed: false,
      till: observableRef,
      kept: observableRef,
      logs: observableRef,
    })
  }

  /** The service's clock as far as this device knows it: its own, corrected by what the last snapshot told. */
  clock(): Date {
    return new Date(this.now().getTime() + (this.kept?.clockAheadMs ?? 0))
  }

  /** Why nothing can be taken without network just now. */
  get obstacle(): OfflineObstacle | undefined {
    if (this.till?.key === null) return 'noKey'
    if (this.log?.brokenFrom != null) return 'logBroken'
    if (!this.till || !this.kept) return 'noSnapshot'
    return this.clock() > new Date(this.kept.snapshot.until) ? 'snapshotOld' : undefined
  }

  /** How many more may be taken before it has told them and was prepared anew. */
  get takesLeft(): number {
    return Math.max(0, OFFLINE_TAKES_MAX - (this.log?.taken.voucherIds.length ?? 0))
  }

  /** Taken on this device and not told yet, of whatever till it was. */
  get untold(): number {
    return this.logs.reduce((sum, { entries }) => sum + entries.length, 0)
  }

  /** Of them, each with what it is for as far as this till knows, the latest first. */
  get untoldTakes(): readonly UntoldTake[] {
    const { kept } = this
    const takes = this.logs.flatMap(({ tillId, entries }) =>
      entries.map(({ sequence, occurredAt, form }) => ({
        tillId,
        sequence,
        occurredAt,
        ...worthOf(form, kept),
      })),
    )
    return takes.sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1))
  }

  /** Whether something waits that the service takes from whoever is here. */
  get hasToTell(): boolean {
    return this.logs.some((log) => log.entries.length > 0 && log.brokenFrom === null && this.mayTell(log))
  }

  /** Of them, what only an owner or manager may tell: it was taken by somebody who has gone. */
  get untoldOfOthers(): number {
    const others = this.logs.filter((log) => !this.mayTell(log))
    return others.reduce((sum, { entries }) => sum + entries.length, 0)
  }

  /** What became of those told, the latest first. */
  get told(): readonly ToldTake[] {
    const all = this.logs.flatMap(({ told }) => told)
    return all.sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1))
  }

  /** Logs the service takes no more of, with what is still in them. */
  get broken(): readonly KeptLog[] {
    return this.logs.filter(({ brokenFrom }) => brokenFrom !== null)
  }

  /** This till works here from now on, or none. */
  use(till: KeptTill | undefined): void {
    this.till = till
    this.kept = till && this.shelf.snapshotOf(till.tillId)
    this.readLogs()
  }

  /** Tells what was taken, then prepares for the next time the network goes. Once, however often it is asked for. */
  sync(): Promise<void> {
    this.syncing ??= this.tellAndPrepare().finally(() => {
      this.syncing = undefined
    })
    return this.syncing
  }

  /** Takes a form: it is in the log before the answer is known to anybody, or it is not taken. */
  take(text: string): TillWord {
    const { till, kept, obstacle } = this
    if (obstacle) return obstacle
    if (!till || till.key === null || !kept) return 'noSnapshot'
    const circumstances = { till: { ...till, key: till.key }, kept, log: this.book.of(till) }
    const taken = takeOffline(text, { ...circumstances, at: this.clock(), redeemed: this.redeemed })
    if (typeof taken === 'string') return taken
    if (!this.book.keep(taken).ok) return 'deviceFull'
    this.readLogs()
    return 'recorded'
  }

  /** Tells at once what has just been taken; its outcome, where one came. */
  async tellLast(): Promise<ToldTake | undefined> {
    const { till } = this
    if (!till) return undefined
    const entries = this.book.of(till).entries
    const last = entries[entries.length - 1]
    await this.tell(till.tillId)
    return this.log?.told.find(({ sequence }) => sequence === last?.sequence)
  }

  /** This till redeemed it online: its form counts no second time here. */
  noteRedeemed(voucherId: string): void {
    const uuid = decodeId('vch', voucherId)
    if (uuid !== undefined) this.redeemed.add(uuid)
  }

  /** What the service does not take leaves as a file, for people to look at. Asks the host at once: some allow it in the turn of a tap only. */
  handOver({ tillId, entries }: KeptLog): Promise<HostResult<HandedOver>> {
    const content = JSON.stringify({ tillId, entries }, null, 2)
    return this.host.handOver({ name: `${tillId}.json`, content })
  }

  private get log(): KeptLog | undefined {
    return this.logs.find(({ tillId }) => tillId === this.till?.tillId)
  }

  private async tellAndPrepare(): Promise<void> {
    for (const { tillId } of this.logs.filter((log) => this.mayTell(log))) await this.tell(tillId)
    await this.prepare()
  }

  private async tell(tillId: string): Promise<void> {
    const before = this.book.read(tillId)?.head.sequence
    await tellLog(this.api, this.book, tillId)
    this.noteTold(this.book.read(tillId)?.head.sequence !== before)
  }

  private noteTold(isTaken: boolean): void {
    if (isTaken) this.tellings += 1
    this.readLogs()
  }

  /** Her own, and for an owner or manager those of colleagues who have gone. */
  private mayTell({ memberId, institutionId }: KeptLog): boolean {
    const { membership } = this.session
    if (!membership || membership.institutionId !== institutionId) return false
    return membership.memberId === memberId || membership.role !== 'cashier'
  }

  private async prepare(): Promise<void> {
    const { till } = this
    if (!till) return
    // What the service has not been told by then counts on the new snapshot too, however soon it is told.
    const untold = this.book.of(till).entries
    const result = await this.api.snapshot(till.tillId)
    if (!result.ok || this.till?.tillId !== till.tillId) return
    const snapshot = result.value
    const kept = { snapshot, clockAheadMs: Date.parse(snapshot.takenAt) - this.now().getTime() }
    const log = this.book.of(till)
    // Nothing waits to be told, so the service's log is the whole of it.
    const isWhole = log.entries.length === 0
    const head = isWhole ? { sequence: snapshot.logSequence, digest: snapshot.logDigest } : log.head
    const taken = { voucherIds: vouchersOf([...untold, ...log.entries]) }
    // Without its count a snapshot would make room for twenty more.
    if (!this.book.keep({ ...log, head, taken }).ok) return
    this.shelf.keepSnapshot(till.tillId, kept)
    this.setKept(kept)
    this.readLogs()
  }

  private setKept(kept: KeptSnapshot): void {
    this.kept = kept
  }

  private readLogs(): void {
    this.logs = this.book.all()
  }
}

const vouchersOf = (entries: KeptLog['entries']): readonly string[] => [
  ...new Set(entries.flatMap(({ form }) => readForm(form)?.form.voucherId ?? [])),
]
