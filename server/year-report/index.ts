/** Year reports 年度报告: what one city year came to for one person. */
export { yearReportRoutes } from './routes'
