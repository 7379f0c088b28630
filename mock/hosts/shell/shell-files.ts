import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ServeFile } from './module-files'

const PAGE = path.join(__dirname, 'page')

/** The shell's own page; its scripts are bundled once at start. */
export const shellFiles = async (): Promise<ServeFile> => {
  const { outputFiles } = await build({
    entryPoints: { shell: path.join(PAGE, 'shell.ts'), bridge: path.join(PAGE, 'bridge.ts') },
    bundle: true,
    write: false,
    outdir: '/shell',
    target: 'chrome90',
    charset: 'utf8',
    logLevel: 'error',
  })
  const scripts = new Map(outputFiles.map((file) => [`/shell/${path.basename(file.path)}`, file.text]))
  return async (requested) => {
    const script = scripts.get(requested)
    if (script !== undefined) return { type: 'text/javascript; charset=utf-8', content: script }
    if (requested === '/')
      return { type: 'text/html; charset=utf-8', content: await readFile(path.join(PAGE, 'shell.html')) }
    if (requested === '/shell/shell.css')
      return { type: 'text/css; charset=utf-8', content: await readFile(path.join(PAGE, 'shell.css')) }
    return undefined
  }
}
