import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compiledTemplates } from './wechat-compilers'

/** The text of a page as miniprogram-simulate shows it: WeChat's older engine, templates made by WeChat's own compiler. */
export function textInSecondEngine(dist: string, page: string): string {
  const work = mkdtempSync(path.join(tmpdir(), 'suitan-templates-'))
  try {
    const templates = path.join(work, 'templates.js')
    writeFileSync(templates, compiledTemplates(dist))
    const script = path.join(__dirname, 'second-engine-page.cjs')
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, dist, page, templates], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`miniprogram-simulate could not show ${page}: ${stderr}`)
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as string
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
