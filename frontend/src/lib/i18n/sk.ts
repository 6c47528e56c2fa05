// Slovak. Machine draft: a person who speaks the language must check it before it is relied on.
import { counted } from './plurals';
import type { Translation } from './translation';

export { words as offline } from './offline/sk';

const letters = counted('sk', { one: '# znak', few: '# znaky', many: '# znaku', other: '# znakov' });
const seconds = counted('sk', { one: '# sekundu', few: '# sekundy', many: '# sekundy', other: '# sekúnd' });
const minutes = counted('sk', { one: '# minútu', few: '# minúty', many: '# minúty', other: '# minút' });
const minutesLeft = counted('sk', {
  one: 'Zostáva # minúta',
  few: 'Zostávajú # minúty',
  many: 'Zostáva # minúty',
  other: 'Zostáva # minút',
});

export const form: Translation = {
  service: 'Sensing and Shaping',
  errorPrefix: 'Chyba: ',
  loading: 'Načítava sa…',
  list: (items) => items.join(', '),
  quoted: (words) => `„${words}“`,
  percent: (percent) => `${percent} %`,

  frame: {
    skip: 'Prejsť na hlavný obsah',
    back: 'Späť',
    next: 'Pokračovať',
    change: 'Zmeniť',
    wording: 'Spôsob písania',
    language: 'Jazyk',
    nowIn: (name) => `Táto stránka je teraz v jazyku: ${name}`,
    minutesLeft: counted('sk', {
      one: 'Zostáva asi # minúta',
      few: 'Zostávajú asi # minúty',
      many: 'Zostáva asi # minúty',
      other: 'Zostáva asi # minút',
    }),
    openReceipt: 'Otvoriť moje potvrdenie',
    start: 'Rozprávať príbeh',
    footerDanger: 'Je niekto v nebezpečenstve? Volajte',
    footerChildline: 'Childline, zadarmo, vo dne v noci:',
    privacy: 'Ochrana súkromia',
    accessibility: 'Prístupnosť',
    newTab: 'otvorí novú kartu',
  },

  variants: { plain: 'Bežný text', easy: 'Ľahké čítanie', child: 'Pre deti' },

  exit: {
    button: 'Odísť',
    clear: 'Prestať a vymazať',
    leaving: 'Opúšťate túto stránku.',
    pressed: (times) =>
      times === 1 ? 'Shift: na odchod stlačte ešte 2-krát.' : 'Shift: na odchod stlačte ešte 1-krát.',
    timedOut: 'Málo stlačení. Stránka zostáva otvorená.',
  },

  errors: {
    summary: 'Niečo sa nepodarilo',
    load: 'Otázky sa nepodarilo načítať. Skontrolujte pripojenie a skúste to znova.',
    unknownFramework: 'Na tejto adrese nie sú žiadne otázky. Skontrolujte odkaz.',
    language: (name) =>
      `Nepodarilo sa načítať slová v jazyku „${name}“. Možno nemáte pripojenie. Stránka zostáva, ako bola.`,
    tryAgain: 'Skúsiť znova',
    kept: 'Nič z toho, čo ste napísali, sa nestratilo. Všetko je stále na tejto stránke.',
    offline: 'Nepodarilo sa spojiť. Možno nemáte pripojenie na internet.',
    between: 'Cestou odpovedalo niečo iné, napríklad prihlasovacia stránka Wi-Fi. Zatiaľ nič neprišlo.',
    tooLarge:
      'Niečo cestou neprepustí taký veľký príbeh. Skúste inú sieť, alebo vynechajte nahrávku či obrázok.',
    unavailable: 'Váš príbeh teraz nemôžeme prijať.',
    busy: (wait) =>
      wait === undefined
        ? 'Túto stránku teraz používa veľa ľudí. Chvíľu počkajte a skúste to znova.'
        : `Túto stránku teraz používa veľa ľudí. Počkajte ${wait < 90 ? seconds(wait) : minutes(Math.ceil(wait / 60))} a skúste to znova.`,
    conflict: 'Iná verzia tohto príbehu je už dokončená. Táto nebola odoslaná.',
    replace: 'Nahradiť ju touto verziou',
    second: 'Poslať ako druhý príbeh',
    alreadyRead:
      'Skoršia verzia tohto príbehu k nám prišla a niekto ju už prečítal, preto sa nedá zmeniť. Vaše potvrdenie otvorí tú verziu.',
    filesStay:
      'Váš príbeh máme tak, ako je teraz. Nahrávka a obrázok však zostávajú také, aké ste poslali najprv. Ak ich chcete zmeniť, stiahnite príbeh svojím potvrdením a povedzte ho znova.',
    closed: 'Tento kód už príbehy neprijíma. Svoj príbeh môžete poslať bez neho.',
    withoutCode: 'Poslať bez kódu',
    invalid: 'Príbeh v tejto podobe nemôžeme prijať.',
    unknown: 'Niečo sa u nás pokazilo.',
    unknownReceipt:
      'K tomuto potvrdeniu nenachádzame žiadny príbeh. Skontrolujte každé písmeno. Ak ste príbeh stiahli, už neexistuje.',
    onlyWords: 'Na nahrávku či obrázok nie je miesto a nepodarilo sa ich poslať. Uložené sú len slová.',
    sendWords: 'Poslať len slová',
  },

  danger: {
    heading: 'Ak je niekto v nebezpečenstve',
    now: 'Ak je niekto práve teraz v nebezpečenstve, volajte',
    childline: 'Ak máte menej ako 19 rokov a chcete sa porozprávať, volajte zadarmo Childline:',
    nobodyReplies: 'Nikto vám tu nemôže odpovedať.',
    passedOn: 'Príbeh o vážnom ubližovaní možno dáme ďalej.',
  },

  start: {
    heading: 'Povedzte nám svoj príbeh',
    what: 'Povedzte nám o niečom, čo sa stalo, a čo to pre vás znamená.',
    takes: (count) => `Trvá to asi ${minutes(count)} a čas na písanie.`,
    why: 'Príbehy mnohých ľudí ukazujú, čo funguje a čo sa musí zmeniť.',
    rules: [
      'Každú otázku môžete preskočiť.',
      'Nepotrebujete účet. Nepýtame sa, ako sa voláte.',
      'Prosíme, neuvádzajte mená ľudí ani názvy škôl.',
    ],
    noNames: 'Prosíme, neuvádzajte mená.',
    happensHeading: 'Čo sa stane s vaším príbehom',
    happens: [
      'Najprv ho prečíta vyškolená osoba a odstráni mená: vaše aj iných ľudí, škôl a miest.',
      'Potom ho čítajú ľudia, ktorí zlepšujú služby. Pozerajú sa na veľa príbehov spolu.',
      'Nikto vám nemôže odpovedať, lebo nevieme, kto ste.',
      'Dostanete potvrdenie. S ním si môžete príbeh neskôr prečítať, opraviť alebo stiahnuť.',
      'Ak z vášho príbehu vyplýva, že sa niekomu vážne ubližuje, možno ho budeme musieť dať ľuďom, ktorí môžu pomôcť. Preto nemôžeme sľúbiť, že zostane tajný. Ak ho dáme ďalej, záznam o tom môže zostať, aj keď príbeh stiahnete.',
    ],
    exitHeading: 'Rýchly odchod',
    exit: 'Na každej stránke môžete rýchlo odísť tlačidlom „Odísť“ hore. Alebo 3-krát stlačte kláves Shift. Vymaže sa, čo ste napísali, a otvorí sa stránka s počasím. História prehliadača sa nevymaže.',
    button: 'Začať',
    unchecked:
      'Tieto slová preložil počítač. Žiadny človek ich ešte neskontroloval. Ak niečo nie je jasné, zvoľte iný jazyk.',
    haveCode: 'Mám kód',
    code: 'Napíšte kód',
    joined: 'Rozprávate pre:',
    closedCode: (code) => `Kód „${code}“ dnes príbehy neprijíma. Svoj príbeh môžete povedať bez neho.`,
    unknownCode: (code) => `Kód „${code}“ nepoznáme. Skontrolujte ho, alebo povedzte svoj príbeh bez kódu.`,
    sentBefore: 'Váš posledný príbeh je odoslaný.',
    showReceipt: 'Znova ukázať moje potvrdenie',
  },

  wording: {
    question: 'Aké majú byť otázky?',
    hint: 'Môžete to zmeniť na každej stránke.',
    about: {
      plain: 'Celé vety, bežné slová',
      easy: 'Krátke vety a obrázky, odpovede zo zoznamu',
      child: 'Pre mladších čitateľov, s obrázkami',
    },
  },

  audience: { hint: 'Od toho závisí, ktoré otázky uvidíte. Môžete to preskočiť.' },

  prompt: {
    question: 'O čom je váš príbeh?',
    missing: 'Vyberte, o čom je váš príbeh',
  },

  story: {
    question: 'Povedzte svoj príbeh',
    title: 'Dajte svojmu príbehu názov (nemusíte)',
    titleHint: 'Niekoľko slov, ako nadpis',
    text: 'Čo sa stalo?',
    hint: 'Stačí niekoľko viet.',
    also: 'Názov, obrázok a ďalšie',
    missing: 'Napíšte, čo sa stalo. Stačí niekoľko slov.',
    textTooLong: (over) => `Váš príbeh je príliš dlhý. Skráťte ho aspoň o ${letters(over)}.`,
    titleTooLong: (over) => `Názov je príliš dlhý. Skráťte ho aspoň o ${letters(over)}.`,
    left: (count) => `Môžete napísať ešte ${letters(count)}`,
    over: (count) => `Je to o ${letters(count)} viac, než sa zmestí`,
  },

  aloud: {
    listen: 'Počúvať',
    stop: 'Zastaviť',
    hear: (what) => `Počúvať: ${what}`,
    hearAnswer: 'Vypočuť si moju odpoveď',
  },

  voice: {
    start: 'Radšej nahrať svoj príbeh',
    hint: 'Môžete hovoriť najviac 5 minút. Váš hlas počujú len ľudia, ktorí čítajú príbehy ako prví. Prosíme, nehovorte mená.',
    heading: 'Vaša nahrávka',
    asking: 'Prehliadač sa môže opýtať, či táto stránka smie použiť mikrofón. Zvoľte „Povoliť“.',
    cancel: 'Zrušiť',
    recording: 'Nahráva sa. Hovorte.',
    left: (min, sec) => `Zostáva ${min}:${String(sec).padStart(2, '0')}`,
    minutesLeft,
    stop: 'Zastaviť nahrávanie',
    ready: 'Vaša nahrávka je hotová. Pred odoslaním si ju môžete vypočuť.',
    full: 'Čas uplynul. Všetko, čo ste povedali, sme zachovali.',
    again: 'Nahrať znova',
    remove: 'Vymazať nahrávku',
    removed: 'Nahrávka je vymazaná.',
    refused:
      'Táto stránka nesmie použiť mikrofón. Nevadí: svoj príbeh môžete napísať. Alebo povoľte mikrofón v prehliadači a skúste to znova.',
    missing: 'Nenašli sme mikrofón. Nevadí: svoj príbeh môžete napísať.',
    failed: 'Nahrávanie sa nepodarilo. Skúste to znova alebo svoj príbeh napíšte.',
    silent: 'Nič nepočuť. Skúste to znova alebo svoj príbeh napíšte.',
    running: 'Najprv zastavte nahrávanie, potom pokračujte',
    optional: 'Toto môžete nechať prázdne, lebo príbeh rozpráva vaša nahrávka alebo obrázok.',
  },

  picture: {
    add: 'Pridať obrázok',
    another: 'Vybrať iný obrázok',
    hint: 'Fotografia alebo kresba. Prosíme, bez tvárí a mien. Uvidia ju len ľudia, ktorí čítajú príbehy ako prví.',
    heading: 'Váš obrázok',
    alt: 'Obrázok, ktorý ste pridali',
    working: 'Pripravujeme váš obrázok…',
    ready: 'Obrázok je pridaný.',
    remove: 'Odstrániť obrázok',
    removed: 'Obrázok je odstránený.',
    tooBig: 'Tento súbor je príliš veľký. Skúste menší alebo pokračujte bez obrázka.',
    unreadable:
      'Tento súbor sa nepodarilo otvoriť ako obrázok. Skúste iný, napríklad fotografiu, alebo pokračujte bez obrázka.',
  },

  worried: {
    label: 'Bojím sa o bezpečie niekoho',
    hint: 'Ak to zaškrtnete, váš príbeh prečítame pred ostatnými. Aj tak to môže trvať niekoľko dní.',
    ticked:
      'Vyškolená osoba prečíta váš príbeh pred ostatnými a môže ho dať ľuďom, ktorí môžu pomôcť. Nečakajte na to, ak je niekto v nebezpečenstve práve teraz.',
    key: 'Bezpečie niekoho',
    no: 'Nezaškrtnuté',
  },

  question: {
    skip: 'Každú otázku môžete preskočiť.',
    enough: 'Tu skončiť a poslať',
    otherWays: 'Iné spôsoby odpovede',
    several: 'Aké to pre vás bolo?',
    clear: 'Vymazať moju odpoveď',
    cleared: 'Vaša odpoveď je vymazaná',
    doesNotFit: 'Nehodí sa',
    unanswered: 'Bez odpovede',
    usePicture: 'Použiť obrázok',
    useSliders: 'Použiť posúvače',
    useWords: 'Vybrať zo zoznamu',
    notPlaced: 'Zatiaľ neoznačené',
    keysFor: 'Klávesnicou:',
  },

  triad: {
    how: 'Ťuknite do trojuholníka. Čím bližšie k rohu, tým viac sa hodí.',
    slidersHow: 'Posuňte posúvač. Ostatné dva sa prispôsobia.',
    wordsHow: 'Vyberte jednu možnosť.',
    keys: 'Ktorákoľvek šípka umiestni značku a šípky ju posúvajú. Shift robí väčšie kroky. Home alebo End je stred. 1, 2 a 3 sú rohy.',
    handle: 'Značka v trojuholníku',
    share: (label, percent) => `${percent} % ${label}`,
    two: (a, b) => `Obe rovnako:\n${a}\n${b}`,
    three: 'Všetky tri rovnako',
  },

  dyad: {
    how: 'Ťuknite na čiaru.',
    wordsHow: 'Vyberte jednu možnosť.',
    keys: 'Ktorákoľvek šípka umiestni značku a šípky ju posúvajú. Shift robí väčšie kroky. Home alebo End je stred. 1 a 2 sú konce.',
    handle: 'Značka na čiare',
    at: (left, right, percent) =>
      percent === 50
        ? `V strede medzi „${left}“ a „${right}“`
        : percent < 50
          ? `${100 - percent} % smerom k „${left}“`
          : `${percent} % smerom k „${right}“`,
    nearer: (label) => `Bližšie k: ${label}`,
    middle: 'V strede',
  },

  stones: {
    which: 'Čo chcete umiestniť?',
    how: 'Vyberte jedno a ťuknite v štvorci tam, kam patrí. Môžete to ťahať. Nemusíte umiestniť všetky.',
    slidersHow: 'Pri každom, ktoré chcete umiestniť, posuňte oba posúvače.',
    wordsHow: 'Vyberte jedno. Potom vyberte z oboch zoznamov.',
    keys: 'Ktorákoľvek šípka umiestni vybrané a šípky ho posúvajú. Shift robí väčšie kroky. Home alebo End je stred.',
    handle: (label) => `Miesto: ${label}`,
    placed: 'umiestnené',
    takeOff: (label) => `Odobrať: ${label}`,
    notMoved: 'Zatiaľ neposunuté',
    between: (low, high) => `${low} alebo ${high}`,
    where: (label, ends) => `${label}: ${ends}`,
    following: (label) => `Umiestniť ďalšie: ${label}`,
    half: (label) => `Dokončite umiestnenie „${label}“ alebo to odoberte`,
    at: (label, x, y) => `${label}: ${x}; ${y}`,
  },

  choice: {
    upTo: (max) => `Vyberte najviac ${max}.`,
    or: 'alebo',
    writeIn: 'Vlastnými slovami (nemusíte)',
    tooMany: (max) => `Vyberte najviac ${max}`,
    writeInTooLong: (over) => `Toto je príliš dlhé. Skráťte to aspoň o ${letters(over)}.`,
  },

  consent: {
    question: 'Smieme použiť váš príbeh?',
    analysis: 'Smieme váš príbeh započítať medzi ostatné a poučiť sa z neho?',
    quotation: 'Smieme vaše slová verejne citovať, bez vášho mena?',
    yes: 'Áno',
    no: 'Nie',
    missing: 'Vyberte áno alebo nie',
    uncounted: 'Váš príbeh sa nezapočíta a nikto sa z neho nepoučí.',
    aboutHeading: 'Čo to znamená',
    about: [
      'Na váš príbeh a odpovede sa pozeráme spolu s ostatnými, aby bolo vidieť, čo funguje a čo sa musí zmeniť.',
      'Vaše slová môžu byť v správe alebo na webovej stránke. Mená najprv odstránime.',
      'Ak poviete nie, vyškolená osoba si príbeh prečíta len kvôli bezpečiu. S potvrdením to môžete neskôr zmeniť.',
    ],
    change: 'Zmeniť moju odpoveď',
    anyway: 'Aj tak poslať',
  },

  check: {
    heading: 'Skontrolujte a pošlite',
    wording: 'Spôsob písania',
    title: 'Názov',
    story: 'Príbeh',
    prompt: 'O čom je',
    noText: 'Nič nie je napísané',
    consent: 'Súhlasíte s tým, že',
    consentAnalysis: 'ho započítame medzi ostatné',
    consentQuotation: 'vaše slová budeme verejne citovať, bez vášho mena',
    consentNone: 'ani jedno',
    send: 'Poslať teraz',
    more: (count) => `Ešte niekoľko otázok (asi ${minutes(count)})`,
    answered: (count) => `Zodpovedané otázky: ${count}. Ukázať ich`,
    unanswered: (count) => `Nezodpovedané otázky: ${count}. Ukázať ich`,
    sending: 'Posiela sa…',
  },

  sent: {
    heading: 'Ďakujeme. Váš príbeh je u nás.',
    keptHeading: 'Ďakujeme. Váš príbeh je uložený.',
    receipt: 'Vaše potvrdenie',
    keep: 'Toto potvrdenie si uschovajte. Len s ním nájdete svoj príbeh a nové vám poslať nemôžeme.',
    careful: 'Kto ho má, môže si prečítať váš príbeh. Nechajte si ho tam, kam sa pozeráte len vy.',
    letters: 'Písmená potvrdenia',
    qr: 'QR kód, ktorý otvorí vaše potvrdenie',
    qrHint: 'Alebo toto naskenujte iným telefónom.',
    copy: 'Kopírovať',
    copied: 'Skopírované',
    notCopied: 'Prehliadač to neskopíroval. Písmená sú označené: skopírujte ich ručne.',
    save: 'Uložiť ako súbor',
    saved: 'Uložené medzi stiahnuté súbory',
    print: 'Tlačiť',
    fileName: 'potvrdenie.txt',
    nextHeading: 'Čo bude ďalej',
    next: [
      'Vyškolená osoba prečíta váš príbeh a odstráni mená.',
      'Potom ho ľudia čítajú a pozerajú spolu s ostatnými, ak ste s tým súhlasili.',
      'Potvrdenie môžete kedykoľvek otvoriť a pozrieť sa, kde je váš príbeh, opraviť ho alebo stiahnuť.',
    ],
    another: 'Povedať ďalší príbeh',
    anotherLinked: 'Uvidíme, že oba príbehy sú od jednej osoby, a stále nebudeme vedieť, kto ste.',
    anotherApart: 'Povedať ďalší príbeh bez tohto spojenia',
    open: 'Otvoriť teraz moje potvrdenie',
    leaving: 'Svoje potvrdenie ešte nemáte uschované. Bez neho svoj príbeh nenájdete.',
    gotIt: 'Mám ho uschované',
  },
};
