/** What the pages on suspected fraud read, apart from everything that knows who is here. */
export { ReportStore } from './report-store'
export { useReportStore } from './use-report-store'
