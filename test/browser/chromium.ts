import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { brotliDecompressSync } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'

/** How a Chromium is started: its program and what it needs to see around it. */
export interface ChromiumSetup {
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
}

const TOOLS = path.resolve(__dirname, '../../.suitan/tools')
const FONT_WEIGHTS = ['400Regular', '500Medium', '600SemiBold', '700Bold']
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The registry carries a Chromium for this kind of machine only. */
const hasPackagedBuild = process.platform === 'linux' && process.arch === 'x64'

/**
 * Finds a Chromium without anything prepared by hand: `CHROMIUM_PATH` if set, else the one among the npm packages, so
 * that every machine draws with the same browser and the same fonts, else one that is installed.
 */
export async function findChromium(): Promise<ChromiumSetup> {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist`)
    return { executablePath: chosen, env: {} }
  }
  if (hasPackagedBuild) return unpackChromium()
  const installed = INSTALLED.find((file) => existsSync(file))
  if (installed) return { executablePath: installed, env: {} }
  throw new Error('no Chromium for this machine: install one and set CHROMIUM_PATH to its program')
}

export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  return chromium.launch({ executablePath, args: FLAGS, env: { ...definedEnvironment(), ...env } })
}

/** Quiet, offline and able to run as root; `--disable-dev-shm-usage` because containers give it 64 MB. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--no-first-run',
  '--font-render-hinting=none',
]

async function unpackChromium(): Promise<ChromiumSetup> {
  const binaries = path.join(packageFolder('@sparticuz/chromium'), 'bin')
  const { version } = JSON.parse(readFileSync(path.join(binaries, '../package.json'), 'utf8')) as {
    version: string
  }
  const home = path.join(TOOLS, `chromium-${version}`)
  if (!existsSync(home)) await unpackInto(home, binaries)
  return {
    executablePath: path.join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(home, 'lib'),
      FONTCONFIG_FILE: path.join(home, 'fonts.conf'),
      HOME: home,
    },
  }
}

/** Unpacks beside the goal and renames, so that two runs at once never see half a browser. */
async function unpackInto(home: string, binaries: string): Promise<void> {
  mkdirSync(TOOLS, { recursive: true })
  const work = mkdtempSync(path.join(TOOLS, 'unpacking-'))
  const unbrotli = (file: string) => brotliDecompressSync(readFileSync(path.join(binaries, file)))
  writeFileSync(path.join(work, 'chromium'), unbrotli('chromium.br'), { mode: 0o755 })
  chmodSync(work, 0o755)
  await untar(unbrotli('swiftshader.tar.br'), work)
  await untar(unbrotli('al2023.tar.br'), work)
  writeFileSync(path.join(work, 'fonts.conf'), fontSettings(path.join(home, 'font-cache')))
  try {
    renameSync(work, home)
  } catch (fault) {
    rmSync(work, { recursive: true, force: true })
    if (!existsSync(home)) throw fault
  }
}

async function untar(archive: Buffer, folder: string): Promise<void> {
  // The unpacker comes with the package whose archives these are.
  const { extract } = createRequire(path.join(packageFolder('@sparticuz/chromium'), 'package.json'))(
    'tar-fs',
  ) as {
    extract(folder: string): NodeJS.WritableStream
  }
  await pipeline(Readable.from([archive]), extract(folder))
}

/** The packaged browser brings no Chinese; machines bring any or none, so only our own font is offered to it. */
function fontSettings(cache: string): string {
  const fonts = packageFolder('@expo-google-fonts/noto-sans-sc')
  const folders = FONT_WEIGHTS.map((weight) => `<dir>${path.join(fonts, weight)}</dir>`)
  const families = ['sans-serif', 'serif', 'monospace', 'system-ui'].map(
    (family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  )
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders.join('')}<cachedir>${cache}</cachedir>${families.join('')}</fontconfig>`
}

function packageFolder(name: string): string {
  const folder = path.resolve(__dirname, '../../node_modules', name)
  if (!existsSync(folder)) throw new Error(`the package ${name} is missing: run npm ci`)
  return folder
}

const definedEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
