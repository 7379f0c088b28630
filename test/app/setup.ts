import '@testing-library/jest-dom'
import { configure } from '@testing-library/react'

// What is waited for comes over HTTP, and a machine may be busy.
configure({ asyncUtilTimeout: 15_000 })

// What config/ writes into a build: the stand-alone app, served by the platform itself.
Object.assign(globalThis, { ROUTE_ROOT: '', API_BASE: '' })
