/**
 * The one catalogue of refusals. A refusal is something a person or a partner's machine can cause; it always says what is
 * wrong and what to do next, in both languages. `docs/REFUSALS.md` is made from this table and a test proves that every code
 * is produced somewhere and documented. A row refusal (status 0) never answers a request: it is a verdict inside a push.
 */
export interface RefusalEntry {
  /** HTTP status of the answer; 0 = a verdict on one row of a push, never an answer of its own. */
  readonly status: number
  readonly zh: string
  readonly en: string
  /** What to do next, in Chinese, for a person; in English for the log and for partners. */
  readonly nextZh: string
  readonly nextEn: string
}

export const REFUSALS = {
  'request.invalid': {
    status: 400,
    zh: '提交的内容有误',
    en: 'The request does not fit its schema',
    nextZh: '请按提示修改后重试',
    nextEn: 'Correct the field named in where and send again',
  },
  'request.not-found': {
    status: 404,
    zh: '没有找到',
    en: 'There is nothing here for you',
    nextZh: '请返回上一页',
    nextEn: 'Check the id; ids of other people never answer',
  },
  'request.too-large': {
    status: 413,
    zh: '内容太大',
    en: 'The body is larger than allowed',
    nextZh: '请分批提交',
    nextEn: 'Split it into smaller requests',
  },
  'request.unsupported-media': {
    status: 415,
    zh: '内容格式不支持',
    en: 'Media type, charset or encoding is not accepted',
    nextZh: '请使用 UTF-8',
    nextEn: 'Send application/json or application/x-ndjson in UTF-8, identity or gzip',
  },
  'request.too-many': {
    status: 429,
    zh: '操作太频繁',
    en: 'Too many requests',
    nextZh: '请稍等一会儿再试',
    nextEn: 'Wait for the seconds in Retry-After',
  },
  'request.key-reused': {
    status: 409,
    zh: '同一请求号对应了不同内容',
    en: 'This idempotency key was used with another body',
    nextZh: '请重新操作',
    nextEn: 'Use a new Idempotency-Key for a new request',
  },
  'server.fault': {
    status: 500,
    zh: '系统出了点问题',
    en: 'A fault of ours',
    nextZh: '请稍后再试，你的记录不会丢失',
    nextEn: 'Retry with the same key; quote the request id if it persists',
  },
  'server.busy': {
    status: 503,
    zh: '系统繁忙',
    en: 'The service is busy or stopping',
    nextZh: '请稍后再试',
    nextEn: 'Retry after the seconds in Retry-After',
  },

  'access.not-signed-in': {
    status: 401,
    zh: '请先登录',
    en: 'No valid access token',
    nextZh: '请重新进入碳账户',
    nextEn: 'Sign in or refresh the token',
  },
  'access.not-permitted': {
    status: 403,
    zh: '没有权限',
    en: 'This role may not do this',
    nextZh: '请联系管理员',
    nextEn: 'Use an account of a permitted role',
  },
  'session.unknown-host': {
    status: 422,
    zh: '暂不支持从这里进入',
    en: 'This host is not configured',
    nextZh: '请从随申办进入',
    nextEn: 'Use a configured hostId',
  },
  'session.ticket-refused': {
    status: 401,
    zh: '登录凭证已失效',
    en: 'The host refused the ticket (unknown, used or expired)',
    nextZh: '请返回后重新进入',
    nextEn: 'Ask the host for a new one-time ticket',
  },
  'session.host-unreachable': {
    status: 503,
    zh: '暂时无法确认身份',
    en: "The host's server did not answer",
    nextZh: '请稍后再试',
    nextEn: 'Retry; the ticket was not used',
  },
  'session.refresh-refused': {
    status: 401,
    zh: '登录已过期',
    en: 'The refresh token is unknown, expired or was used before',
    nextZh: '请重新进入碳账户',
    nextEn: 'Sign in again with a new ticket',
  },

  'account.real-name-needed': {
    status: 403,
    zh: '需要先完成实名认证',
    en: 'The host did not yield a person id: you may look, not hold',
    nextZh: '请在随申办完成实名认证后再开通',
    nextEn: 'Complete real-name verification in the host',
  },
  'account.not-open': {
    status: 403,
    zh: '还没有开通碳账户',
    en: 'No carbon account is open for this person',
    nextZh: '请先看告知书，同意后开通',
    nextEn: 'Open the account first',
  },
  'account.notice-outdated': {
    status: 409,
    zh: '告知书已更新',
    en: 'Another version of the notice is in force',
    nextZh: '请阅读新版告知书后再同意',
    nextEn: 'Fetch the notice and accept its version',
  },
  'account.guardian-needed': {
    status: 403,
    zh: '未满 14 岁，需要监护人同意',
    en: 'Under 14: a guardian must consent first',
    nextZh: '请监护人在自己的碳账户里输入你的同意码',
    nextEn: 'Let a guardian enter the code in her own account',
  },
  'account.closed': {
    status: 410,
    zh: '碳账户已关闭',
    en: 'This account was closed',
    nextZh: '想用时可以重新开通',
    nextEn: 'Open a new account',
  },
  'account.closure-unconfirmed': {
    status: 409,
    zh: '还有减排量没有处理',
    en: 'Reductions remain and what to do with them was not chosen',
    nextZh: '请先选择如何处理剩余减排量',
    nextEn: 'Choose a disposal for what remains',
  },
  'guardian.code-unknown': {
    status: 404,
    zh: '同意码不对或已过期',
    en: 'The guardian code is unknown or expired',
    nextZh: '请让孩子重新打开页面取得新的同意码',
    nextEn: 'Get a fresh code',
  },
  'guardian.not-related': {
    status: 403,
    zh: '没有查到监护关系',
    en: 'The host does not attest this guardianship',
    nextZh: '请先在随申办登记监护关系',
    nextEn: 'Register the guardianship with the host',
  },
  'guardian.not-needed': {
    status: 409,
    zh: '已满 14 岁，不需要监护人同意',
    en: 'This person is 14 or older',
    nextZh: '可以直接开通',
    nextEn: 'Open the account directly',
  },

  'scene.unknown': {
    status: 404,
    zh: '没有这个场景',
    en: 'Unknown scene or provider',
    nextZh: '请返回场景列表',
    nextEn: 'Read GET /v1/scenes',
  },
  'scene.disabled': {
    status: 409,
    zh: '这个场景还没有开通',
    en: 'No published methodology: this scene is disabled',
    nextZh: '可以选择“开通时告诉我”',
    nextEn: 'Wait until a methodology is published',
  },
  'instrument.statement-refused': {
    status: 422,
    zh: '应用给的卡列表没有通过验证',
    en: "The host's signed card list does not verify, is stale, or is another person's",
    nextZh: '请返回后重新绑定',
    nextEn: 'Ask the host for a fresh signed list',
  },
  'instrument.owned-by-another': {
    status: 409,
    zh: '这张卡已在别人名下',
    en: 'This instrument belongs to another account',
    nextZh: '如果这张卡是你的，可以认领',
    nextEn: 'Use the claim path',
  },
  'instrument.not-a-channel': {
    status: 422,
    zh: '普通实体卡不能自动记录',
    en: 'A plain plastic card is not a channel',
    nextZh: '请使用乘车码或手机交通卡',
    nextEn: 'Link a ride code or a phone card',
  },
  'identity.city-code-refused': {
    status: 422,
    zh: '随申码没有通过验证',
    en: "The city code is unknown, expired, or another person's",
    nextZh: '请刷新随申码后重试',
    nextEn: 'Present a fresh code',
  },
  'ride.not-appealable': {
    status: 409,
    zh: '这趟行程现在不能提异议',
    en: 'This ride cannot be appealed now',
    nextZh: '请看看已经提过的异议；太久以前的行程也不能再提',
    nextEn: 'Read the existing appeal; a ride past its appeal period can no longer be appealed',
  },
  'appeal.final': {
    status: 409,
    zh: '这趟行程已经有了最后的答复',
    en: 'The objection to this ride was answered for good',
    nextZh: '还是不同意，可以打 12345 市民服务热线，或向市生态环境局反映',
    nextEn: "Call the citizens' hotline 12345 or turn to the city's ecology and environment bureau",
  },
  'appeal.second-person-needed': {
    status: 409,
    zh: '须由另一人复核',
    en: 'Whoever dismissed an appeal cannot review it',
    nextZh: '请由另一位工作人员答复',
    nextEn: 'A different person must answer',
  },
  'appeal.already-answered': {
    status: 409,
    zh: '这条异议已经答复',
    en: 'The appeal was answered already',
    nextZh: '请查看答复',
    nextEn: 'Read the answer',
  },

  'signature.missing': {
    status: 401,
    zh: '缺少签名',
    en: 'Signature or Signature-Input is missing',
    nextZh: '请按接入文档签名',
    nextEn: 'Sign the request (docs/integration/operators.md)',
  },
  'signature.malformed': {
    status: 401,
    zh: '签名格式有误',
    en: 'Signature headers do not parse or do not cover what they must',
    nextZh: '请按接入文档签名',
    nextEn: 'Cover @method @path @query content-digest content-type, with created, nonce, keyid, alg',
  },
  'signature.unknown-key': {
    status: 401,
    zh: '密钥未登记',
    en: 'This key id is not registered or not valid now',
    nextZh: '请登记密钥',
    nextEn: 'Register the key or use a valid one',
  },
  'signature.wrong-operator': {
    status: 403,
    zh: '密钥不属于该运营单位',
    en: 'This key belongs to another operator',
    nextZh: '请使用本单位密钥',
    nextEn: 'Use a key of the operator named in the path',
  },
  'signature.invalid': {
    status: 401,
    zh: '签名不正确',
    en: 'The signature does not verify',
    nextZh: '请检查签名原文',
    nextEn: 'Compare your signature base with the documented example',
  },
  'signature.stale': {
    status: 401,
    zh: '签名已过期',
    en: 'created is more than 5 minutes away from our clock',
    nextZh: '请校准时钟后重新签名',
    nextEn: 'Check your clock and sign again',
  },
  'signature.replayed': {
    status: 409,
    zh: '请求被重复使用',
    en: 'This nonce was used before',
    nextZh: '请重新签名',
    nextEn: 'Sign again with a new nonce; the push id may stay',
  },
  'digest.missing': {
    status: 400,
    zh: '缺少内容摘要',
    en: 'Content-Digest is missing or has no sha-256',
    nextZh: '请补充 Content-Digest',
    nextEn: 'Send Content-Digest per RFC 9530',
  },
  'digest.mismatch': {
    status: 400,
    zh: '内容与摘要不符',
    en: 'The body as received does not have the signed digest (truncated or altered)',
    nextZh: '请重新发送',
    nextEn: 'Send the whole body again; nothing was kept',
  },

  'push.too-slow': {
    status: 408,
    zh: '传输中断或太慢',
    en: 'The body stopped coming, or took longer than allowed',
    nextZh: '请检查网络后重新发送',
    nextEn: 'Check the line and send the same push again, or split it; nothing was kept',
  },
  'push.conflict': {
    status: 409,
    zh: '同一批次号对应了不同内容',
    en: 'This push id was used with another digest',
    nextZh: '请使用新的批次号',
    nextEn: 'Use a new push id for new content',
  },
  'push.too-many-rows': {
    status: 413,
    zh: '一批最多 100,000 行',
    en: 'More than 100,000 rows in one push',
    nextZh: '请分批发送',
    nextEn: 'Split the push',
  },
  'push.compression-ratio': {
    status: 413,
    zh: '压缩比异常',
    en: 'The body inflates beyond the allowed ratio',
    nextZh: '请检查压缩内容',
    nextEn: 'Send at most 100 times the compressed size',
  },
  'push.empty': {
    status: 400,
    zh: '这一批没有内容',
    en: 'The push holds no row',
    nextZh: '请检查后重发',
    nextEn: 'Send at least one row',
  },

  'row.malformed': {
    status: 0,
    zh: '该行不是有效的 JSON',
    en: 'The line is not one JSON object',
    nextZh: '请修正该行',
    nextEn: 'Send one JSON object a line',
  },
  'row.too-long': {
    status: 0,
    zh: '该行太长',
    en: 'The line is longer than 4 kB',
    nextZh: '请修正该行',
    nextEn: 'Shorten the line',
  },
  'row.too-deep': {
    status: 0,
    zh: '该行嵌套太深',
    en: 'JSON nested deeper than 3',
    nextZh: '请修正该行',
    nextEn: 'Flatten the object',
  },
  'row.duplicate-key': {
    status: 0,
    zh: '该行有重复字段',
    en: 'The same JSON key stands twice',
    nextZh: '请修正该行',
    nextEn: 'Send every key once',
  },
  'row.field-invalid': {
    status: 0,
    zh: '该行字段有误',
    en: 'A field is missing, unknown or of a wrong shape',
    nextZh: '请修正该字段',
    nextEn: 'Correct the named field',
  },
  'row.time-without-offset': {
    status: 0,
    zh: '时间缺少时区',
    en: 'A time has no offset',
    nextZh: '请使用 RFC 3339 时间',
    nextEn: 'Send RFC 3339 with offset, e.g. +08:00',
  },
  'row.time-in-future': {
    status: 0,
    zh: '时间在未来',
    en: 'The ride lies in the future',
    nextZh: '请检查时钟',
    nextEn: 'Check your clock',
  },
  'row.time-order': {
    status: 0,
    zh: '下车早于上车',
    en: 'Alighting is before boarding, or more than 24 hours after',
    nextZh: '请修正时间',
    nextEn: 'Correct the times',
  },
  'row.day-mismatch': {
    status: 0,
    zh: '运营日与上车时间不符',
    en: 'operatorDay is not the Shanghai day of entry',
    nextZh: '请修正运营日',
    nextEn: 'operatorDay is the Asia/Shanghai date of boarding',
  },
  'row.day-too-old': {
    status: 0,
    zh: '记录太久以前',
    en: 'The ride is older than the late limit',
    nextZh: '请联系平台',
    nextEn: 'Ask the centre to open the day',
  },
  'row.distance-implausible': {
    status: 0,
    zh: '里程不合理',
    en: "Metres are negative, fractional, zero where needed, or beyond the scene's limit",
    nextZh: '请修正里程',
    nextEn: "Send whole metres within the scene's limit",
  },
  'row.incomplete': {
    status: 0,
    zh: '缺少进站或出站记录',
    en: 'Entry-only or exit-only ride',
    nextZh: '补全后可再次发送',
    nextEn: 'Send again with a higher revision once it is complete',
  },
  'scene.not-provided': {
    status: 0,
    zh: '该单位未接入这个场景',
    en: 'This operator is not connected for this scene',
    nextZh: '请先完成接入',
    nextEn: 'Apply for the scene first',
  },
  'instrument.not-linked-yet': {
    status: 0,
    zh: '乘车早于绑卡',
    en: 'The ride happened before the instrument was linked',
    nextZh: '绑卡之后的乘车会自动计入',
    nextEn: 'Only rides after linking count',
  },
  'consent.withdrawn': {
    status: 0,
    zh: '授权已撤回',
    en: 'The resident withdrew this consent',
    nextZh: '请停止发送该乘客记录',
    nextEn: 'Stop sending rides of this instrument',
  },
  'ride.duplicate-trip': {
    status: 0,
    zh: '这和另一条记录是同一趟，已经合并',
    en: 'This is the same trip as another record and was merged with it',
    nextZh: '不用做什么，同一趟只计一次；如果其实是两趟，可以提出异议',
    nextEn: 'Nothing to do: one trip counts once. Object if these really were two trips',
  },
  'ride.withdrawn': {
    status: 0,
    zh: '运营公司撤回了这条记录',
    en: 'The operator withdrew this ride',
    nextZh: '如果你觉得不对，可以提出异议',
    nextEn: 'Appeal if this is wrong',
  },
  'ride.window-closed': {
    status: 0,
    zh: '更正期已过',
    en: 'The ride is past its settling window and can no longer be corrected this way',
    nextZh: '请走撤回流程',
    nextEn: 'Use the withdrawal path',
  },
  'ride.revision-stale': {
    status: 0,
    zh: '更正版本过旧',
    en: 'A higher revision of this ride is already here',
    nextZh: '无需处理',
    nextEn: 'Send a higher revision',
  },

  'run.not-in-state': {
    status: 409,
    zh: '批次状态不允许此操作',
    en: 'The run is not in the state this needs',
    nextZh: '请刷新后查看',
    nextEn: 'Read the run and act on its state',
  },
  'run.report-differs': {
    status: 422,
    zh: '申报总量与平台核算不一致',
    en: 'The reported count or sum differs from ours',
    nextZh: '请对账后重新申报',
    nextEn: 'Reconcile, then report again',
  },
  'run.not-verified': {
    status: 409,
    zh: '批次尚未核查',
    en: 'The run was not verified, or its replay differs',
    nextZh: '请先核查',
    nextEn: 'Verify the run first',
  },
  'run.second-person-needed': {
    status: 409,
    zh: '须由另一人确认',
    en: 'The same person cannot confirm twice (four eyes)',
    nextZh: '请由另一位工作人员确认',
    nextEn: 'A different person must confirm',
  },
  'points.not-enough-grams': {
    status: 409,
    zh: '可以兑换的减排量不够',
    en: 'Fewer grams are issued and held than asked for',
    nextZh: '请减少克数，或等新的行程入账',
    nextEn: 'Ask for no more than convertibleGrams of the balance',
  },
  'use.not-permitted-by-class': {
    status: 409,
    zh: '这类减排量不能这样用',
    en: 'The class of these reductions does not permit this use on this day',
    nextZh: '请查看方法学说明，换一种用法',
    nextEn: 'Read the uses of the class in the methodology; choose another use',
  },
  'staff.key-unknown': {
    status: 401,
    zh: '工作人员密钥未登记',
    en: 'Unknown staff id or key',
    nextZh: '请联系管理员登记',
    nextEn: 'Register the key',
  },
  'staff.challenge-refused': {
    status: 401,
    zh: '登录验证失败',
    en: 'The challenge is unknown, used, expired or wrongly signed',
    nextZh: '请重试',
    nextEn: 'Ask for a new challenge',
  },
} as const satisfies Record<string, RefusalEntry>

export type RefusalCode = keyof typeof REFUSALS

/** A refusal as a value: what use cases return. `where` is a JSON pointer or a field name. */
export interface Refusal {
  readonly refused: RefusalCode
  readonly where?: string
}

export const refuse = (refused: RefusalCode, where?: string): Refusal =>
  where === undefined ? { refused } : { refused, where }

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value
