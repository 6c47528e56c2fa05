// Somali. Machine draft: a person who speaks the language must check it before it is relied on.
import type { Translation } from '../translation';
import type { OfflineWords } from './en';

export const words: Translation<OfflineWords> = {
  sent: {
    waiting: 'Waxaa lagu keydiyay qalabkan; iskeed ayay u bixi doontaa.',
    hint: 'Waxay baxaysaa marka internet la helo, ama marka xigta ee aad boggan furto.',
    mayBeCleared:
      'Fadlan dhowaan mar kale fur boggan: browser-kaagu wuu tirtiri karaa marka meel ka dhammaato.',
    receipt: 'Rasiidhkaagu wuu shaqeeyaa marka sheekada la diro.',
    arrived: 'Sheekadaadii way gaartay.',
    refused: 'Adeeggu sheekadaada sidaas uma qaadi karo. Weli qalabkan ayay ku keydsan tahay.',
    look: 'Eeg waxa la sameeyo',
  },
  notKept: {
    before:
      'Qalabkani waxba ma keydinayo. Sheekada waad sheegi kartaa, laakiin bogga joog ilaa ay na soo gaarto.',
    text: 'Ma gaari karno adeegga, qalabkanina ma keydin sheekadaada. Weli boggan ayay ku jirtaa. Fadlan weli ha xirin bogga.',
    file: 'Sheekadayda fayl u keydi',
    fileName: 'sheekadayda.txt',
    fileSaved:
      'Waxaa lagu keydiyay faylasha la soo dejiyay. Faylku wuxuu hayaa ereyadaada: dhig meel adiga oo keliya eegto.',
  },
  banner: {
    waiting: (count) => `Qalabkan ${count} sheeko ayaa ku sugaysa in la diro.`,
    refused: (count) => `${count} sheeko lama diri karin, adigay ku sugaysaa.`,
    waitsHere: 'Sheekada rasiidhkan weli halkan ayay ku sugaysaa. Waad furi kartaa marka la diro.',
    see: 'Eeg sheekooyinka sugaya',
  },
  list: {
    heading: 'Sheekooyinka ku sugaya qalabkan',
    intro:
      'Iskood ayay u baxaan, tan ugu hore marka hore, mar kasta oo boggani furan yahay oo internet jiro.',
    none: 'Sheeko sugaysa ma jirto. Wax walba waa la diray.',
    told: (date) => `La sheegay ${date}`,
    waiting: 'Waxay sugaysaa in la diro',
    closed: 'Lama dirin. Lambarka lagu sheegay maanta sheekooyin ma qaato.',
    read: 'Lama dirin. Nooc hore ayaa na soo gaaray oo la akhriyay, markaa lama beddeli karo. Rasiidhkaagu noocaas ayuu furayaa.',
    faulty: 'Lama dirin. Wax ka mid ah waa in la beddelo:',
    other: 'Lama dirin. Nooc kale oo sheekadan ah ayaa la diray ama laga noqday. Kan fur si aad u doorato.',
    tryNow: 'Hadda isku day inaad dirto',
    trying: 'Waa la isku dayayaa…',
    stillWaiting: 'Weli ma shaqayn. Waxba ma lumin: annaga ayaa mar kale isku dayi doonna.',
    mend: 'Fur oo beddel',
    withoutCode: 'Ku dir lambar la’aan',
    again: 'Mar kale lambarka ku isku day',
    remove: 'Ka tirtir qalabkan',
    sure: 'Sheekadan ma tirtirnaa? Lama dirin, qof kalena ma hayo.',
    yes: 'Haa, tirtir',
    no: 'Maya, hay',
    removed: 'Sheekadii waa la tirtiray.',
    seen: 'Haye, waan akhriyay',
    notRemoved: 'Qalabkani ma tirtiri karin sheekada. Weli halkan ayay joogtaa. Mar kale isku day.',
    back: 'Ku noqo bilowga',
  },
  draft: {
    label: 'Sheekadan ku xasuuso qalabkan ilaa aan diro',
    hint: 'Markaa waad joogsan kartaa oo hadhow sii wadi kartaa. Calaamadee oo keliya haddii qalabku kaaga yahay: qof kasta oo isticmaala wuu furi karaa sheekadaada. Waa la tirtiraa marka aad dirto, iyo marka aad isticmaasho “Ka bax”.',
    elsewhere: 'Sheekadan waxaa sidoo kale lagu beddelay daaqad kale. Labadaba halkan waa lagu xasuustaa.',
    gone: 'Sheekadan daaqad kale ayaa laga diray ama laga tirtiray. Waxa aad halkan aragto laguma xasuusto.',
    noRoom: 'Qalabkani ma xasuusan karin sheekadaada. Waxaa laga yaabaa in meel la’aan jirto.',
    heading: 'Halkan waxaad ku leedahay sheeko aan dhammaan.',
    carryOn: 'Sii wad sheekadaada',
    remove: 'Tirtir',
    sure: 'Ma tirtirnaa sheekadaada aan dhammaan? Dib looma soo celin karo.',
    yesDelete: 'Haa, tirtir',
    noKeep: 'Maya, hay',
    removed: 'Sheekadaadii aan dhammaan waa la tirtiray.',
    unreachable: 'Ma aynu heli karin su’aalaheeda. Mar kale isku day marka internet jiro.',
  },
  kiosk: {
    noRoom: 'Tablet-kani sheeko kale ma keydin karo. Fadlan u yeer qofka munaasabadda maamula.',
    notSaved: 'Sheeko lama keydin',
    for: 'Sheekooyin loogu talagalay',
    waiting: (count) =>
      count === 0 ? 'Sheekooyinka oo dhan waa la diray' : `${count} sheeko ayaa sugaysa in la diro`,
    shared:
      'Kani waa tablet la wadaago. Marka aad dhammayso, wixii aad qortay oo dhan shaashadda way ka baxayaan.',
    exit: 'Bog kasta waxaad ku riixi kartaa “Jooji oo tirtir”, ama 3 jeer furaha Shift. Wixii aad halkan ku qortay isla markiiba way baxayaan. Haddii aan cidna taaban 2 daqiiqo, isagaa is tirtiraya; marka hore ayuu ku weydiinayaa.',
    keep: 'Tablet-ku hadda wuu illoobayaa rasiidhkaaga. Sawir ka qaad, taleefan ku sawir, daabac ama qor.',
    later: 'Rasiidhku wuu shaqeeyaa marka sheekada la diro.',
    handOver: 'U dhiib qofka xiga',
    idleHeading: 'Weli ma joogtaa?',
    idle: 'Haddii aanad badhanka riixin, wax kasta oo shaashaddan ku jira waa la tirtirayaa, si aan qof kale u akhrin.',
    idleLeft: (seconds) => `Waxaa haray ${seconds} ilbiriqsi`,
    stay: 'Weli waan joogaa',
    cleared: 'Wax walba waa la tirtiray. Qofka xiga wuu bilaabi karaa.',
  },
};
