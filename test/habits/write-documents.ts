import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refusalDocument } from './refusal-document'
import { ROOT } from './source-tree'

writeFileSync(join(ROOT, 'docs/REFUSALS.md'), refusalDocument())
