// Simplified Chinese. Machine draft: a person who speaks the language must check it before it is relied on.
import { counted } from './plurals';
import type { Translation } from './translation';

export { words as offline } from './offline/zh-Hans';

const letters = counted('zh-Hans', { other: '# 个字' });

export const form: Translation = {
  service: 'Sensing and Shaping',
  errorPrefix: '错误：',
  loading: '正在加载……',
  list: (items) => items.join('，'),
  quoted: (words) => `“${words}”`,
  percent: (percent) => `${percent}%`,

  frame: {
    skip: '跳到主要内容',
    back: '返回',
    next: '继续',
    change: '修改',
    wording: '文字方式',
    language: '语言',
    nowIn: (name) => `本页现在使用：${name}`,
    minutesLeft: (minutes) => `大约还剩 ${minutes} 分钟`,
    openReceipt: '打开我的凭证',
    start: '讲一个故事',
    footerDanger: '有人正处于危险中？请拨打',
    footerChildline: 'Childline 儿童热线，免费，全天开通：',
    privacy: '隐私声明',
    accessibility: '无障碍声明',
    newTab: '在新标签页打开',
  },

  variants: { plain: '普通文字', easy: '易读版', child: '儿童版' },

  exit: {
    button: '离开',
    clear: '停止并清除',
    leaving: '正在离开本页。',
    pressed: (times) => (times === 1 ? 'Shift 键：再按 2 次离开。' : 'Shift 键：再按 1 次离开。'),
    timedOut: '按键次数不够，本页仍然打开。',
  },

  errors: {
    summary: '出现问题',
    load: '我们没能取得问题。请检查网络，然后再试一次。',
    unknownFramework: '这个网址没有问题可答。请检查您收到的链接。',
    language: (name) => `我们没能取得“${name}”的文字。您可能没有联网。页面保持原样。`,
    tryAgain: '再试一次',
    kept: '您写的内容没有丢失，都还在本页上。',
    offline: '我们连接不上服务。您可能没有联网。',
    between: '途中有别的东西代替服务作了回答，例如 Wi-Fi 的登录页。还没有送到。',
    tooLarge: '途中不允许这么大的内容通过。请换一个网络，或者去掉录音或图片。',
    unavailable: '服务现在无法接收您的故事。',
    busy: (wait) =>
      wait === undefined
        ? '现在使用的人很多。请稍等，然后再试一次。'
        : `现在使用的人很多。请等 ${wait < 90 ? `${wait} 秒` : `${Math.ceil(wait / 60)} 分钟`}，然后再试一次。`,
    conflict: '这个故事的另一个版本已经完成。这个版本没有发送。',
    replace: '用这个版本替换',
    second: '作为第二个故事发送',
    alreadyRead: '这个故事较早的版本已经送到，并且有人读过，所以不能再修改。您的凭证会打开那个版本。',
    filesStay:
      '我们已收到您现在的故事，但录音和图片仍是您最初发送的。如需更换，请用凭证撤回故事，然后重新讲一次。',
    closed: '您的代码不再接收故事。您仍然可以不用代码发送故事。',
    withoutCode: '不用代码发送',
    invalid: '服务无法按现在的样子接收这个故事。',
    unknown: '我们这边出了问题。',
    unknownReceipt: '我们找不到与这个凭证对应的故事。请检查每个字母。如果您已经撤回故事，它就不存在了。',
    onlyWords: '这台设备没有地方存放您的录音或图片，也没能发送。只保存了文字。',
    sendWords: '只发送文字',
  },

  danger: {
    heading: '如果有人处于危险中',
    now: '如果有人现在处于危险中，请拨打',
    childline: '如果您未满 19 岁，想找人谈谈，请免费拨打 Childline 儿童热线：',
    nobodyReplies: '这里没有人能回复您。',
    passedOn: '涉及严重伤害的故事，我们可能转告他人。',
  },

  start: {
    heading: '讲讲您的故事',
    what: '讲一件发生过的事，以及它对您意味着什么。',
    takes: (minutes) => `大约需要 ${minutes} 分钟，另加写故事的时间。`,
    why: '许多人的故事能让人看到哪些做得好，哪些需要改变。',
    rules: ['每个问题都可以跳过。', '不需要账号。我们不问您是谁。', '请不要写人名和学校的名字。'],
    noNames: '请不要写名字。',
    happensHeading: '您的故事会怎样处理',
    happens: [
      '先由一位受过培训的人阅读，并去掉名字：您的名字，以及其他人、学校和地点的名字。',
      '然后由改进服务的人阅读，他们会把许多故事放在一起看。',
      '没有人能回复您，因为我们不知道您是谁。',
      '您会得到一个凭证。以后可以用它查看、修改或撤回您的故事。',
      '如果您的故事提到有人正在受到严重伤害，我们可能必须把它转告能够帮忙的人。所以我们不能保证保密。如果转告了，即使您撤回故事，相关记录也可能保留。',
    ],
    exitHeading: '快速离开',
    exit: '在任何一页都可以按上方的“离开”快速离开，也可以按 3 次 Shift 键。这会清除您写的内容，并打开一个天气网页。它不会清除浏览器的历史记录。',
    button: '现在开始',
    unchecked: '这些文字由电脑翻译，还没有人检查过。如果有不清楚的地方，请选择其他语言。',
    haveCode: '我有代码',
    code: '请输入代码',
    joined: '您的故事是讲给：',
    closedCode: (code) => `代码“${code}”今天不接收故事。您可以不用代码讲您的故事。`,
    unknownCode: (code) => `我们不认识代码“${code}”。请检查，或者不用代码讲您的故事。`,
    sentBefore: '您的上一个故事已经发送。',
    showReceipt: '再次显示我的凭证',
  },

  wording: {
    question: '您想要什么样的问题？',
    hint: '每一页都可以更换。',
    about: {
      plain: '完整的句子，日常用语',
      easy: '短句和图画，从列表中选择',
      child: '适合年纪较小的读者，有图画',
    },
  },

  audience: { hint: '这决定您会看到哪些问题。可以跳过。' },

  prompt: {
    question: '您的故事是关于什么的？',
    missing: '请选择您的故事是关于什么的',
  },

  story: {
    question: '讲讲您的故事',
    title: '给故事起个标题（可不填）',
    titleHint: '几个字就好，像新闻标题',
    text: '发生了什么？',
    hint: '几行就够了。',
    also: '标题、图片等',
    missing: '请写下发生了什么。几个字也可以。',
    textTooLong: (over) => `您的故事太长了。请至少删去 ${letters(over)}。`,
    titleTooLong: (over) => `标题太长了。请至少删去 ${letters(over)}。`,
    left: (count) => `还可以写 ${letters(count)}`,
    over: (count) => `超出了 ${letters(count)}`,
  },

  aloud: {
    listen: '朗读',
    stop: '停止',
    hear: (what) => `朗读：${what}`,
    hearAnswer: '朗读我的回答',
  },

  voice: {
    start: '改为录音讲故事',
    hint: '最多可以说 5 分钟。只有最先阅读故事的人会听到您的声音。请不要说人名。',
    heading: '您的录音',
    asking: '浏览器可能会问本页能否使用麦克风。请选择“允许”。',
    cancel: '取消',
    recording: '正在录音。请说话。',
    left: (min, sec) => `还剩 ${min}:${String(sec).padStart(2, '0')}`,
    minutesLeft: (min) => `还剩 ${min} 分钟`,
    stop: '停止录音',
    ready: '录音好了。发送前您可以先听一听。',
    full: '时间到了。您说过的内容都保留了。',
    again: '重新录音',
    remove: '删除录音',
    removed: '录音已删除。',
    refused: '本页不能使用麦克风。没关系，您可以写下故事；也可以在浏览器中允许麦克风，再试一次。',
    missing: '我们找不到麦克风。没关系，您可以写下故事。',
    failed: '录音没有成功。您可以再试一次，或者写下故事。',
    silent: '没有听到声音。您可以再试一次，或者写下故事。',
    running: '请先停止录音，再继续',
    optional: '这里可以不填，因为您的录音或图片已经讲了故事。',
  },

  picture: {
    add: '添加图片',
    another: '换一张图片',
    hint: '照片或图画。请不要有人脸和人名。只有最先阅读故事的人会看到。',
    heading: '您的图片',
    alt: '您添加的图片',
    working: '正在准备您的图片……',
    ready: '图片已添加。',
    remove: '移除图片',
    removed: '图片已移除。',
    tooBig: '这个文件太大了。您可以换一个小一点的，或者不加图片继续。',
    unreadable: '我们无法把这个文件作为图片打开。您可以换一个，例如照片，或者不加图片继续。',
  },

  worried: {
    label: '我担心某个人的安全',
    hint: '如果勾选，您的故事会先于其他故事阅读。但仍可能需要几天。',
    ticked: '受过培训的人会先阅读您的故事，并可能把它转告能够帮忙的人。如果有人现在处于危险中，请不要等待。',
    key: '某人的安全',
    no: '未勾选',
  },

  question: {
    skip: '每个问题都可以跳过。',
    enough: '到此为止并发送',
    otherWays: '其他回答方式',
    several: '您的感受如何？',
    clear: '清除我的回答',
    cleared: '您的回答已清除',
    doesNotFit: '不适合',
    unanswered: '未回答',
    usePicture: '改用图形',
    useSliders: '改用滑块',
    useWords: '改为从列表选择',
    notPlaced: '还没有放置',
    keysFor: '使用键盘：',
  },

  triad: {
    how: '在三角形里点一下。离哪个角越近，就越符合。',
    slidersHow: '移动一个滑块，另外两个会跟着变。',
    wordsHow: '请选一个。',
    keys: '按任意方向键放置标记，再用方向键移动。按住 Shift 步子更大。Home 或 End 是中间。1、2、3 是三个角。',
    handle: '三角形里的标记',
    share: (label, percent) => `${percent}% ${label}`,
    two: (a, b) => `两者一样：\n${a}\n${b}`,
    three: '三者都一样',
  },

  dyad: {
    how: '在线上点一下。',
    wordsHow: '请选一个。',
    keys: '按任意方向键放置标记，再用方向键移动。按住 Shift 步子更大。Home 或 End 是中间。1 和 2 是两端。',
    handle: '线上的标记',
    at: (left, right, percent) =>
      percent === 50
        ? `在“${left}”和“${right}”的中间`
        : percent < 50
          ? `${100 - percent}% 偏向“${left}”`
          : `${percent}% 偏向“${right}”`,
    nearer: (label) => `更接近：${label}`,
    middle: '在中间',
  },

  stones: {
    which: '您想放哪一个？',
    how: '选一个，然后在方框里点它该在的位置。可以拖动。不必全部放置。',
    slidersHow: '想放哪一个，就移动它的两个滑块。',
    wordsHow: '选一个。然后在两个列表中选择。',
    keys: '按任意方向键放置选中的一个，再用方向键移动。按住 Shift 步子更大。Home 或 End 是中间。',
    handle: (label) => `位置：${label}`,
    placed: '已放置',
    takeOff: (label) => `拿掉：${label}`,
    notMoved: '还没有移动',
    between: (low, high) => `${low}，还是${high}`,
    where: (label, ends) => `${label}：${ends}`,
    following: (label) => `放下一个：${label}`,
    half: (label) => `请放好“${label}”，或者拿掉它`,
    at: (label, x, y) => `${label}：${x}；${y}`,
  },

  choice: {
    upTo: (max) => `最多选 ${max} 个。`,
    or: '或者',
    writeIn: '用您自己的话（可不填）',
    tooMany: (max) => `最多选 ${max} 个`,
    writeInTooLong: (over) => `这里太长了。请至少删去 ${letters(over)}。`,
  },

  consent: {
    question: '我们可以使用您的故事吗？',
    analysis: '我们可以把您的故事和其他故事一起统计，并从中学习吗？',
    quotation: '我们可以公开引用您的话吗？不写您的姓名。',
    yes: '可以',
    no: '不可以',
    missing: '请选择可以或不可以',
    uncounted: '您的故事不会被统计，也没有人会从中学习。',
    aboutHeading: '这是什么意思',
    about: [
      '我们会把您的故事和回答与其他故事放在一起看，了解哪些有效、哪些必须改变。',
      '您的话可能出现在报告或网站上，人名会先去掉。',
      '如果您选择不可以，受过培训的人仍会为了安全而阅读。之后您可以用回执更改。',
    ],
    change: '更改我的回答',
    anyway: '仍然发送',
  },

  check: {
    heading: '检查并发送',
    wording: '文字方式',
    title: '标题',
    story: '故事',
    prompt: '关于什么',
    noText: '没有写文字',
    consent: '您同意',
    consentAnalysis: '和其他故事一起统计',
    consentQuotation: '公开引用您的话，不写您的姓名',
    consentNone: '两者都不同意',
    send: '现在发送',
    more: (minutes) => `再答几题（约 ${minutes} 分钟）`,
    answered: (count) => `已回答 ${count} 题：显示`,
    unanswered: (count) => `未回答 ${count} 题：显示`,
    sending: '正在发送……',
  },

  sent: {
    heading: '谢谢。我们收到了您的故事。',
    keptHeading: '谢谢。您的故事已保存。',
    receipt: '您的凭证',
    keep: '请保存好这个凭证。只有用它才能再找到您的故事，我们无法补发。',
    careful: '拿到凭证的人都能看到您的故事。请放在只有您会看的地方。',
    letters: '凭证字母',
    qr: '打开凭证的二维码',
    qrHint: '也可以用另一部手机扫描。',
    copy: '复制',
    copied: '已复制',
    notCopied: '浏览器没有复制成功。字母已经选中，请手动复制。',
    save: '存成文件',
    saved: '已存到下载文件夹',
    print: '打印',
    fileName: 'receipt.txt',
    nextHeading: '接下来会怎样',
    next: [
      '受过培训的人会阅读您的故事，并去掉人名。',
      '然后，如果您同意，它会和其他故事放在一起阅读。',
      '您可以随时打开凭证，查看故事到了哪一步，修改或撤回它。',
    ],
    another: '再讲一个故事',
    anotherLinked: '我们会看到两个故事来自同一个人，但仍然不知道您是谁。',
    anotherApart: '再讲一个故事，不建立联系',
    open: '现在打开我的凭证',
    leaving: '您还没有保存凭证。没有它就找不回您的故事。',
    gotIt: '我已保存',
  },
};
