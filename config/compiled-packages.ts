import path from 'node:path'

const repository = path.resolve(__dirname, '..')

/** Folders of ours outside src/ that the app imports. */
const OWN_FOLDERS = ['domain', 'contract', 'plugins']

/** Packages published in a newer syntax than ES2017. */
const PACKAGES = [
  ...['axios', 'dayjs', 'mobx', 'mobx-react-lite', 'qrcode-generator', 'tweetnacl'],
  // What Taro's H5 runtime brings along.
  ...['@stencil', 'decode-uri-component', 'filter-obj', 'history', 'query-string', 'split-on-first'],
]
const IN_PACKAGE = new RegExp(String.raw`node_modules[\\/](${PACKAGES.join('|')})[\\/]`)

/** Taro transpiles only src/ and paths that contain "taro"; whatever else ends up in the output is named here. */
export function isCompiledByBabel(file: string): boolean {
  if (IN_PACKAGE.test(file)) return true
  return OWN_FOLDERS.some((folder) => file.startsWith(path.join(repository, folder) + path.sep))
}
