import { isDatabaseLoss } from './database'

interface Asking<Asked, Answer> {
  /** So many in one group: enough that a group costs hardly more a question than a larger one, few enough that nobody waits long for the others. */
  readonly groupMax: number
  /** So many groups at a time. */
  readonly groupsMax: number
  /** Answers a group in the order of its questions. */
  readonly answer: (group: readonly Asked[]) => Promise<readonly Answer[]>
  /** Of questions with one key one is under way at a time. */
  readonly keyOf?: (asked: Asked) => string
}

interface Waiting<Asked, Answer> {
  readonly asked: Asked
  readonly key: string | undefined
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Questions that arrive while others are being answered form the next group, so that many at once cost little more than one, and a
 * single one waits for nobody. Every answer is read after its question came. A group that fails is asked one by one, so that nobody
 * fails for another's fault; what the loss of the database ended is not asked again.
 */
export const askTogether = <Asked, Answer>(
  asking: Asking<Asked, Answer>,
): ((asked: Asked) => Promise<Answer>) => {
  let waiting: Waiting<Asked, Answer>[] = []
  let groups = 0
  const busy = new Set<string>()
  const answerNext = async (): Promise<void> => {
    const group = takeGroup()
    for (const { key } of group) if (key !== undefined) busy.add(key)
    await answerGroup(asking, group)
    for (const { key } of group) if (key !== undefined) busy.delete(key)
  }
  const takeGroup = (): Waiting<Asked, Answer>[] => {
    const group: Waiting<Asked, Answer>[] = []
    const keys = new Set(busy)
    waiting = waiting.filter((one) => {
      const isNext = group.length < asking.groupMax && (one.key === undefined || !keys.has(one.key))
      if (isNext) group.push(one)
      if (isNext && one.key !== undefined) keys.add(one.key)
      return !isNext
    })
    return group
  }
  const run = async (): Promise<void> => {
    while (waiting.some(({ key }) => key === undefined || !busy.has(key))) await answerNext()
    groups -= 1
  }
  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, key: asking.keyOf?.(asked), resolve, reject })
      if (groups === asking.groupsMax) return
      groups += 1
      // Whatever else came in with this one joins its group.
      setImmediate(() => void run())
    })
}

/** Never rejects: whoever asked hears of a fault. */
const answerGroup = async <Asked, Answer>(
  asking: Asking<Asked, Answer>,
  group: readonly Waiting<Asked, Answer>[],
): Promise<void> => {
  try {
    const answers = await asking.answer(group.map(({ asked }) => asked))
    if (answers.length !== group.length) throw new Error('a question of a group was not answered')
    answers.forEach((answer, index) => group[index]?.resolve(answer))
  } catch (error) {
    if (group.length === 1 || isDatabaseLoss(error)) return group.forEach(({ reject }) => reject(error))
    for (const one of group) await answerGroup(asking, [one])
  }
}
