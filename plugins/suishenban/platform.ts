/** What `--type`, `process.env.TARO_ENV` and the file suffix say for the city super-app. */
export const PLATFORM = 'suishenban'
