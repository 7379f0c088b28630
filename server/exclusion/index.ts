/** The exclusion list 排除清单: staff keep it, projects are held against it at application, in review and whenever they are issued. */
export { exclusionRoutes } from './routes'
export { exclusionsOf } from './exclusions-of'
