import path from 'node:path'

const repository = path.resolve(__dirname, '..')

/** Folders of ours outside src/ that the app imports. */
const OWN_FOLDERS = ['domain', 'contract', 'plugins']

/** Packages published in a newer syntax than ES2017, or imported from source. */
const PACKAGES =
  /node_modules[\\/](@stencil|axios|mobx|mobx-react-lite|dayjs|tweetnacl|qrcode-generator)[\\/]/

/** Taro transpiles only src/ and paths that contain "taro"; whatever else ends up in the output is named here. */
export function isCompiledByBabel(file: string): boolean {
  if (PACKAGES.test(file)) return true
  return OWN_FOLDERS.some((folder) => file.startsWith(path.join(repository, folder) + path.sep))
}
