/** Who supervises: the city's three bodies, and no district alone. */
export const READING = { access: 'staff', roles: ['centre', 'exchange', 'bureau'] } as const
