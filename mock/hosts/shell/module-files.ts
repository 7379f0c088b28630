import { readFile } from 'node:fs/promises'
import path from 'node:path'

export interface ServedFile {
  readonly type: string
  readonly content: string | Buffer
}

export type ServeFile = (path: string) => Promise<ServedFile | undefined>

/** A super-app's web-view puts its bridge on the window before any script of the page runs. */
const BRIDGE_TAG = '<script src="/shell/bridge.js"></script>'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** The built module under /module/, its start page with the bridge in front. */
export const moduleFiles =
  (folder: string): ServeFile =>
  async (requested) => {
    const wanted =
      requested === '/module/' ? 'index.html' : decodeURIComponent(requested.slice('/module/'.length))
    const file = path.join(folder, wanted)
    if (!file.startsWith(folder + path.sep)) return undefined
    const content = await readFile(file).catch(() => undefined)
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream'
    if (!content || wanted !== 'index.html') return content && { type, content }
    return {
      type,
      content: content.toString('utf8').replace(/<head[^>]*>/i, (head) => `${head}${BRIDGE_TAG}`),
    }
  }
