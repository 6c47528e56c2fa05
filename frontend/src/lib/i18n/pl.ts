// Polish. Machine draft: a person who speaks the language must check it before it is relied on.
import { counted } from './plurals';
import type { Translation } from './translation';

export { words as offline } from './offline/pl';

const letters = counted('pl', { one: '# znak', few: '# znaki', many: '# znaków', other: '# znaku' });
const seconds = counted('pl', { one: '# sekundę', few: '# sekundy', many: '# sekund', other: '# sekundy' });
const minutes = counted('pl', { one: '# minutę', few: '# minuty', many: '# minut', other: '# minuty' });
const minutesLeft = counted('pl', {
  one: 'Została # minuta',
  few: 'Zostały # minuty',
  many: 'Zostało # minut',
  other: 'Zostało # minuty',
});

const around = counted('pl', { one: '# minuty', other: '# minut' });

export const form: Translation = {
  service: 'Sensing and Shaping',
  errorPrefix: 'Błąd: ',
  loading: 'Wczytywanie…',
  list: (items) => items.join(', '),
  quoted: (words) => `„${words}”`,
  percent: (percent) => `${percent}%`,

  frame: {
    skip: 'Przejdź do głównej treści',
    back: 'Wstecz',
    next: 'Dalej',
    change: 'Zmień',
    wording: 'Rodzaj tekstu',
    language: 'Język',
    nowIn: (name) => `Ta strona jest teraz w języku: ${name}`,
    minutesLeft: counted('pl', {
      one: 'Została około # minuta',
      few: 'Zostały około # minuty',
      many: 'Zostało około # minut',
      other: 'Zostało około # minuty',
    }),
    openReceipt: 'Otwórz moje potwierdzenie',
    start: 'Opowiedz historię',
    footerDanger: 'Grozi komuś niebezpieczeństwo? Zadzwoń:',
    footerChildline: 'Childline, za darmo, w dzień i w nocy:',
    privacy: 'Informacja o prywatności',
    accessibility: 'Dostępność',
    newTab: 'otwiera nową kartę',
  },

  variants: { plain: 'Zwykły tekst', easy: 'Tekst łatwy do czytania', child: 'Dla dzieci' },

  exit: {
    button: 'Wyjdź',
    clear: 'Przerwij i usuń',
    leaving: 'Opuszczasz tę stronę.',
    pressed: (times) =>
      times === 1
        ? 'Shift: naciśnij jeszcze 2 razy, aby wyjść.'
        : 'Shift: naciśnij jeszcze 1 raz, aby wyjść.',
    timedOut: 'Za mało naciśnięć. Strona zostaje otwarta.',
  },

  errors: {
    summary: 'Coś się nie udało',
    load: 'Nie udało się pobrać pytań. Sprawdź połączenie z internetem i spróbuj jeszcze raz.',
    unknownFramework: 'Pod tym adresem nie ma pytań. Sprawdź link.',
    language: (name) =>
      `Nie udało się pobrać słów w języku „${name}”. Może nie masz połączenia z internetem. Strona zostaje taka, jak była.`,
    tryAgain: 'Spróbuj jeszcze raz',
    kept: 'Nic z tego, co napisałeś lub napisałaś, nie zginęło. Wszystko jest nadal na tej stronie.',
    offline: 'Nie udało się połączyć. Może nie masz połączenia z internetem.',
    between:
      'Po drodze odpowiedziało coś innego, na przykład strona logowania Wi-Fi. Nic jeszcze nie dotarło.',
    tooLarge:
      'Coś po drodze nie przepuszcza tak dużej historii. Spróbuj w innej sieci albo bez nagrania lub obrazu.',
    unavailable: 'W tej chwili nie możemy przyjąć twojej historii.',
    busy: (wait) =>
      wait === undefined
        ? 'Teraz korzysta z tej strony bardzo dużo osób. Poczekaj chwilę i spróbuj jeszcze raz.'
        : `Teraz korzysta z tej strony bardzo dużo osób. Poczekaj ${wait < 90 ? seconds(wait) : minutes(Math.ceil(wait / 60))} i spróbuj jeszcze raz.`,
    conflict: 'Inna wersja tej historii jest już ukończona. Ta nie została wysłana.',
    replace: 'Zastąp ją tą wersją',
    second: 'Wyślij jako drugą historię',
    alreadyRead:
      'Wcześniejsza wersja tej historii do nas dotarła i ktoś już ją przeczytał, więc nie można jej zmienić. Twoje potwierdzenie otwiera tamtą wersję.',
    filesStay:
      'Mamy twoją historię w obecnej wersji. Ale nagranie i obraz zostają takie, jak wysłano je najpierw. Aby je zmienić, wycofaj historię swoim potwierdzeniem i opowiedz ją od nowa.',
    closed: 'Ten kod nie przyjmuje już historii. Możesz wysłać swoją historię bez kodu.',
    withoutCode: 'Wyślij bez kodu',
    invalid: 'Nie możemy przyjąć tej historii w takiej postaci.',
    unknown: 'Coś się u nas nie udało.',
    unknownReceipt:
      'Nie znajdujemy historii do tego potwierdzenia. Sprawdź każdą literę. Jeśli wycofałeś lub wycofałaś historię, już jej nie ma.',
    onlyWords:
      'Na tym urządzeniu nie ma miejsca na nagranie lub obraz i nie udało się ich wysłać. Zapisane są tylko słowa.',
    sendWords: 'Wyślij same słowa',
  },

  danger: {
    heading: 'Jeśli komuś grozi niebezpieczeństwo',
    now: 'Jeśli komuś teraz grozi niebezpieczeństwo, zadzwoń pod numer',
    childline: 'Jeśli masz mniej niż 19 lat i chcesz porozmawiać, zadzwoń za darmo do Childline:',
    nobodyReplies: 'Nikt nie może ci tu odpowiedzieć.',
    passedOn: 'Historię o poważnej krzywdzie możemy przekazać dalej.',
  },

  start: {
    heading: 'Opowiedz swoją historię',
    what: 'Opowiedz o czymś, co się wydarzyło, i co to dla ciebie znaczy.',
    takes: (count) => `Zajmie to około ${around(count)} i czas na pisanie.`,
    why: 'Historie wielu osób pokazują, co działa, a co trzeba zmienić.',
    rules: [
      'Możesz pominąć każde pytanie.',
      'Nie potrzebujesz konta. Nie pytamy, jak się nazywasz.',
      'Prosimy, nie podawaj imion, nazwisk ani nazw szkół.',
    ],
    noNames: 'Prosimy, nie podawaj nazwisk.',
    happensHeading: 'Co się stanie z twoją historią',
    happens: [
      'Najpierw czyta ją przeszkolona osoba i usuwa nazwy: twoje imię i nazwisko, a także innych osób, szkół i miejsc.',
      'Potem czytają ją osoby, które ulepszają usługi. Patrzą na wiele historii razem.',
      'Nikt nie może ci odpowiedzieć, bo nie wiemy, kim jesteś.',
      'Dostaniesz potwierdzenie. Dzięki niemu możesz później przeczytać, poprawić lub wycofać swoją historię.',
      'Jeśli z twojej historii wynika, że komuś dzieje się poważna krzywda, możemy być zmuszeni przekazać ją osobom, które mogą pomóc. Dlatego nie możemy obiecać, że zachowamy ją w tajemnicy. Jeśli ją przekażemy, może zostać o tym zapis, nawet gdy wycofasz historię.',
    ],
    exitHeading: 'Szybkie wyjście',
    exit: 'Na każdej stronie możesz nacisnąć u góry „Wyjdź”, aby szybko wyjść. Możesz też 3 razy nacisnąć klawisz Shift. To usuwa, co napisałeś lub napisałaś, i otwiera stronę z pogodą. Nie usuwa historii przeglądarki.',
    button: 'Zacznij',
    unchecked:
      'Te słowa przetłumaczył komputer. Nikt ich jeszcze nie sprawdził. Jeśli coś jest niejasne, wybierz inny język.',
    haveCode: 'Mam kod',
    code: 'Wpisz kod',
    joined: 'Opowiadasz dla:',
    closedCode: (code) =>
      `Kod „${code}” nie przyjmuje dziś historii. Możesz opowiedzieć swoją historię bez niego.`,
    unknownCode: (code) => `Nie znamy kodu „${code}”. Sprawdź go albo opowiedz swoją historię bez kodu.`,
    sentBefore: 'Twoja ostatnia historia została wysłana.',
    showReceipt: 'Pokaż jeszcze raz moje potwierdzenie',
  },

  wording: {
    question: 'Jakie mają być pytania?',
    hint: 'Możesz to zmienić na każdej stronie.',
    about: {
      plain: 'Pełne zdania, proste słowa',
      easy: 'Krótkie zdania i obrazki, odpowiedzi do wyboru z listy',
      child: 'Dla młodszych, z obrazkami',
    },
  },

  audience: { hint: 'Od tego zależy, jakie pytania zobaczysz. Możesz to pominąć.' },

  prompt: {
    question: 'O czym jest twoja historia?',
    missing: 'Wybierz, o czym jest twoja historia',
  },

  story: {
    question: 'Opowiedz swoją historię',
    title: 'Nadaj swojej historii tytuł (możesz to pominąć)',
    titleHint: 'Kilka słów, jak nagłówek',
    text: 'Co się wydarzyło?',
    hint: 'Wystarczy kilka zdań.',
    also: 'Tytuł, obraz i więcej',
    missing: 'Napisz, co się wydarzyło. Wystarczy kilka słów.',
    textTooLong: (over) => `Twoja historia jest za długa. Skróć ją co najmniej o ${letters(over)}.`,
    titleTooLong: (over) => `Tytuł jest za długi. Skróć go co najmniej o ${letters(over)}.`,
    left: (count) => `Możesz dopisać jeszcze: ${letters(count)}`,
    over: (count) => `Za dużo o: ${letters(count)}`,
  },

  aloud: {
    listen: 'Posłuchaj',
    stop: 'Stop',
    hear: (what) => `Posłuchaj: ${what}`,
    hearAnswer: 'Posłuchaj mojej odpowiedzi',
  },

  voice: {
    start: 'Nagraj swoją historię zamiast pisać',
    hint: 'Możesz mówić do 5 minut. Twój głos usłyszą tylko osoby, które pierwsze czytają historie. Prosimy, nie podawaj imion i nazwisk.',
    heading: 'Twoje nagranie',
    asking: 'Przeglądarka może zapytać, czy ta strona może użyć mikrofonu. Wybierz „Zezwól”.',
    cancel: 'Anuluj',
    recording: 'Nagrywanie trwa. Mów teraz.',
    left: (min, sec) => `Zostało ${min}:${String(sec).padStart(2, '0')}`,
    minutesLeft,
    stop: 'Zatrzymaj nagrywanie',
    ready: 'Nagranie jest gotowe. Możesz go posłuchać przed wysłaniem.',
    full: 'Czas się skończył. Zachowaliśmy wszystko, co zostało powiedziane.',
    again: 'Nagraj jeszcze raz',
    remove: 'Usuń nagranie',
    removed: 'Nagranie zostało usunięte.',
    refused:
      'Ta strona nie może użyć mikrofonu. Nic nie szkodzi: możesz napisać swoją historię. Możesz też zezwolić na mikrofon w przeglądarce i spróbować jeszcze raz.',
    missing: 'Nie znajdujemy mikrofonu. Nic nie szkodzi: możesz napisać swoją historię.',
    failed: 'Nagranie się nie udało. Spróbuj jeszcze raz albo napisz swoją historię.',
    silent: 'Nic nie słychać. Spróbuj jeszcze raz albo napisz swoją historię.',
    running: 'Najpierw zatrzymaj nagrywanie, a potem przejdź dalej',
    optional: 'Możesz zostawić to pole puste, bo historię opowiada twoje nagranie lub obraz.',
  },

  picture: {
    add: 'Dodaj obraz',
    another: 'Wybierz inny obraz',
    hint: 'Zdjęcie lub rysunek. Prosimy: bez twarzy i nazwisk. Zobaczą go tylko osoby, które pierwsze czytają historie.',
    heading: 'Twój obraz',
    alt: 'Dodany przez ciebie obraz',
    working: 'Przygotowujemy twój obraz…',
    ready: 'Obraz został dodany.',
    remove: 'Usuń obraz',
    removed: 'Obraz został usunięty.',
    tooBig: 'Ten plik jest za duży. Spróbuj z mniejszym albo przejdź dalej bez obrazu.',
    unreadable:
      'Nie udało się otworzyć tego pliku jako obrazu. Spróbuj z innym, na przykład ze zdjęciem, albo przejdź dalej bez obrazu.',
  },

  worried: {
    label: 'Boję się o czyjeś bezpieczeństwo',
    hint: 'Jeśli to zaznaczysz, przeczytamy twoją historię przed innymi. Może to jednak potrwać kilka dni.',
    ticked:
      'Przeszkolona osoba przeczyta twoją historię przed innymi i może ją przekazać osobom, które mogą pomóc. Nie czekaj na to, jeśli komuś teraz grozi niebezpieczeństwo.',
    key: 'Czyjeś bezpieczeństwo',
    no: 'Nie zaznaczono',
  },

  question: {
    skip: 'Możesz pominąć każde pytanie.',
    enough: 'Zakończ tutaj i wyślij',
    otherWays: 'Inne sposoby odpowiedzi',
    several: 'Jak to było dla ciebie?',
    clear: 'Usuń moją odpowiedź',
    cleared: 'Odpowiedź została usunięta',
    doesNotFit: 'Nie pasuje',
    unanswered: 'Bez odpowiedzi',
    usePicture: 'Użyj rysunku',
    useSliders: 'Użyj suwaków',
    useWords: 'Wybierz z listy',
    notPlaced: 'Jeszcze nie zaznaczono',
    keysFor: 'Klawiaturą:',
  },

  triad: {
    how: 'Dotknij trójkąta. Im bliżej rogu, tym bardziej pasuje.',
    slidersHow: 'Przesuń suwak. Dwa pozostałe się dopasują.',
    wordsHow: 'Wybierz jedną odpowiedź.',
    keys: 'Dowolna strzałka stawia znak, a strzałki go przesuwają. Z klawiszem Shift kroki są większe. Home lub End to środek. 1, 2 i 3 to rogi.',
    handle: 'Znak w trójkącie',
    share: (label, percent) => `${percent}% ${label}`,
    two: (a, b) => `Obie rzeczy tak samo:\n${a}\n${b}`,
    three: 'Wszystkie trzy tak samo',
  },

  dyad: {
    how: 'Dotknij linii.',
    wordsHow: 'Wybierz jedną odpowiedź.',
    keys: 'Dowolna strzałka stawia znak, a strzałki go przesuwają. Z klawiszem Shift kroki są większe. Home lub End to środek. 1 i 2 to końce.',
    handle: 'Znak na linii',
    at: (left, right, percent) =>
      percent === 50
        ? `W środku między „${left}” a „${right}”`
        : percent < 50
          ? `${100 - percent}% w stronę „${left}”`
          : `${percent}% w stronę „${right}”`,
    nearer: (label) => `Bliżej: ${label}`,
    middle: 'W środku',
  },

  stones: {
    which: 'Co chcesz umieścić?',
    how: 'Wybierz jedno, a potem dotknij miejsca w kwadracie. Możesz przeciągać. Nie musisz umieszczać wszystkich.',
    slidersHow: 'Dla każdego, które chcesz umieścić, przesuń oba suwaki.',
    wordsHow: 'Wybierz jedno. Potem wybierz z obu list.',
    keys: 'Dowolna strzałka umieszcza wybrane, a strzałki je przesuwają. Z klawiszem Shift kroki są większe. Home lub End to środek.',
    handle: (label) => `Miejsce: ${label}`,
    placed: 'umieszczono',
    takeOff: (label) => `Zdejmij: ${label}`,
    notMoved: 'Jeszcze nie przesunięto',
    between: (low, high) => `${low} albo ${high}`,
    where: (label, ends) => `${label}: ${ends}`,
    following: (label) => `Umieść następne: ${label}`,
    half: (label) => `Dokończ umieszczanie „${label}” albo zdejmij to`,
    at: (label, x, y) => `${label}: ${x}; ${y}`,
  },

  choice: {
    upTo: (max) => `Wybierz najwyżej ${max}.`,
    or: 'lub',
    writeIn: 'Własnymi słowami (możesz to pominąć)',
    tooMany: (max) => `Wybierz nie więcej niż ${max}`,
    writeInTooLong: (over) => `To jest za długie. Skróć co najmniej o ${letters(over)}.`,
  },

  consent: {
    question: 'Czy możemy wykorzystać twoją historię?',
    analysis: 'Czy możemy policzyć twoją historię razem z innymi i czegoś się z niej nauczyć?',
    quotation: 'Czy możemy cytować twoje słowa publicznie, bez twojego nazwiska?',
    yes: 'Tak',
    no: 'Nie',
    missing: 'Wybierz tak lub nie',
    uncounted: 'Twoja historia nie zostanie policzona i nikt się z niej niczego nie nauczy.',
    aboutHeading: 'Co to znaczy',
    about: [
      'Patrzymy na twoją historię i odpowiedzi razem z innymi, aby zobaczyć, co działa, a co trzeba zmienić.',
      'Twoje słowa mogą być w raporcie lub na stronie internetowej. Najpierw usuwamy imiona i nazwiska.',
      'Jeśli powiesz nie, przeszkolona osoba przeczyta historię tylko ze względu na bezpieczeństwo. Możesz to później zmienić z potwierdzeniem.',
    ],
    change: 'Zmień moją odpowiedź',
    anyway: 'Wyślij mimo to',
  },

  check: {
    heading: 'Sprawdź i wyślij',
    wording: 'Rodzaj tekstu',
    title: 'Tytuł',
    story: 'Historia',
    prompt: 'O czym jest',
    noText: 'Nic nie napisano',
    consent: 'Zgadzasz się na',
    consentAnalysis: 'policzenie jej razem z innymi',
    consentQuotation: 'cytowanie twoich słów publicznie, bez twojego nazwiska',
    consentNone: 'żadne z nich',
    send: 'Wyślij teraz',
    more: (count) => `Jeszcze kilka pytań (około ${around(count)})`,
    answered: (count) => `Pytania z odpowiedzią: ${count}. Pokaż je`,
    unanswered: (count) => `Pytania bez odpowiedzi: ${count}. Pokaż je`,
    sending: 'Wysyłanie…',
  },

  sent: {
    heading: 'Dziękujemy. Twoja historia jest u nas.',
    keptHeading: 'Dziękujemy. Twoja historia jest zapisana.',
    receipt: 'Twoje potwierdzenie',
    keep: 'Zachowaj to potwierdzenie. Tylko dzięki niemu znajdziesz swoją historię. Nie możemy wysłać nowego.',
    careful: 'Każdy, kto je ma, może przeczytać twoją historię. Trzymaj je tam, gdzie tylko ty zaglądasz.',
    letters: 'Litery potwierdzenia',
    qr: 'Kod QR, który otwiera twoje potwierdzenie',
    qrHint: 'Możesz też zeskanować to innym telefonem.',
    copy: 'Kopiuj',
    copied: 'Skopiowano',
    notCopied: 'Przeglądarka nie chce skopiować. Litery są zaznaczone: skopiuj je ręcznie.',
    save: 'Zapisz jako plik',
    saved: 'Zapisano w pobranych plikach',
    print: 'Drukuj',
    fileName: 'potwierdzenie.txt',
    nextHeading: 'Co będzie dalej',
    next: [
      'Przeszkolona osoba przeczyta twoją historię i usunie imiona i nazwiska.',
      'Potem inni przeczytają ją razem z innymi historiami, jeśli się na to zgadzasz.',
      'W każdej chwili możesz otworzyć potwierdzenie: zobaczyć, co się dzieje z historią, poprawić ją lub wycofać.',
    ],
    another: 'Opowiedz inną historię',
    anotherLinked:
      'Zobaczymy, że obie historie są od jednej osoby, ale nadal nie będziemy wiedzieć, kim jesteś.',
    anotherApart: 'Opowiedz inną historię bez tego połączenia',
    open: 'Otwórz teraz moje potwierdzenie',
    leaving: 'Nie masz jeszcze swojego potwierdzenia. Bez niego nie znajdziesz swojej historii.',
    gotIt: 'Już je mam',
  },
};
