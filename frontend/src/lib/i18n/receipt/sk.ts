// Slovak, for the receipt page only. Machine draft: a person who speaks the language must check it.
import type { Translation } from '../translation';
import type { ReceiptWords } from './en';

export const words: Translation<ReceiptWords> = {
  heading: 'Vaše potvrdenie',
  intro: 'S potvrdením si môžete poslaný príbeh prečítať, opraviť alebo stiahnuť.',
  field: 'Písmená potvrdenia',
  fieldHint: '26 písmen a číslic. Na malých písmenách, medzerách a pomlčkách nezáleží.',
  open: 'Otvoriť',
  missing: 'Zadajte písmená svojho potvrdenia',
  malformed: 'Potvrdenie má 26 písmen a číslic. Skontrolujte, či žiadne nechýba.',
  story: 'Váš príbeh',
  sentOn: (date) => `Poslané: ${date}`,
  stateHeading: 'Kde je teraz',
  states: {
    held: 'Čaká, kým ho prečíta vyškolená osoba. Nikto iný ho zatiaľ nevidí.',
    cleared:
      'Prečítala ho vyškolená osoba. Teraz ho možno čítať a pozerať spolu s ostatnými, tak ako ste súhlasili.',
    withheld: 'Prečítala ho vyškolená osoba. Ostatným ho neukazujeme.',
  },
  worried: 'Povedali ste, že sa bojíte o bezpečie niekoho.',
  fetching: 'Načítava sa…',
  notFetched: 'Nepodarilo sa to načítať. Váš príbeh je u nás v bezpečí.',
  answers: 'Vaše odpovede',
  noAnswers: 'Neodpovedali ste na žiadnu otázku.',
  consent: 'Čo smieme s vaším príbehom robiť',
  done: {
    counted: 'Uložené. Váš príbeh sa započítava medzi ostatné.',
    uncounted: 'Uložené. Váš príbeh sa už nezapočítava.',
    quoted: 'Uložené. Vaše slová sa smú citovať.',
    unquoted: 'Uložené. Už vás necitujeme.',
    printed: 'Čo je už vytlačené, môže zostať.',
    answer: 'Uložené. Vaša odpoveď je zmenená.',
    proposed: 'Uložené. Ostatní váš príbeh neuvidia, kým niekto neprečíta vaše nové slová.',
  },
  stopQuoting: 'Prestaňte ma citovať',
  correct: 'Opraviť môj príbeh',
  correctHeading: 'Opravte svoj príbeh',
  correctHint: 'Názov a príbeh môžete meniť, kým ho niekto neprečíta.',
  filesStay:
    'Nahrávku ani obrázok tu nemôžete zmeniť. Ak to chcete urobiť, stiahnite tento príbeh a povedzte ho znova.',
  save: 'Uložiť zmeny',
  saved: 'Vaše zmeny sú uložené',
  proposeHint:
    'Váš príbeh už niekto prečítal. Ak slová zmeníte, ostatní ho neuvidia, kým niekto neprečíta tie nové.',
  proposal: 'Vaše nové slová ešte nikto neprečítal. Dovtedy ostatní váš príbeh nevidia.',
  withdraw: 'Stiahnuť môj príbeh',
  withdrawHeading: 'Chcete svoj príbeh stiahnuť?',
  withdrawWhat: [
    'Váš príbeh a všetky odpovede sa vymažú, aj nahrávka a obrázok, ak ste ich poslali. Nedá sa to vrátiť.',
    'Pre všetkých zmizne do sekundy.',
    'V skoršej záložnej kópii môže zostať dlhšie.',
    'Ak sme ho dali ďalej, lebo niekto môže byť vo vážnom nebezpečenstve, ten záznam môže zostať.',
    'Potom vaše potvrdenie nič neotvorí.',
  ],
  withdrawYes: 'Áno, stiahnuť',
  withdrawNo: 'Nie, nechať',
  withdrawn: 'Váš príbeh je stiahnutý',
  withdrawnText: 'Bol vymazaný. Vaše potvrdenie už nič neotvára a môžete ho vyhodiť.',
  close: 'Zavrieť toto potvrdenie',
};
