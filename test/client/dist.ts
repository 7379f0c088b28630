import { existsSync } from 'node:fs'
import path from 'node:path'

const REPOSITORY = path.resolve(__dirname, '../..')

/** A build of ours: the file that proves it is there and the command that brings it. */
const BUILDS = {
  weapp: { proof: 'app.json', command: 'npm run build:weapp' },
  alipay: { proof: 'app.json', command: 'npm run build:alipay' },
  suishenban: { proof: 'app.json', command: 'npm run build:suishenban' },
  h5: { proof: 'index.html', command: 'npm run build:h5' },
  'weapp-embed': { proof: 'embed.json', command: 'npm run build:embed' },
  'alipay-embed': { proof: 'embed.json', command: 'npm run build:embed' },
  'suishenban-embed': { proof: 'embed.json', command: 'npm run build:embed' },
} as const

export type Build = keyof typeof BUILDS

/** Folder of a build. A missing one fails the test with the command that makes it; tests never build and never skip. */
export function requireDist(build: Build): string {
  const folder = path.join(REPOSITORY, 'dist', build)
  const { proof, command } = BUILDS[build]
  if (!existsSync(path.join(folder, proof)))
    throw new Error(`dist/${build} is missing: run \`${command}\` first`)
  return folder
}

/** Folder of the tiny Taro app that plays the host, built apart from ours. */
export function requireTaroHost(target: 'weapp' | 'alipay' | 'suishenban' | 'h5'): string {
  const folder = path.join(REPOSITORY, '.suitan/fixtures/taro-host', target)
  if (!existsSync(path.join(folder, target === 'h5' ? 'index.html' : 'app.json')))
    throw new Error('the Taro host fixture is not built: run `npm run build:fixtures` first')
  return folder
}
