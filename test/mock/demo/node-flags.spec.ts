import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { NODE_FLAGS } from '#mock/demo/node-flags'

it('starts the service by hand as the demo and the benches do', () => {
  const file = join(__dirname, '..', '..', '..', 'package.json')
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts: { server: string } }
  expect(scripts.server).toBe(`node ${NODE_FLAGS.join(' ')} --import tsx server/main.ts`)
})
