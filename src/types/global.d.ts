/// <reference types="@tarojs/taro" />

/** Address of the platform service, without a trailing slash; '' on H5 means the page's own origin. Set by config/. */
declare const API_BASE: string

/** '' in the stand-alone app; '/carbon' when the pages are embedded in a host's own mini-program. Set by plugins/embed. */
declare const ROUTE_ROOT: string

/** The mini-program's app object: in an embedded module the host's, and an empty one before the host has started. */
declare function getApp(options?: { allowDefault: boolean }): unknown

/** The open pages of a mini-program, the visible one last. */
declare function getCurrentPages(): readonly object[]

declare module '*.scss'
declare module '*.module.scss' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '*.svg'
declare module '*.png'

declare namespace NodeJS {
  interface ProcessEnv {
    readonly TARO_ENV: 'weapp' | 'alipay' | 'suishenban' | 'h5'
  }
}
