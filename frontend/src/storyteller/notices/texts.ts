// What the pages with notices say besides the notice itself, by language. The translations are machine drafts.

/** The way in for staff, whose pages are in English. */
export const STAFF = 'Staff: sign in';

export interface NoticeWords {
  /** The notice is not in the reader's language. */
  otherLanguage: string;
  version: (version: number, day: string) => string;
  /** An earlier version is shown. */
  earlier: string;
  newest: string;
  /** The part for earlier versions. */
  before: string;
  failed: string;
  unknown: string;
}

const en: NoticeWords = {
  otherLanguage: 'This text is not in your language yet.',
  version: (version, day) => `Version ${version}, ${day}`,
  earlier: 'This is an earlier version.',
  newest: 'Read the version of today',
  before: 'Earlier versions',
  failed: 'We could not get this text. Check your connection and try again.',
  unknown: 'There is no such version.',
};

export const texts: Readonly<Record<string, NoticeWords>> = {
  en,
  ar: {
    otherLanguage: 'هذا النص غير متوفر بلغتك بعد.',
    version: (version, day) => `الإصدار ${version}، ${day}`,
    earlier: 'هذا إصدار سابق.',
    newest: 'اقرأ إصدار اليوم',
    before: 'إصدارات سابقة',
    failed: 'لم نتمكن من جلب هذا النص. تحقق من اتصالك وحاول مرة أخرى.',
    unknown: 'لا يوجد إصدار كهذا.',
  },
  pl: {
    otherLanguage: 'Tego tekstu nie ma jeszcze w Twoim języku.',
    version: (version, day) => `Wersja ${version}, ${day}`,
    earlier: 'To jest wcześniejsza wersja.',
    newest: 'Przeczytaj dzisiejszą wersję',
    before: 'Wcześniejsze wersje',
    failed: 'Nie udało się pobrać tego tekstu. Sprawdź połączenie i spróbuj jeszcze raz.',
    unknown: 'Nie ma takiej wersji.',
  },
  sk: {
    otherLanguage: 'Tento text ešte nie je vo vašom jazyku.',
    version: (version, day) => `Verzia ${version}, ${day}`,
    earlier: 'Toto je staršia verzia.',
    newest: 'Prečítať dnešnú verziu',
    before: 'Staršie verzie',
    failed: 'Tento text sa nepodarilo načítať. Skontrolujte pripojenie a skúste to znova.',
    unknown: 'Taká verzia neexistuje.',
  },
  so: {
    otherLanguage: 'Qoraalkan weli luqaddaada kuma qorna.',
    version: (version, day) => `Nooca ${version}, ${day}`,
    earlier: 'Kani waa nooc hore.',
    newest: 'Akhri nooca maanta',
    before: 'Noocyadii hore',
    failed: 'Ma helin qoraalkan. Hubi xiriirkaaga oo isku day mar kale.',
    unknown: 'Ma jiro nooc noocaas ah.',
  },
  ur: {
    otherLanguage: 'یہ متن ابھی آپ کی زبان میں نہیں ہے۔',
    version: (version, day) => `نسخہ ${version}، ${day}`,
    earlier: 'یہ پرانا نسخہ ہے۔',
    newest: 'آج کا نسخہ پڑھیں',
    before: 'پرانے نسخے',
    failed: 'یہ متن حاصل نہ ہو سکا۔ اپنا کنکشن دیکھیں اور دوبارہ کوشش کریں۔',
    unknown: 'ایسا کوئی نسخہ نہیں۔',
  },
  'zh-Hans': {
    otherLanguage: '此内容还没有您的语言版本。',
    version: (version, day) => `第 ${version} 版，${day}`,
    earlier: '这是以前的版本。',
    newest: '阅读当前版本',
    before: '以前的版本',
    failed: '无法获取此内容。请检查网络连接，然后重试。',
    unknown: '没有这个版本。',
  },
};

/** The languages and wordings of the page around the notice. */
export const READ_IN = [...new Set(['en', 'en-x-easy', 'en-x-child', ...Object.keys(texts)])];

export const wordsFor = (language: string): NoticeWords => texts[language] ?? en;
