import { spawnSync } from 'node:child_process'
import { ROOT } from './source-tree'

describe('what nobody uses', () => {
  it('is not kept: no unused file, no export without a reader', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['node_modules/knip/bin/knip.js', '--no-config-hints'],
      {
        cwd: ROOT,
        encoding: 'utf8',
      },
    )
    expect(stdout.trim()).toBe('')
    expect(status).toBe(0)
  })
})
