// Machine draft: a person who speaks the language must check it.
import type { PrintedTranslation } from './en';

export const so: PrintedTranslation = {
  form: {
    code: 'Koodhka foomka',
    check: 'Lambarka hubinta',
    date: 'Taariikhda maanta',
    rules: [
      'Waad ka boodi kartaa su’aal kasta. Kaliya bannaan uga tag.',
      'Fadlan ha qorin magacyada dadka iyo dugsiyada.',
      'Fadlan isticmaal qalin madow ama buluug ah.',
    ],
    happensHeading: 'Maxaa ku dhacaya foomkan',
    happens: [
      'Qof ayaa ku qora kombiyuutarkayaga. Dabadeed qof tababaran ayaa akhriya sheekadaada oo ka saara magacyada.',
      'Haddii aad ku ogolaato bogga ugu dambeeya, waxaa lala eegaa sheekooyin kale oo badan, si loo arko waxa shaqeynaya iyo waxa u baahan isbeddel.',
      'Cidina kuuma soo jawaabi karto, maxaa yeelay ma naqaan cidda aad tahay.',
      'Haddii sheekadaadu sheegto in qof si daran loo dhibayo, waxaa laga yaabaa inaan u gudbinno dadka caawin kara. Sidaas darteed ma ballanqaadi karno inaan sir ka dhigno.',
      'Ka jar rasiidhka bogga ugu dambeeya oo hayso. Waxaad ku akhrin kartaa sheekadaada mar kale ama dib ula noqon kartaa.',
    ],
    privacy: 'Sida aan u ilaalinno sheekadaada:',
    title: 'Cinwaan, haddii aad rabto',
    nextPage: 'Fadlan rog bogga',
    triad:
      'Hal iskutallaab ku samee saddex-xagalka. Inta aad gees ugu dhowdahay, ayay geeskaas ku habboon tahay.',
    dyad: 'Hal iskutallaab ku samee xarriiqda.',
    stones: 'Xaraf kasta ku qor afar-geeska meesha uu ku habboon yahay. Ka tag kuwa aan qayb ku lahayn.',
    tickOne: 'Mid calaamadee.',
    tickUpTo: (max) => `Calaamadee ilaa ${max}.`,
    tickAny: 'Calaamadee dhammaan kuwa ku habboon.',
    writeOne: 'Liisku aad buu u dheer yahay in halkan lagu daabaco. Qor hal magac, oo dhammaystiran oo cad.',
    writeUpTo: (max) =>
      `Liisku aad buu u dheer yahay in halkan lagu daabaco. Qor ilaa ${max} magac, oo dhammaystiran oo cad, mid walba sadar gaar ah.`,
    writeIn: 'Ama erayadaada:',
    only: (who) => `Kaliya: ${who}`,
    onlyWith: (letters) => `Kaliya haddii aad dooratay ${letters}`,
    page: (number, of) => `Bogga ${number} ee ${of}`,
    stop: (number) => `Halkan waad ku joojin kartaa. Dabadeed u gudub su’aasha ${number} ee dhammaadka.`,
    pages: (from, to) => (from === to ? `bogga ${from}` : `bogagga ${from} ilaa ${to}`),
    empty: 'Boggani waa bannaan yahay.',
    end: 'Mahadsanid. Fadlan soo celi foomka, rasiidhkana hayso.',
  },
  slip: {
    cut: 'Halkan ka jar oo hayso',
    heading: 'Rasiidhkaaga',
    keep: 'Hayso kan. Waa sida keliya ee aad sheekadaada mar kale ku heli karto, mid cusubna kuma siin karno.',
    careful: 'Qof kasta oo haysta wuu akhrin karaa sheekadaada.',
    open: 'Si aad u akhrido, u saxdo ama dib ula noqoto sheekadaada, afar-geeska ku iskaan garee taleefan, ama xarfaha ku qor',
    when: 'Wuu shaqeeyaa marka foomkaaga la qoro. Waxay qaadan kartaa dhowr maalmood.',
    qr: 'Koodhka QR ee furaya rasiidhka',
  },
  poster: {
    scan: 'Ku iskaan garee taleefankaaga',
    or: 'ama tag',
    code: 'Koodh',
    anonymous: 'Uma baahnid akoon. Ma weydiinno cidda aad tahay.',
    qr: 'Koodhka QR ee furaya foomka',
    from: (day) => `Laga bilaabo ${day}`,
    until: (day) => `Ilaa ${day}`,
  },
};
