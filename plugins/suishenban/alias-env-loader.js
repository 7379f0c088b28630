/** Taro's packages test for the literal platform name "alipay" in six places; this target takes the same branches. */
module.exports = function aliasEnvironment(source) {
  return source.replace(/process\.env\.TARO_ENV === (['"])alipay\1/g, "process.env.TARO_ENV === 'suishenban'")
}
