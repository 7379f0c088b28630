/** @jest-environment node */
/** A mini-program drops, without a word, every accessibility attribute that the plugin's table does not name. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { ARIA_ATTRIBUTES } from '../../../plugins/aria/attributes'

const SOURCE = path.resolve(__dirname, '../../../src')

const written = (attribute: RegExp, extension: string) =>
  readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .flatMap((file) => readFileSync(path.join(SOURCE, file), 'utf8').match(attribute) ?? [])

const carried = new Set(Object.values(ARIA_ATTRIBUTES).flatMap((attributes) => Object.keys(attributes)))

const lost = (names: readonly string[]) => names.filter((name) => !carried.has(name))

it('carries every attribute a page or a part writes', () => {
  expect(lost(written(/\baria-[a-z]+(?=[='":])/g, '.tsx'))).toEqual([])
})

it('carries every attribute the types allow', () => {
  expect(lost(written(/\baria-[a-z]+(?='\?:)/g, 'accessibility.d.ts'))).toEqual([])
})

it('would notice one that is lost', () => {
  expect(lost(['aria-label', 'aria-roledescription'])).toEqual(['aria-roledescription'])
})
