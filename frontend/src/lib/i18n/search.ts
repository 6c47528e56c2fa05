// What is said beside a choice so long that people search it. It is fetched with the search, in all languages, because few
// frameworks have such a choice. Languages other than English are machine drafts, like those of the form.

export interface SearchWords {
  /** The label of the field, and the button that leads back to it. */
  label: string;
  hint: (count: string) => string;
  found: (count: string) => string;
  more: (count: string) => string;
  none: string;
  /** Above what was chosen, and before it when it is announced. */
  chosen: string;
  remove: string;
  removed: string;
  /** The button that shows all options at once. */
  whole: string;
  /** For letters that were typed and led to no choice. */
  unfinished: string;
}

const en: SearchWords = {
  label: 'Search the list',
  hint: (count) => `Type the first letters of a name, then choose it. There are ${count} names in the list.`,
  found: (count) => `Found: ${count}`,
  more: (count) => `${count} more: type more letters`,
  none: 'Nothing found. Try fewer letters, or another spelling.',
  chosen: 'Chosen',
  remove: 'Remove',
  removed: 'Removed',
  whole: 'Show the whole list instead',
  unfinished: 'Choose a name from the list, or clear what you typed',
};

/** By language. */
export const SEARCH_WORDS: Readonly<Record<string, SearchWords>> = {
  en,
  ar: {
    label: 'ابحث في القائمة',
    hint: (count) => `اكتب الحروف الأولى من الاسم، ثم اختره. عدد الأسماء في القائمة: ${count}.`,
    found: (count) => `عدد النتائج: ${count}`,
    more: (count) => `نتائج أخرى: ${count}. اكتب حروفًا أكثر`,
    none: 'لا توجد نتيجة. جرّب حروفًا أقل أو كتابة أخرى.',
    chosen: 'تم اختيار',
    remove: 'إزالة',
    removed: 'تمت الإزالة',
    whole: 'اعرض القائمة كلها بدلًا من ذلك',
    unfinished: 'اختر اسمًا من القائمة، أو امسح ما كتبته',
  },
  pl: {
    label: 'Szukaj na liście',
    hint: (count) => `Wpisz pierwsze litery nazwy, a potem ją wybierz. Liczba nazw na liście: ${count}.`,
    found: (count) => `Znaleziono: ${count}`,
    more: (count) => `Więcej wyników: ${count}. Wpisz więcej liter`,
    none: 'Nic nie znaleziono. Wpisz mniej liter lub inną pisownię.',
    chosen: 'Wybrano',
    remove: 'Usuń',
    removed: 'Usunięto',
    whole: 'Pokaż całą listę',
    unfinished: 'Wybierz nazwę z listy albo usuń wpisany tekst',
  },
  sk: {
    label: 'Hľadať v zozname',
    hint: (count) => `Napíšte prvé písmená názvu a potom ho vyberte. Počet názvov v zozname: ${count}.`,
    found: (count) => `Nájdené: ${count}`,
    more: (count) => `Ďalšie výsledky: ${count}. Napíšte viac písmen`,
    none: 'Nič sa nenašlo. Skúste menej písmen alebo iný zápis.',
    chosen: 'Vybrané',
    remove: 'Odobrať',
    removed: 'Odobraté',
    whole: 'Zobraziť celý zoznam',
    unfinished: 'Vyberte názov zo zoznamu alebo vymažte, čo ste napísali',
  },
  so: {
    label: 'Ka raadi liiska',
    hint: (count) => `Qor xarfaha hore ee magaca, kadibna dooro. Liiska waxaa ku jira ${count} magac.`,
    found: (count) => `La helay: ${count}`,
    more: (count) => `${count} kale: qor xarfo badan`,
    none: 'Waxba lama helin. Isku day xarfo ka yar ama qoraal kale.',
    chosen: 'La doortay',
    remove: 'Ka saar',
    removed: 'Waa laga saaray',
    whole: 'Tus liiska oo dhan',
    unfinished: 'Magac ka dooro liiska, ama tirtir waxaad qortay',
  },
  ur: {
    label: 'فہرست میں تلاش کریں',
    hint: (count) => `نام کے پہلے حروف لکھیں، پھر اسے چنیں۔ فہرست میں ${count} نام ہیں۔`,
    found: (count) => `ملے: ${count}`,
    more: (count) => `مزید ${count}: اور حروف لکھیں`,
    none: 'کچھ نہیں ملا۔ کم حروف یا دوسرے ہجے آزمائیں۔',
    chosen: 'چنا گیا',
    remove: 'ہٹائیں',
    removed: 'ہٹا دیا گیا',
    whole: 'اس کے بجائے پوری فہرست دکھائیں',
    unfinished: 'فہرست سے نام چنیں، یا لکھا ہوا مٹا دیں',
  },
  'zh-Hans': {
    label: '在列表中查找',
    hint: (count) => `输入名称开头的几个字，然后选择。列表中有 ${count} 个名称。`,
    found: (count) => `找到 ${count} 个`,
    more: (count) => `还有 ${count} 个：请多输入几个字`,
    none: '没有找到。请少输入几个字，或者换一种写法。',
    chosen: '已选',
    remove: '移除',
    removed: '已移除',
    whole: '改为显示完整列表',
    unfinished: '请从列表中选择，或者清除您输入的文字',
  },
};

/** The words in a language of the interface. */
export function searchWords(language: string): SearchWords & { count: (count: number) => string } {
  const format = new Intl.NumberFormat(`${language}-u-nu-latn`);
  return { ...(SEARCH_WORDS[language] ?? en), count: (count) => format.format(count) };
}
