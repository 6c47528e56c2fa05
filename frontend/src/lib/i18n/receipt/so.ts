// Somali, for the receipt page only. Machine draft: a person who speaks the language must check it.
import type { Translation } from '../translation';
import type { ReceiptWords } from './en';

export const words: Translation<ReceiptWords> = {
  heading: 'Rasiidhkaaga',
  intro: 'Rasiidhkaaga waxaad ku akhrin kartaa, ku sixi kartaa ama kula noqon kartaa sheekada aad dirtay.',
  field: 'Xarfaha rasiidhka',
  fieldHint: '26 xaraf iyo tiro. Xarfo yaryar, meelo bannaan iyo jiitimo dhib ma leh.',
  open: 'Fur',
  missing: 'Geli xarfaha rasiidhkaaga',
  malformed: 'Rasiidhku wuxuu leeyahay 26 xaraf iyo tiro. Hubi inaan midna ka maqnayn.',
  story: 'Sheekadaada',
  sentOn: (date) => `La diray ${date}`,
  stateHeading: 'Meesha ay hadda joogto',
  states: {
    held: 'Waxay sugaysaa qof tababaran inuu akhriyo. Qof kale weli ma arki karo.',
    cleared: 'Qof tababaran ayaa akhriyay. Hadda kuwa kale ayaa lala akhrin karaa, sida aad oggolaatay.',
    withheld: 'Qof tababaran ayaa akhriyay. Dadka kale lama tuso.',
  },
  worried: 'Waxaad tiri inaad ka welwelsan tahay badbaadada qof.',
  fetching: 'Waa la soo qaadayaa…',
  notFetched: 'Ma aynu soo qaadi karin. Sheekadaadu waa noo ammaan.',
  answers: 'Jawaabahaaga',
  noAnswers: 'Su’aalaha midna kama jawaabin.',
  consent: 'Waxaad oggolaatay',
  correct: 'Sax sheekadayda',
  correctHeading: 'Sax sheekadaada',
  correctHint: 'Cinwaanka iyo sheekada waad beddeli kartaa ilaa qof akhriyo.',
  filesStay:
    'Halkan duubistaada ama sawirkaaga kama beddeli kartid. Si aad taas u samayso, sheekadan la noqo oo mar kale sheeg.',
  save: 'Keydi isbeddelka',
  saved: 'Isbeddelkaagii waa la keydiyay',
  notCorrectable: 'Waa la akhriyay, markaa lama beddeli karo. Weli waad la noqon kartaa.',
  withdraw: 'La noqo sheekadayda',
  withdrawHeading: 'Ma rabtaa inaad sheekadaada la noqoto?',
  withdrawWhat: [
    'Sheekadaada iyo jawaabahaaga oo dhan waa la tirtirayaa, iyo duubista iyo sawirka haddii aad dirtay. Dib looma soo celin karo.',
    'Ilbiriqsi gudihiis ayay qof kasta ka baxdaa.',
    'Nuqul hore loo keydiyay ayaa wakhti dheer sii hayn kara.',
    'Haddii la gudbiyay maadaama qof khatar weyn ku jiri karo, diiwaankaasi wuu hari karaa.',
    'Intaas ka dib, rasiidhkaagu waxba ma furo.',
  ],
  withdrawYes: 'Haa, la noqo',
  withdrawNo: 'Maya, hay',
  withdrawn: 'Sheekadaadii waad la noqotay',
  withdrawnText: 'Waa la tirtiray. Rasiidhkaagu waxba ma furo, waadna tuuri kartaa.',
  close: 'Xir rasiidhkan',
};
