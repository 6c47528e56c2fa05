// Machine draft: a person who speaks the language must check it.
import type { PrintedTranslation } from './en';

export const sk: PrintedTranslation = {
  form: {
    code: 'Kód formulára',
    check: 'Kontrolné číslo',
    date: 'Dnešný dátum',
    rules: [
      'Každú otázku môžete vynechať. Jednoducho ju nechajte prázdnu.',
      'Prosím, nepíšte mená ľudí ani názvy škôl.',
      'Prosím, píšte tmavým perom.',
    ],
    happensHeading: 'Čo sa stane s týmto formulárom',
    happens: [
      'Niekto ho prepíše do nášho počítača. Potom si váš príbeh prečíta vyškolený človek a odstráni mená.',
      'Ak s tým na poslednej strane súhlasíte, pozrieme sa naň spolu s mnohými inými príbehmi, aby sme videli, čo funguje a čo treba zmeniť.',
      'Nikto vám nemôže odpovedať, lebo nevieme, kto ste.',
      'Ak váš príbeh hovorí, že sa niekomu vážne ubližuje, možno ho budeme musieť odovzdať ľuďom, ktorí môžu pomôcť. Preto nemôžeme sľúbiť, že zostane tajný.',
      'Odtrhnite si potvrdenie na poslednej strane a odložte si ho. S ním si môžete svoj príbeh znova prečítať alebo ho vziať späť.',
    ],
    title: 'Názov, ak chcete',
    nextPage: 'Prosím, otočte',
    triad: 'Urobte jeden krížik v trojuholníku. Čím bližšie k rohu, tým viac ten roh sedí.',
    dyad: 'Urobte jeden krížik na čiare.',
    stones: 'Napíšte každé písmeno do štvorca na miesto, kam patrí. Vynechajte tie, ktoré nemajú úlohu.',
    tickOne: 'Označte jedno.',
    tickUpTo: (max) => `Označte najviac ${max}.`,
    tickAny: 'Označte všetko, čo sedí.',
    writeOne: 'Zoznam je príliš dlhý na vytlačenie. Napíšte jeden názov, celý a čitateľne.',
    writeUpTo: (max) =>
      `Zoznam je príliš dlhý na vytlačenie. Napíšte najviac ${max} názvov, celé a čitateľne, každý na samostatný riadok.`,
    writeIn: 'Alebo vlastnými slovami:',
    only: (who) => `Len pre: ${who}`,
    onlyWith: (letters) => `Len ak ste vybrali ${letters}`,
    page: (number, of) => `Strana ${number} z ${of}`,
    empty: 'Táto strana je prázdna.',
    end: 'Ďakujeme. Prosím, odovzdajte formulár bez potvrdenia.',
  },
  slip: {
    cut: 'Tu odtrhnite a odložte si',
    heading: 'Vaše potvrdenie',
    keep: 'Odložte si ho. Je to jediný spôsob, ako svoj príbeh znova nájsť, a nové vám dať nemôžeme.',
    careful: 'Každý, kto ho má, môže čítať váš príbeh.',
    open: 'Ak chcete svoj príbeh čítať, opraviť alebo vziať späť, naskenujte štvorec telefónom alebo napíšte písmená na',
    when: 'Funguje po prepísaní formulára. Môže to trvať niekoľko dní.',
    qr: 'QR kód, ktorý otvorí potvrdenie',
  },
  poster: {
    scan: 'Naskenujte telefónom',
    or: 'alebo choďte na',
    code: 'Kód',
    anonymous: 'Nepotrebujete účet. Nepýtame sa, kto ste.',
    skip: 'Každú otázku môžete vynechať.',
    qr: 'QR kód, ktorý otvorí formulár',
    from: (day) => `Od ${day}`,
    until: (day) => `Do ${day}`,
  },
};
