/** Tells this window from another one with the same phone: whoever shows a code is not who scans it. */
export const THIS_WINDOW = crypto.randomUUID()
