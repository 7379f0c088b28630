import { OperatorRun, OperatorRunList } from '#contract'

import { digitsOf, neededFlag, textFlag, wordsOf } from './arguments'
import type { Command } from './command'
import { bodyOf } from './push-lines'
import { EXIT_CODES } from './stopped'
import { figure, tableLines } from './table'

export const listRuns: Command = {
  usage: 'runs [--state settled|empty|reported|returned|verified|confirmed|issued]',
  about: 'Lists the runs of your rides, the newest day first: what waits for your report is settled.',
  options: { state: { type: 'string' } },
  async run({ flags, platform, print }) {
    const state = textFlag(flags, 'state')
    const path = state === undefined ? '/runs' : `/runs?state=${encodeURIComponent(state)}`
    const { items } = await (await platform()).expect(OperatorRunList, { method: 'GET', path })
    if (items.length === 0) print('no such run')
    else
      for (const line of tableLines(
        ['run', 'scene', 'day', 'no', 'state', 'rides', 'milligrams', ''],
        items.map((run) => [
          ...[run.runId, run.sceneId, run.operatorDay, String(run.runNo), run.state],
          ...[figure(run.rides), run.reductionMilligrams, run.returnedReason ?? ''],
        ]),
      ))
        print(line)
    return EXIT_CODES.done
  },
}

export const signRun: Command = {
  usage: 'report RUN_ID --rides N --milligrams N',
  about: `Signs the total of a run, as it is in your books: without it nothing of the day is verified or credited. Figures that are not ours are
refused and nothing is kept.`,
  options: { rides: { type: 'string' }, milligrams: { type: 'string' } },
  async run({ flags, words, platform, print }) {
    const [runId = ''] = wordsOf(words, ['RUN_ID'])
    const rides = Number(digitsOf(neededFlag(flags, 'rides'), '--rides'))
    const reductionMilligrams = digitsOf(neededFlag(flags, 'milligrams'), '--milligrams')
    const body = bodyOf(Buffer.from(JSON.stringify({ rides, reductionMilligrams })), 'application/json')
    const path = `/runs/${encodeURIComponent(runId)}/report`
    const run = await (await platform()).expect(OperatorRun, { method: 'POST', path, body })
    print(`${run.runId} is ${run.state}: ${figure(run.rides)} rides, ${run.reductionMilligrams} mg`)
    return EXIT_CODES.done
  },
}
