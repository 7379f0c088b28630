/** Gates a compiled target has to pass, each with a mutation that proves it can turn red. */
export { LIMITS, pageFindings, sizeFindings, tapFindings } from './budgets'
export { textInSecondEngine } from './second-engine'
export { styleComplaint, templateComplaint } from './wechat-compilers'
export { withBrokenCopy, type BrokenCopy } from './broken-copy'
