// Slovak. Machine draft: a person who speaks the language must check it before it is relied on.
import { counted } from '../plurals';
import type { Translation } from '../translation';
import type { OfflineWords } from './en';

const wait = counted('sk', {
  one: 'Na tomto zariadení čaká na odoslanie # príbeh.',
  few: 'Na tomto zariadení čakajú na odoslanie # príbehy.',
  other: 'Na tomto zariadení čaká na odoslanie # príbehov.',
});
const notSent = counted('sk', {
  one: '# príbeh sa nepodarilo odoslať a potrebuje vás.',
  few: '# príbehy sa nepodarilo odoslať a potrebujú vás.',
  other: '# príbehov sa nepodarilo odoslať a potrebujú vás.',
});
const waiting = counted('sk', {
  one: '# príbeh čaká na odoslanie',
  few: '# príbehy čakajú na odoslanie',
  other: '# príbehov čaká na odoslanie',
});
const left = counted('sk', {
  one: 'Zostáva # sekunda',
  few: 'Zostávajú # sekundy',
  other: 'Zostáva # sekúnd',
});

export const words: Translation<OfflineWords> = {
  sent: {
    waiting: 'Uložené na tomto zariadení; odošle sa samo.',
    hint: 'Odošle sa, len čo bude pripojenie, alebo keď túto stránku nabudúce otvoríte.',
    mayBeCleared:
      'Prosíme, otvorte túto stránku čoskoro znova: prehliadač to môže vymazať, keď mu dôjde miesto.',
    receipt: 'Vaše potvrdenie bude fungovať, keď sa príbeh odošle.',
    arrived: 'Váš príbeh prišiel.',
    refused: 'Váš príbeh v tejto podobe nemôžeme prijať. Stále je uložený na tomto zariadení.',
    look: 'Pozrieť sa, čo robiť',
  },
  notKept: {
    before:
      'Toto zariadenie nič neuloží. Príbeh môžete povedať, ale zostaňte na stránke, kým ho nedostaneme.',
    text: 'Nemôžeme sa spojiť a toto zariadenie váš príbeh neuložilo. Stále je na tejto stránke. Prosíme, ešte ju nezatvárajte.',
    file: 'Uložiť môj príbeh ako súbor',
    fileName: 'moj-pribeh.txt',
    fileSaved:
      'Uložené medzi stiahnuté súbory. V súbore sú vaše slová: nechajte si ho tam, kam sa pozeráte len vy.',
  },
  banner: {
    waiting: wait,
    refused: notSent,
    waitsHere: 'Príbeh k tomuto potvrdeniu tu stále čaká. Otvoriť ho môžete, keď sa odošle.',
    see: 'Pozrieť čakajúce príbehy',
  },
  list: {
    heading: 'Príbehy, ktoré čakajú na tomto zariadení',
    intro: 'Odosielajú sa samy, najstarší prvý, keď je táto stránka otvorená a je pripojenie.',
    none: 'Žiadny príbeh nečaká. Všetko je odoslané.',
    told: (date) => `Povedaný: ${date}`,
    waiting: 'Čaká na odoslanie',
    closed: 'Neodoslané. Kód, s ktorým bol povedaný, dnes príbehy neprijíma.',
    read: 'Neodoslané. Skoršia verzia k nám prišla a niekto ju prečítal, preto sa nedá zmeniť. Vaše potvrdenie otvorí tú verziu.',
    faulty: 'Neodoslané. Niečo v ňom treba zmeniť:',
    other:
      'Neodoslané. Iná verzia tohto príbehu bola odoslaná alebo stiahnutá. Otvorte túto a vyberte, čo ďalej.',
    tryNow: 'Skúsiť odoslať teraz',
    trying: 'Skúšame…',
    stillWaiting: 'Zatiaľ sa to nepodarilo. Nič sa nestratilo: skúsime to sami znova.',
    mend: 'Otvoriť a zmeniť',
    withoutCode: 'Poslať bez kódu',
    again: 'Skúsiť znova s kódom',
    remove: 'Vymazať z tohto zariadenia',
    sure: 'Vymazať tento príbeh? Nebol odoslaný a nikto iný ho nemá.',
    yes: 'Áno, vymazať',
    no: 'Nie, nechať',
    removed: 'Príbeh je vymazaný.',
    seen: 'Dobre, rozumiem',
    notRemoved: 'Toto zariadenie príbeh nevymazalo. Stále je tu. Skúste to znova.',
    back: 'Späť na začiatok',
  },
  draft: {
    label: 'Pamätať si tento príbeh v zariadení, kým ho neodošlem',
    hint: 'Potom môžete prestať a pokračovať neskôr. Zaškrtnite, len ak je zariadenie vaše: kto ho používa, mohol by váš príbeh otvoriť. Vymaže sa, keď ho odošlete a keď použijete „Odísť“.',
    elsewhere: 'Tento príbeh sa zmenil aj v inom okne. Obe verzie sú tu zapamätané.',
    gone: 'Tento príbeh bol odoslaný alebo vymazaný v inom okne. Čo tu vidíte, nie je zapamätané.',
    noRoom: 'Zariadenie si nemohlo zapamätať váš príbeh.',
    heading: 'Máte tu príbeh, ktorý nie je dokončený.',
    carryOn: 'Pokračovať v príbehu',
    remove: 'Vymazať ho',
    sure: 'Vymazať nedokončený príbeh? Nedá sa vrátiť.',
    yesDelete: 'Áno, vymazať',
    noKeep: 'Nie, nechať',
    removed: 'Nedokončený príbeh je vymazaný.',
    unreachable: 'Otázky k tomuto príbehu sa nepodarilo načítať. Skúste to znova, keď bude pripojenie.',
  },
  kiosk: {
    noRoom: 'Tento tablet nemôže uložiť ďalší príbeh. Zavolajte toho, kto vedie podujatie.',
    notSaved: 'Jeden príbeh nie je uložený',
    for: 'Príbehy pre',
    waiting: (count) => (count === 0 ? 'Všetky príbehy sú odoslané' : waiting(count)),
    shared: 'Toto je spoločný tablet. Keď skončíte, všetko, čo ste napísali, zmizne z obrazovky.',
    exit: 'Na každej stránke môžete stlačiť „Prestať a vymazať“ alebo 3-krát kláves Shift. Všetko, čo ste tu napísali, hneď zmizne. Ak sa tabletu 2 minúty nikto nedotkne, vymaže sa sám; najprv sa opýta.',
    keep: 'Tablet teraz zabudne vaše potvrdenie. Odfoťte si ho, naskenujte telefónom, vytlačte alebo opíšte.',
    later: 'Potvrdenie bude fungovať, keď sa príbeh odošle.',
    handOver: 'Odovzdať ďalšej osobe',
    idleHeading: 'Ste ešte tu?',
    idle: 'Ak nestlačíte tlačidlo, všetko na tejto obrazovke sa vymaže, aby to nikto iný nečítal.',
    idleLeft: left,
    stay: 'Som ešte tu',
    cleared: 'Všetko je vymazané. Môže začať ďalšia osoba.',
  },
};
