// Polish, for the receipt page only. Machine draft: a person who speaks the language must check it.
import type { Translation } from '../translation';
import type { ReceiptWords } from './en';

export const words: Translation<ReceiptWords> = {
  heading: 'Twoje potwierdzenie',
  intro: 'Z potwierdzeniem możesz przeczytać, poprawić lub wycofać wysłaną historię.',
  field: 'Litery potwierdzenia',
  fieldHint: '26 liter i cyfr. Małe litery, spacje i kreski nie mają znaczenia.',
  open: 'Otwórz',
  missing: 'Wpisz litery swojego potwierdzenia',
  malformed: 'Potwierdzenie ma 26 liter i cyfr. Sprawdź, czy żadnej nie brakuje.',
  story: 'Twoja historia',
  sentOn: (date) => `Wysłano: ${date}`,
  stateHeading: 'Gdzie teraz jest',
  states: {
    held: 'Czeka, aż przeczyta ją przeszkolona osoba. Nikt inny jej jeszcze nie widzi.',
    cleared:
      'Przeczytała ją przeszkolona osoba. Teraz inni mogą ją czytać i oglądać razem z innymi historiami, tak jak się na to zgadzasz.',
    withheld: 'Przeczytała ją przeszkolona osoba. Nie pokazujemy jej innym.',
  },
  worried: 'Boisz się o czyjeś bezpieczeństwo: tak zaznaczono.',
  fetching: 'Pobieranie…',
  notFetched: 'Nie udało się tego pobrać. Twoja historia jest u nas bezpieczna.',
  answers: 'Twoje odpowiedzi',
  noAnswers: 'Nie ma odpowiedzi na żadne pytanie.',
  consent: 'Co możemy zrobić z twoją historią',
  done: {
    counted: 'Zapisano. Twoja historia jest liczona razem z innymi.',
    uncounted: 'Zapisano. Twoja historia nie jest już liczona.',
    quoted: 'Zapisano. Można cytować twoje słowa.',
    unquoted: 'Zapisano. Już cię nie cytujemy.',
    printed: 'To, co wydrukowano, może zostać.',
    answer: 'Zapisano. Twoja odpowiedź jest zmieniona.',
    proposed: 'Zapisano. Inni nie zobaczą twojej historii, dopóki ktoś nie przeczyta nowych słów.',
  },
  stopQuoting: 'Nie cytujcie mnie więcej',
  correct: 'Popraw moją historię',
  correctHeading: 'Popraw swoją historię',
  correctHint: 'Możesz zmieniać tytuł i historię, dopóki ktoś jej nie przeczyta.',
  filesStay:
    'Nagrania ani obrazu nie można tu zmienić. Aby to zrobić, wycofaj tę historię i opowiedz ją od nowa.',
  save: 'Zapisz zmiany',
  saved: 'Zmiany zostały zapisane',
  proposeHint:
    'Ktoś już przeczytał twoją historię. Jeśli zmienisz słowa, inni jej nie zobaczą, dopóki ktoś nie przeczyta nowych.',
  proposal: 'Nikt jeszcze nie przeczytał twoich nowych słów. Do tego czasu inni nie widzą twojej historii.',
  withdraw: 'Wycofaj moją historię',
  withdrawHeading: 'Czy chcesz wycofać swoją historię?',
  withdrawWhat: [
    'Usuniemy twoją historię i wszystkie odpowiedzi, a także nagranie i obraz, jeśli były wysłane. Nie można tego cofnąć.',
    'Zniknie dla wszystkich w ciągu sekundy.',
    'Kopia zapasowa zrobiona wcześniej może ją przechować dłużej.',
    'Jeśli została przekazana, bo komuś może grozić poważne niebezpieczeństwo, tamten zapis może zostać.',
    'Potem twoje potwierdzenie niczego nie otworzy.',
  ],
  withdrawYes: 'Tak, wycofaj',
  withdrawNo: 'Nie, zostaw',
  withdrawn: 'Twoja historia jest wycofana',
  withdrawnText: 'Została usunięta. Twoje potwierdzenie niczego już nie otwiera i możesz je wyrzucić.',
  close: 'Zamknij to potwierdzenie',
};
