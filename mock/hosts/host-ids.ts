/** The super-apps of the city, by the ids the platform knows them under. */
export const HOST_IDS = ['suishenban', 'wechat', 'alipay'] as const
export type HostId = (typeof HOST_IDS)[number]
