/** A journey opens a whole client, some of them a browser: five seconds are not enough on a busy machine. */
jest.setTimeout(120_000)
