#!/usr/bin/env node
/** The operators' command from its sources, for `npx suitan-operator` in this repository; packed it is one file without any other package. */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
require('tsx/cjs')
require('./operator-command.ts')
