// Somali. Machine draft: a person who speaks the language must check it before it is relied on.
import { counted } from './plurals';
import type { Translation } from './translation';

export { words as offline } from './offline/so';

const letters = counted('so', { one: '# xaraf', other: '# xaraf' });
const seconds = counted('so', { one: '# ilbiriqsi', other: '# ilbiriqsi' });
const minutes = counted('so', { one: '# daqiiqo', other: '# daqiiqo' });
const minutesLeft = counted('so', { one: 'Waxaa haray # daqiiqo', other: 'Waxaa haray # daqiiqo' });

export const form: Translation = {
  service: 'Sensing and Shaping',
  errorPrefix: 'Khalad: ',
  loading: 'Waa la soo qaadayaa…',
  list: (items) => items.join(', '),
  quoted: (words) => `“${words}”`,
  percent: (percent) => `${percent}%`,

  frame: {
    skip: 'U bood qoraalka muhiimka ah',
    back: 'Dib u noqo',
    next: 'Sii wad',
    change: 'Beddel',
    wording: 'Nooca qoraalka',
    language: 'Luqadda',
    nowIn: (name) => `Boggan hadda wuxuu ku qoran yahay: ${name}`,
    minutesLeft: counted('so', {
      one: 'Waxaa haray qiyaastii # daqiiqo',
      other: 'Waxaa haray qiyaastii # daqiiqo',
    }),
    openReceipt: 'Fur rasiidhkayga',
    start: 'Sheeg sheeko',
    footerDanger: 'Ma jiraa qof khatar ku jira? Wac',
    footerChildline: 'Childline, lacag la’aan, habeen iyo maalin:',
    privacy: 'Ogeysiiska sirta',
    accessibility: 'U-helitaanka',
    newTab: 'wuxuu furayaa tab cusub',
  },

  variants: { plain: 'Qoraal caadi ah', easy: 'Akhris fudud', child: 'Carruurta' },

  exit: {
    button: 'Ka bax',
    clear: 'Jooji oo tirtir',
    leaving: 'Waad ka baxaysaa boggan.',
    pressed: (times) =>
      times === 1
        ? 'Shift: riix 2 jeer oo kale si aad uga baxdo.'
        : 'Shift: riix 1 jeer oo kale si aad uga baxdo.',
    timedOut: 'Riixiddu way yarayd. Boggu wuu furan yahay.',
  },

  errors: {
    summary: 'Waxbaa qaldamay',
    load: 'Su’aalihii ma aynu heli karin. Hubi internetkaaga oo mar kale isku day.',
    unknownFramework: 'Ciwaankan su’aalo kuma jiraan. Hubi linkiga lagu siiyay.',
    language: (name) =>
      `Ma aynu heli karin erayada “${name}”. Waxaa laga yaabaa inaadan internet lahayn. Boggu waa sidii hore.`,
    tryAgain: 'Mar kale isku day',
    kept: 'Wax aad qortay kama lumin. Weli boggan ayay ku jiraan.',
    offline: 'Ma aynu gaari karin adeegga. Waxaa laga yaabaa inaadan internet lahayn.',
    between: 'Wax kale oo jidka ku jira ayaa jawaabay, sida bogga gelitaanka Wi-Fi. Weli waxba ma gaarin.',
    tooLarge:
      'Wax jidka ku jira ma oggola wax sidaas u weyn. Isku day shabakad kale, ama ka tag duubista ama sawirka.',
    unavailable: 'Hadda adeeggu sheekadaada ma qaadi karo.',
    busy: (wait) =>
      wait === undefined
        ? 'Dad badan ayaa hadda isticmaalaya. Wax yar sug, dabadeed mar kale isku day.'
        : `Dad badan ayaa hadda isticmaalaya. Sug ${wait < 90 ? seconds(wait) : minutes(Math.ceil(wait / 60))}, dabadeed mar kale isku day.`,
    conflict: 'Nooc kale oo sheekadan ah ayaa hore loo dhammeeyay. Kan lama dirin.',
    replace: 'Ku beddel noocan',
    second: 'U dir sheeko labaad',
    alreadyRead:
      'Nooc hore oo sheekadan ah ayaa na soo gaaray, qof baana akhriyay, markaa lama beddeli karo. Rasiidhkaagu noocaas ayuu furayaa.',
    filesStay:
      'Sheekadaada sida ay hadda tahay waa na soo gaartay. Laakiin duubista iyo sawirku waa sidii aad markii hore u dirtay. Si aad u beddesho, sheekada rasiidhkaaga kula noqo oo mar kale sheeg.',
    closed:
      'Lambarka lagu siiyay sheekooyin dambe ma qaato. Weli waad soo diri kartaa sheekadaada la’aantiis.',
    withoutCode: 'Ku dir lambar la’aan',
    invalid: 'Adeeggu sheekada sidaas uma qaadi karo.',
    unknown: 'Waxbaa naga qaldamay.',
    unknownReceipt:
      'Ma helno sheeko rasiidhkan leh. Hubi xaraf kasta. Haddii aad sheekada la noqotay, ma jirto.',
    onlyWords:
      'Qalabkani meel uma hayo duubista ama sawirka, mana diri karin. Erayadaada oo keliya ayaa keydsan.',
    sendWords: 'Dir erayadayda oo keliya',
  },

  danger: {
    heading: 'Haddii qof khatar ku jiro',
    now: 'Haddii qof hadda khatar ku jiro, wac',
    childline:
      'Haddii aad ka yar tahay 19 sano oo aad rabto inaad la hadasho qof, Childline lacag la’aan ku wac:',
    nobodyReplies: 'Cidna halkan kuguma soo jawaabi karto.',
    passedOn: 'Sheeko ku saabsan dhib weyn waan gudbin karnaa.',
  },

  start: {
    heading: 'Sheeg sheekadaada',
    what: 'Noo sheeg wax dhacay iyo waxa ay adiga kuu tahay.',
    takes: (count) => `Waxay qaadataa ilaa ${minutes(count)}, iyo waqtiga qoraalka.`,
    why: 'Sheekooyinka dad badan ayaa muujiya waxa si fiican u shaqeeya iyo waxa u baahan isbeddel.',
    rules: [
      'Su’aal kasta waad ka boodi kartaa.',
      'Akoon uma baahnid. Kuma weydiino cidda aad tahay.',
      'Fadlan ha qorin magacyada dadka iyo iskuullada.',
    ],
    noNames: 'Fadlan ha qorin magacyo.',
    happensHeading: 'Waxa ku dhacaya sheekadaada',
    happens: [
      'Qof tababaran ayaa ugu horreyn akhriya, wuxuuna ka saaraa magacyada: kaaga, kuwa dadka kale, dugsiyada iyo meelaha.',
      'Dabadeed waxaa akhriya dadka adeegyada hagaajiya. Sheekooyin badan ayay isla eegaan.',
      'Cidna kuma soo jawaabi karto, maxaa yeelay ma garanayno cidda aad tahay.',
      'Waxaad helaysaa rasiidh. Isaga ayaad hadhow ku akhrin kartaa, ku sixi kartaa ama kula noqon kartaa sheekadaada.',
      'Haddii sheekadaadu sheegto in qof si xun loo dhibayo, waxaa laga yaabaa inaan u gudbinno dad caawin kara. Markaa ma ballan qaadi karno inay sir ahaato. Haddii aan gudbinno, diiwaan taas ah ayaa hari kara, xitaa haddii aad sheekada la noqoto.',
    ],
    exitHeading: 'Si degdeg ah uga bax',
    exit: 'Bog kasta waxaad si degdeg ah uga bixi kartaa “Ka bax” ee sare. Ama 3 jeer riix furaha Shift. Waxay tirtirtaa wixii aad qortay, waxayna furtaa bog cimilo ah. Ma tirtirto taariikhda browser-kaaga.',
    button: 'Bilow',
    unchecked:
      'Kombiyuutar ayaa turjumay erayadan. Weli qof ma hubin. Haddii wax aanad fahmin, dooro luqad kale.',
    haveCode: 'Lambar baan hayaa',
    code: 'Qor lambarkaaga',
    joined: 'Waxaad tan u sheegaysaa:',
    closedCode: (code) =>
      `Lambarka “${code}” maanta sheekooyin ma qaato. Sheekadaada waad ku sheegi kartaa la’aantiis.`,
    unknownCode: (code) => `Ma naqaan lambarka “${code}”. Hubi, ama sheekadaada lambar la’aan ku sheeg.`,
    sentBefore: 'Sheekadaadii u dambaysay waa la diray.',
    showReceipt: 'Mar kale i tus rasiidhkayga',
  },

  wording: {
    question: 'Sidee ayaad su’aalaha u rabtaa?',
    hint: 'Bog kasta waad ka beddeli kartaa.',
    about: {
      plain: 'Weero dhammaystiran, erayo caadi ah',
      easy: 'Weero gaagaaban iyo sawirro, liisas aad ka doorato',
      child: 'Akhristayaasha yaryar, sawirro leh',
    },
  },

  audience: { hint: 'Tani waxay go’aamisaa su’aalaha aad arkayso. Waad ka boodi kartaa.' },

  prompt: {
    question: 'Maxay sheekadaadu ku saabsan tahay?',
    missing: 'Dooro waxa sheekadaadu ku saabsan tahay',
  },

  story: {
    question: 'Sheeg sheekadaada',
    title: 'Sheekadaada cinwaan u bixi (waad ka tegi kartaa)',
    titleHint: 'Dhowr eray, sida cinwaan',
    text: 'Maxaa dhacay?',
    hint: 'Dhowr sadar ayaa ku filan.',
    also: 'Cinwaan, sawir iyo wax kale',
    missing: 'Qor waxa dhacay. Dhowr eray ayaa ku filan.',
    textTooLong: (over) => `Sheekadaadu aad bay u dheer tahay. Ka saar ugu yaraan ${letters(over)}.`,
    titleTooLong: (over) => `Cinwaanku aad buu u dheer yahay. Ka saar ugu yaraan ${letters(over)}.`,
    left: (count) => `Waxaa kuu haray ${letters(count)}`,
    over: (count) => `Waxaa kugu badan ${letters(count)}`,
  },

  aloud: {
    listen: 'Dhegayso',
    stop: 'Jooji',
    hear: (what) => `Dhegayso: ${what}`,
    hearAnswer: 'Dhegayso jawaabtayda',
  },

  voice: {
    start: 'Beddelkeeda codkaaga duub',
    hint: 'Waxaad hadli kartaa ilaa 5 daqiiqo. Waxaa codkaaga maqla oo keliya dadka ugu horreyn akhriya sheekooyinka. Fadlan ha sheegin magacyo.',
    heading: 'Duubistaada',
    asking: 'Browser-kaagu wuxuu ku weydiin karaa in boggani isticmaali karo makarafoonka. Dooro “Oggolow”.',
    cancel: 'Ka noqo',
    recording: 'Waa la duubayaa. Hadda hadal.',
    left: (min, sec) => `Waxaa haray ${min}:${String(sec).padStart(2, '0')}`,
    minutesLeft,
    stop: 'Jooji duubista',
    ready: 'Duubistaadu waa diyaar. Waad dhegaysan kartaa ka hor intaadan dirin.',
    full: 'Waqtigii waa dhammaaday. Wixii aad tiri oo dhan waa la hayaa.',
    again: 'Mar kale duub',
    remove: 'Tirtir duubista',
    removed: 'Duubistaadii waa la tirtiray.',
    refused:
      'Boggani ma isticmaali karo makarafoonka. Dhib malaha: sheekadaada waad qori kartaa. Ama makarafoonka u oggolow browser-ka oo mar kale isku day.',
    missing: 'Ma helno makarafoon. Dhib malaha: sheekadaada waad qori kartaa.',
    failed: 'Duubistii ma shaqayn. Mar kale isku day, ama qor sheekadaada.',
    silent: 'Waxba ma maqlin. Mar kale isku day, ama qor sheekadaada.',
    running: 'Marka hore jooji duubista, dabadeed sii wad',
    optional: 'Tan waad faaruqin kartaa, maxaa yeelay duubistaada ama sawirkaaga ayaa sheekada sheegaya.',
  },

  picture: {
    add: 'Ku dar sawir',
    another: 'Dooro sawir kale',
    hint: 'Sawir la qaaday ama la sawiray. Fadlan waji iyo magac ha ku jirin. Waxaa arka oo keliya dadka ugu horreyn akhriya sheekooyinka.',
    heading: 'Sawirkaaga',
    alt: 'Sawirka aad ku dartay',
    working: 'Sawirkaaga waa la diyaarinayaa…',
    ready: 'Sawirkaagii waa lagu daray.',
    remove: 'Ka saar sawirka',
    removed: 'Sawirkaagii waa laga saaray.',
    tooBig: 'Faylkani aad buu u weyn yahay. Isku day mid ka yar, ama sii wad sawir la’aan.',
    unreadable:
      'Faylkan sawir ahaan uma furi karno. Isku day mid kale, sida sawir la qaaday, ama sii wad sawir la’aan.',
  },

  worried: {
    label: 'Waxaan ka welwelsanahay badbaadada qof',
    hint: 'Haddii aad tan calaamadiso, sheekadaada kuwa kale ka hor ayaa la akhriyayaa. Weli maalmo ayay qaadan kartaa.',
    ticked:
      'Qof tababaran ayaa sheekadaada kuwa kale ka hor akhriya, wuxuuna u gudbin karaa dad caawin kara. Ha sugin taas haddii qof hadda khatar ku jiro.',
    key: 'Badbaadada qof',
    no: 'Lama calaamadin',
  },

  question: {
    skip: 'Su’aal kasta waad ka boodi kartaa.',
    enough: 'Halkan ku jooji oo dir',
    otherWays: 'Siyaabo kale oo looga jawaabo',
    several: 'Sidee ayay kuu ahayd?',
    clear: 'Tirtir jawaabtayda',
    cleared: 'Jawaabtaadii waa la tirtiray',
    doesNotFit: 'Kuma habboona',
    unanswered: 'Lama jawaabin',
    usePicture: 'Isticmaal sawirka',
    useSliders: 'Isticmaal jiidayaasha',
    useWords: 'Ka dooro liis',
    notPlaced: 'Weli lama dhigin',
    keysFor: 'Kiiboodh:',
  },

  triad: {
    how: 'Taabo gudaha saddex-xagalka. Inta gees u dhow ayaa ku habboon.',
    slidersHow: 'Dhaqaaji hal jiide. Labada kale ayaa la jaanqaadaya.',
    wordsHow: 'Mid dooro.',
    keys: 'Fallaar kasta waxay dhigtaa calaamadda, fallaaraha ayaana dhaqaajiya. Shift waa tallaabo weyn. Home ama End waa bartamaha. 1, 2 iyo 3 waa geesaha.',
    handle: 'Calaamadda saddex-xagalka',
    share: (label, percent) => `${percent}% ${label}`,
    two: (a, b) => `Labaduba isku si:\n${a}\n${b}`,
    three: 'Saddexduba isku si',
  },

  dyad: {
    how: 'Taabo xariiqda.',
    wordsHow: 'Mid dooro.',
    keys: 'Fallaar kasta waxay dhigtaa calaamadda, fallaaraha ayaana dhaqaajiya. Shift waa tallaabo weyn. Home ama End waa bartamaha. 1 iyo 2 waa dhammaadyada.',
    handle: 'Calaamadda xariiqda',
    at: (left, right, percent) =>
      percent === 50
        ? `Bartamaha “${left}” iyo “${right}”`
        : percent < 50
          ? `${100 - percent}% dhanka “${left}”`
          : `${percent}% dhanka “${right}”`,
    nearer: (label) => `Ku dhow: ${label}`,
    middle: 'Bartamaha',
  },

  stones: {
    which: 'Midkee ayaad rabtaa inaad dhigto?',
    how: 'Mid dooro, dabadeed taabo meesha uu ka galo labajibbaarka. Waad jiidi kartaa. Ma aha inaad dhammaan dhigto.',
    slidersHow: 'Mid kasta oo aad rabto inaad dhigto, labada jiideba dhaqaaji.',
    wordsHow: 'Mid dooro. Dabadeed labada liisba wax ka dooro.',
    keys: 'Fallaar kasta waxay dhigtaa kan la doortay, fallaaraha ayaana dhaqaajiya. Shift waa tallaabo weyn. Home ama End waa bartamaha.',
    handle: (label) => `Meesha: ${label}`,
    placed: 'waa la dhigay',
    takeOff: (label) => `Ka qaad: ${label}`,
    notMoved: 'Weli lama dhaqaajin',
    between: (low, high) => `${low}, ama ${high}`,
    where: (label, ends) => `${label}: ${ends}`,
    following: (label) => `Dhig kan xiga: ${label}`,
    half: (label) => `Dhammayso dhigista “${label}”, ama ka qaad`,
    at: (label, x, y) => `${label}: ${x}; ${y}`,
  },

  choice: {
    upTo: (max) => `Dooro ilaa ${max}.`,
    or: 'ama',
    writeIn: 'Ereyadaada (waad ka tegi kartaa)',
    tooMany: (max) => `Ha dooran wax ka badan ${max}`,
    writeInTooLong: (over) => `Tani aad bay u dheer tahay. Ka saar ugu yaraan ${letters(over)}.`,
  },

  consent: {
    question: 'Ma isticmaali karnaa sheekadaada?',
    analysis: 'Ma la tirin karnaa sheekadaada kuwa kale, wax ma ka baran karnaa?',
    quotation: 'Ma dadweynaha ugu soo xigan karnaa erayadaada, magacaaga la’aan?',
    yes: 'Haa',
    no: 'Maya',
    missing: 'Dooro haa ama maya',
    uncounted: 'Sheekadaada lama tirin doono, cidna wax kama baran doonto.',
    aboutHeading: 'Waxa ay tani ka dhigan tahay',
    about: [
      'Sheekadaada iyo jawaabahaaga waxaan la eegnaa kuwa kale, si loo arko waxa shaqeeya iyo waxa is beddeli waa.',
      'Erayadaadu waxay ku jiri karaan warbixin ama websaydh. Magacyada marka hore waa laga saaraa.',
      'Haddii aad maya tiraahdo, qof tababaran ayaa u akhriya badbaadada dadka oo keliya. Rasiidhkaaga ayaad hadhow ku beddeli kartaa.',
    ],
    change: 'Beddel jawaabtayda',
    anyway: 'Si kastaba u dir',
  },

  check: {
    heading: 'Hubi oo dir',
    wording: 'Nooca qoraalka',
    title: 'Cinwaanka',
    story: 'Sheekada',
    prompt: 'Waxa ay ku saabsan tahay',
    noText: 'Waxba lama qorin',
    consent: 'Waxaad oggoshahay',
    consentAnalysis: 'in kuwa kale lala tiriyo',
    consentQuotation: 'in erayadaada dadweynaha loo soo xigto, magacaaga la’aan',
    consentNone: 'midna',
    send: 'Hadda dir',
    more: (count) => `Dhowr su’aal oo kale (ilaa ${minutes(count)})`,
    answered: (count) => `Su’aalaha laga jawaabay: ${count}. Tus`,
    unanswered: (count) => `Su’aalaha aan laga jawaabin: ${count}. Tus`,
    sending: 'Waa la dirayaa…',
  },

  sent: {
    heading: 'Mahadsanid. Sheekadaadii waa na soo gaartay.',
    keptHeading: 'Mahadsanid. Sheekadaadii waa la keydiyay.',
    receipt: 'Rasiidhkaaga',
    keep: 'Hayso rasiidhkan. Waa dariiqa keliya ee aad sheekadaada mar kale ku heli karto, mid cusubna kuuma soo diri karno.',
    careful: 'Qof kasta oo haysta sheekadaada wuu akhrin karaa. Dhig meel adiga oo keliya eegto.',
    letters: 'Xarfaha rasiidhka',
    qr: 'QR code fura rasiidhkaaga',
    qrHint: 'Ama tan ku sawir taleefan kale.',
    copy: 'Koobbi',
    copied: 'Waa la koobbiyay',
    notCopied: 'Browser-kaagu ma koobbiyin. Xarfuhu waa la doortay: gacanta ku koobbi.',
    save: 'Fayl u keydi',
    saved: 'Waxaa lagu keydiyay faylasha la soo dejiyay',
    print: 'Daabac',
    fileName: 'rasiidh.txt',
    nextHeading: 'Waxa xiga',
    next: [
      'Qof tababaran ayaa sheekadaada akhriya oo magacyada ka saara.',
      'Dabadeed kuwa kale ayaa lala akhriyaa, haddii aad taas oggolaatay.',
      'Rasiidhkaaga mar kasta fur si aad u aragto meesha ay sheekadu joogto, u saxdo, ama ula noqoto.',
    ],
    another: 'Sheeg sheeko kale',
    anotherLinked:
      'Waxaan arki doonnaa in labada sheeko qof qura ka yimaadeen, welina ma garan doonno cidda aad tahay.',
    anotherApart: 'Sheeg sheeko kale xiriirkan la’aantiis',
    open: 'Hadda fur rasiidhkayga',
    leaving: 'Weli rasiidhkaaga ma aadan haysan. La’aantiis sheekadaada mar kale ma heli kartid.',
    gotIt: 'Waan haystaa',
  },
};
