import type { Context } from '#server/platform/index'

import { closeDueWindows } from './close-windows'

const PERIOD_SECONDS_MAX = 30

/** Closing windows is background work: in time with the window, from every second in a demo of seconds to twice a minute. */
export const settlingJobs: Context = async (_app, deps) => {
  const everySeconds = Math.min(PERIOD_SECONDS_MAX, Math.max(1, Math.floor(deps.config.settlingSeconds / 10)))
  deps.jobs.register({
    name: 'settling.close-windows',
    everySeconds,
    run: async () => {
      const closed = await closeDueWindows(deps)
      if (closed > 0) deps.log.info({ closed }, 'windows closed')
    },
  })
}
