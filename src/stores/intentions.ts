import { newIdempotencyKey, type ApiResult, type WriteOptions } from '../api'

/**
 * The acts under way. One that got no answer keeps its key, so that asking again cannot do it twice; once the service has
 * answered, yes or no, the next is a new act.
 */
export class Intentions {
  private readonly keys = new Map<string, string>()

  /** `act` says what is done, to what and with which words: another reason is another act. */
  async carryOut<T>(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<T>>,
  ): Promise<ApiResult<T>> {
    const name = JSON.stringify(act)
    const idempotencyKey = this.keys.get(name) ?? newIdempotencyKey()
    this.keys.set(name, idempotencyKey)
    const result = await send({ idempotencyKey })
    if (isAnswered(result)) this.keys.delete(name)
    return result
  }

  /** What became of it is known by another way: the next is a new act. */
  settle(act: readonly string[]): void {
    this.keys.delete(JSON.stringify(act))
  }
}

const FAULT_STATUS_MIN = 500
/** Not now: what became of an earlier try under this key is not said. */
const TOO_MANY_STATUS = 429

const isAnswered = (result: ApiResult<unknown>): boolean =>
  result.ok ||
  (result.failure.kind === 'refused' &&
    result.failure.status < FAULT_STATUS_MIN &&
    result.failure.status !== TOO_MANY_STATUS)
