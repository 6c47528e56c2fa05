// What the page for an address that leads nowhere says, by language. The translations are machine drafts.

export interface NotFoundWords {
  heading: string;
  check: string;
  code: string;
}

export const texts: Readonly<Record<string, NotFoundWords>> = {
  en: {
    heading: 'There is no page at this address',
    check: 'Check the address. A letter may be missing, or one too many.',
    code: 'If you were given a link or a code, ask the person who gave it to you for it again.',
  },
  ar: {
    heading: 'لا توجد صفحة في هذا العنوان',
    check: 'تحقق من العنوان. ربما نقص منه حرف أو زاد.',
    code: 'إذا أُعطيت رابطًا أو رمزًا، فاطلبه مرة أخرى ممن أعطاك إياه.',
  },
  pl: {
    heading: 'Pod tym adresem nie ma strony',
    check: 'Sprawdź adres. Może brakuje w nim litery albo jest o jedną za dużo.',
    code: 'Jeśli masz od kogoś link lub kod, poproś tę osobę o niego jeszcze raz.',
  },
  sk: {
    heading: 'Na tejto adrese nie je žiadna stránka',
    check: 'Skontrolujte adresu. Možno v nej chýba písmeno alebo je jedno navyše.',
    code: 'Ak ste od niekoho dostali odkaz alebo kód, požiadajte ho oň ešte raz.',
  },
  so: {
    heading: 'Bog kuma jiro ciwaankan',
    check: 'Hubi ciwaanka. Waxaa laga yaabaa in xaraf ka maqan yahay ama ku dheeraad ah.',
    code: 'Haddii lagu siiyay link ama kood, mar kale weydiiso qofkii ku siiyay.',
  },
  ur: {
    heading: 'اس پتے پر کوئی صفحہ نہیں ہے',
    check: 'پتہ دیکھ لیں۔ شاید کوئی حرف رہ گیا ہو، یا ایک زیادہ ہو۔',
    code: 'اگر آپ کو کوئی لنک یا کوڈ دیا گیا تھا تو جس نے دیا تھا اس سے دوبارہ مانگ لیں۔',
  },
  'zh-Hans': {
    heading: '这个网址没有页面',
    check: '请检查网址，可能少了或多了一个字母。',
    code: '如果有人给了您链接或代码，请再向对方要一次。',
  },
};
