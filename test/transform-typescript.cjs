/** Jest transform: TypeScript and ESM-only packages to CommonJS by esbuild, fast enough that the whole node project starts in seconds. */
const { transformSync } = require('esbuild')
const { createHash } = require('node:crypto')

const OPTIONS = { format: 'cjs', target: 'node20', sourcemap: 'inline', jsx: 'automatic' }

module.exports = {
  getCacheKey(source, path) {
    return createHash('sha256').update(JSON.stringify(OPTIONS)).update(path).update(source).digest('hex')
  },
  process(source, path) {
    const loader = path.endsWith('x') ? 'tsx' : /\.[cm]?js$/.test(path) ? 'js' : 'ts'
    return { code: transformSync(source, { ...OPTIONS, loader, sourcefile: path }).code }
  },
}
