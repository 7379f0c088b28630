import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A build spoilt on purpose: proof that a gate can turn red. */
export interface BrokenCopy {
  readonly folder: string
  append(file: string, text: string): void
  replaceAll(file: string, what: string, by: string): void
  write(file: string, text: string): void
}

/** Hands a throw-away copy of a build to the test and removes it afterwards. */
export async function withBrokenCopy<T>(
  dist: string,
  test: (copy: BrokenCopy) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'suitan-broken-'))
  const at = (file: string) => path.join(folder, file)
  cpSync(dist, folder, { recursive: true })
  try {
    return await test({
      folder,
      append: (file, text) => appendFileSync(at(file), text),
      write: (file, text) => writeFileSync(at(file), text),
      replaceAll: (file, what, by) =>
        writeFileSync(at(file), readFileSync(at(file), 'utf8').replaceAll(what, by)),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
