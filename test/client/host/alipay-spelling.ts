/**
 * Alipay's templates, scripts and page settings re-spelled as WeChat's, so that one engine runs both dialects.
 * Only spelling differs: `.axml/.acss/.sjs`, `a:` directives, `onTap` for `bindtap`, `<import-sjs>` for `<wxs>`.
 */
export function respellPath(path: string): string {
  return path
    .replace(/\.axml$/, '.wxml')
    .replace(/\.acss$/, '.wxss')
    .replace(/\.sjs$/, '.wxs')
}

export function respellFile(path: string, text: string): string {
  if (path.endsWith('.axml')) return respellTemplate(text)
  if (path.endsWith('.sjs')) return respellScript(text)
  if (path.endsWith('.acss')) return text.replaceAll('.acss', '.wxss')
  if (path.endsWith('.json')) return respellSettings(text)
  return text
}

function respellTemplate(text: string): string {
  return text
    .replaceAll('.axml', '.wxml')
    .replace(/<import-sjs\s+name=("[^"]*")\s+from="([^"]*)\.sjs"\s*\/>/g, '<wxs module=$1 src="$2.wxs" />')
    .replace(/(\s)a:(for|for-item|for-index|if|elif|else|key)\b/g, '$1wx:$2')
    .replace(
      /(\s)on([A-Za-z]+)(?==")/g,
      (_, space: string, event: string) => `${space}bind${event.toLowerCase()}`,
    )
    .replace(
      /(\s)catch([A-Z][A-Za-z]*)(?==")/g,
      (_, space: string, event: string) => `${space}catch${event.toLowerCase()}`,
    )
}

function respellScript(text: string): string {
  return text
    .replace(/^\s*import\s+(\w+)\s+from\s+(['"])(.+?)\.sjs\2;?/gm, "var $1 = require('$3.wxs')")
    .replace(/^\s*export\s+default\s/m, 'module.exports = ')
}

function respellSettings(text: string): string {
  return text.replaceAll('"defaultTitle"', '"navigationBarTitleText"')
}
