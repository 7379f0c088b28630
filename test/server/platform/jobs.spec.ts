import { setTimeout as sleep } from 'node:timers/promises'

import { type Context } from '#server/platform/index'
import { startTestPlatform } from '#test/harness/index'

const until = async (isTrue: () => boolean): Promise<void> => {
  for (let waits = 0; !isTrue(); waits += 1) {
    if (waits > 200) throw new Error('It did not happen within 20 seconds.')
    await sleep(100)
  }
}

describe('jobs', () => {
  it('run when asked for, again when they fail, every few seconds, and finish before the stop', async () => {
    const seen: unknown[] = []
    let failures = 1
    let beats = 0
    let isDone = false
    const context: Context = async (_app, deps) => {
      deps.jobs.register({
        name: 'probe.count-ride',
        run: async (data) => {
          if (failures-- > 0) throw new Error('not yet')
          seen.push(data)
        },
      })
      deps.jobs.register({ name: 'probe.beat', everySeconds: 0.1, run: async () => void (beats += 1) })
      deps.jobs.register({
        name: 'probe.slow',
        cron: '0 3 * * *',
        run: async () => {
          seen.push('slow began')
          await sleep(700)
          isDone = true
        },
      })
    }
    const platform = await startTestPlatform({ contexts: [context], withJobs: true })
    await platform.deps.jobs.request('probe.count-ride', { ride: 1 })
    await until(() => seen.length === 1)
    await until(() => beats >= 3)
    expect(seen).toEqual([{ ride: 1 }])
    expect(
      await platform.deps.sql`SELECT cron, timezone FROM pgboss.schedule WHERE name = 'probe.slow'`,
    ).toEqual([{ cron: '0 3 * * *', timezone: 'Asia/Shanghai' }])
    await platform.deps.jobs.request('probe.slow')
    await until(() => seen.includes('slow began'))
    await platform.close()
    expect(isDone).toBe(true)
    const after = beats
    await sleep(300)
    expect(beats).toBe(after)
  })

  it('are registered once each, and known by name', async () => {
    const platform = await startTestPlatform({ contexts: [] })
    const job = { name: 'probe.twice', run: async () => undefined }
    platform.deps.jobs.register(job)
    expect(() => platform.deps.jobs.register(job)).toThrow('Two jobs are named probe.twice')
    await expect(platform.deps.jobs.runNow('probe.unknown')).rejects.toThrow('No job is registered')
    await platform.close()
  })
})
