import { join } from 'node:path'

/** Files that ship beside the program: this module and the bundle's main file see them at the same relative place. */
export const MIGRATIONS_FOLDER = join(__dirname, 'migrations')
