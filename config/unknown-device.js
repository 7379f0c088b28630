/** Stands in for the package `platform`: every field of the device is unknown; see forget-device.ts. */
module.exports = { __esModule: true, default: {} }
