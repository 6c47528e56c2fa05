// Machine draft: a person who speaks the language must check it.
import type { PrintedTranslation } from './en';

export const pl: PrintedTranslation = {
  form: {
    code: 'Kod formularza',
    check: 'Numer kontrolny',
    date: 'Dzisiejsza data',
    rules: [
      'Możesz pominąć każde pytanie. Po prostu zostaw je puste.',
      'Prosimy nie podawać imion, nazwisk ani nazw szkół.',
      'Prosimy pisać ciemnym długopisem.',
    ],
    happensHeading: 'Co stanie się z tym formularzem',
    happens: [
      'Ktoś przepisze go do naszego komputera. Potem przeszkolona osoba przeczyta Twoją historię i usunie imiona i nazwy.',
      'Jeśli zgodzisz się na ostatniej stronie, będzie ona analizowana razem z wieloma innymi, by zobaczyć, co działa, a co trzeba zmienić.',
      'Nikt nie może Ci odpowiedzieć, ponieważ nie wiemy, kim jesteś.',
      'Jeśli z Twojej historii wynika, że komuś dzieje się poważna krzywda, możemy musieć przekazać ją osobom, które mogą pomóc. Dlatego nie możemy obiecać zachowania jej w tajemnicy.',
      'Oderwij potwierdzenie z ostatniej strony i zachowaj je. Dzięki niemu możesz ponownie przeczytać swoją historię lub ją wycofać.',
    ],
    title: 'Tytuł, jeśli chcesz',
    nextPage: 'Proszę odwrócić',
    triad: 'Postaw jeden krzyżyk w trójkącie. Im bliżej rogu, tym bardziej ten róg pasuje.',
    dyad: 'Postaw jeden krzyżyk na linii.',
    stones: 'Wpisz każdą literę w kwadrat w miejscu, do którego pasuje. Pomiń te, które nie odgrywają roli.',
    tickOne: 'Zaznacz jedno.',
    tickUpTo: (max) => `Zaznacz najwyżej ${max}.`,
    tickAny: 'Zaznacz wszystko, co pasuje.',
    writeOne: 'Lista jest za długa, żeby ją tu wydrukować. Wpisz jedną nazwę, w całości i wyraźnie.',
    writeUpTo: (max) =>
      `Lista jest za długa, żeby ją tu wydrukować. Wpisz najwyżej ${max} nazw, w całości i wyraźnie, każdą w osobnej linii.`,
    writeIn: 'Lub własnymi słowami:',
    only: (who) => `Tylko dla: ${who}`,
    onlyWith: (letters) => `Tylko jeśli wybrano ${letters}`,
    page: (number, of) => `Strona ${number} z ${of}`,
    empty: 'Ta strona jest pusta.',
    end: 'Dziękujemy. Prosimy oddać formularz bez potwierdzenia.',
  },
  slip: {
    cut: 'Oderwij tutaj i zachowaj',
    heading: 'Twoje potwierdzenie',
    keep: 'Zachowaj je. Tylko tak można odnaleźć Twoją historię, a my nie możemy wydać nowego.',
    careful: 'Każdy, kto je ma, może przeczytać Twoją historię.',
    open: 'Aby przeczytać, poprawić lub wycofać swoją historię, zeskanuj kwadrat telefonem lub wpisz litery na stronie',
    when: 'Działa po przepisaniu formularza. Może to potrwać kilka dni.',
    qr: 'Kod QR, który otwiera potwierdzenie',
  },
  poster: {
    scan: 'Zeskanuj telefonem',
    or: 'lub wejdź na',
    code: 'Kod',
    anonymous: 'Nie potrzebujesz konta. Nie pytamy, kim jesteś.',
    skip: 'Możesz pominąć każde pytanie.',
    qr: 'Kod QR, który otwiera formularz',
    from: (day) => `Od ${day}`,
    until: (day) => `Do ${day}`,
  },
};
