// Polish. Machine draft: a person who speaks the language must check it before it is relied on.
import { counted } from '../plurals';
import type { Translation } from '../translation';
import type { OfflineWords } from './en';

const wait = counted('pl', {
  one: 'Na tym urządzeniu # historia czeka na wysłanie.',
  few: 'Na tym urządzeniu # historie czekają na wysłanie.',
  many: 'Na tym urządzeniu # historii czeka na wysłanie.',
  other: 'Na tym urządzeniu # historii czeka na wysłanie.',
});
const notSent = counted('pl', {
  one: '# historii nie udało się wysłać. Potrzebna jest twoja pomoc.',
  other: '# historii nie udało się wysłać. Potrzebna jest twoja pomoc.',
});
const waiting = counted('pl', {
  one: '# historia czeka na wysłanie',
  few: '# historie czekają na wysłanie',
  many: '# historii czeka na wysłanie',
  other: '# historii czeka na wysłanie',
});
const left = counted('pl', {
  one: 'Została # sekunda',
  few: 'Zostały # sekundy',
  many: 'Zostało # sekund',
  other: 'Zostało # sekundy',
});

export const words: Translation<OfflineWords> = {
  sent: {
    waiting: 'Zapisano na tym urządzeniu; wyśle się samo.',
    hint: 'Wyśle się, gdy będzie połączenie, albo gdy następnym razem otworzysz tę stronę.',
    mayBeCleared:
      'Otwórz tę stronę wkrótce ponownie: przeglądarka może to usunąć, gdy zabraknie jej miejsca.',
    receipt: 'Potwierdzenie zadziała, gdy historia zostanie wysłana.',
    arrived: 'Twoja historia dotarła.',
    refused: 'Nie możemy przyjąć twojej historii w tej postaci. Nadal jest zapisana na tym urządzeniu.',
    look: 'Zobacz, co zrobić',
  },
  notKept: {
    before:
      'To urządzenie niczego nie zapisze. Możesz opowiedzieć historię, ale zostań na stronie, aż ją otrzymamy.',
    text: 'Nie możemy się połączyć, a to urządzenie nie chce zapisać twojej historii. Nadal jest na tej stronie. Prosimy, jeszcze jej nie zamykaj.',
    file: 'Zapisz moją historię jako plik',
    fileName: 'moja-historia.txt',
    fileSaved:
      'Zapisano w pobranych plikach. W pliku są twoje słowa: trzymaj go tam, gdzie tylko ty zaglądasz.',
  },
  banner: {
    waiting: wait,
    refused: notSent,
    waitsHere: 'Historia do tego potwierdzenia nadal tu czeka. Otworzysz ją, gdy zostanie wysłana.',
    see: 'Zobacz czekające historie',
  },
  list: {
    heading: 'Historie czekające na tym urządzeniu',
    intro: 'Wysyłają się same, od najstarszej, gdy ta strona jest otwarta i jest połączenie.',
    none: 'Żadna historia nie czeka. Wszystko zostało wysłane.',
    told: (date) => `Opowiedziana: ${date}`,
    waiting: 'Czeka na wysłanie',
    closed: 'Nie wysłano. Kod, z którym ją opowiedziano, nie przyjmuje dziś historii.',
    read: 'Nie wysłano. Wcześniejsza wersja dotarła i została przeczytana, więc nie można jej zmienić. Twoje potwierdzenie otwiera tamtą wersję.',
    faulty: 'Nie wysłano. Trzeba coś zmienić:',
    other:
      'Nie wysłano. Inna wersja tej historii została wysłana lub wycofana. Otwórz tę i wybierz, co zrobić.',
    tryNow: 'Spróbuj wysłać teraz',
    trying: 'Próbujemy…',
    stillWaiting: 'Jeszcze się nie udało. Nic nie zginęło: spróbujemy sami jeszcze raz.',
    mend: 'Otwórz i zmień',
    withoutCode: 'Wyślij bez kodu',
    again: 'Spróbuj jeszcze raz z kodem',
    remove: 'Usuń z tego urządzenia',
    sure: 'Usunąć tę historię? Nie została wysłana i nikt inny jej nie ma.',
    yes: 'Tak, usuń',
    no: 'Nie, zostaw',
    removed: 'Historia została usunięta.',
    seen: 'Dobrze, wiem',
    notRemoved: 'To urządzenie nie usunęło historii. Nadal tu jest. Spróbuj jeszcze raz.',
    back: 'Wróć na początek',
  },
  draft: {
    label: 'Pamiętaj tę historię na tym urządzeniu, aż ją wyślę',
    hint: 'Wtedy możesz przerwać i dokończyć później. Zaznacz tylko wtedy, gdy urządzenie jest twoje: każdy, kto go używa, mógłby otworzyć twoją historię. Usuniemy ją, gdy ją wyślesz i gdy użyjesz „Wyjdź”.',
    elsewhere: 'Ta historia zmieniła się też w innym oknie. Obie wersje są tu zapamiętane.',
    gone: 'Ta historia została wysłana lub usunięta w innym oknie. To, co tu widzisz, nie jest zapamiętane.',
    noRoom: 'Urządzenie nie mogło zapamiętać twojej historii. Może brakuje miejsca.',
    heading: 'Masz tu niedokończoną historię.',
    carryOn: 'Dokończ swoją historię',
    remove: 'Usuń ją',
    sure: 'Usunąć niedokończoną historię? Nie da się jej przywrócić.',
    yesDelete: 'Tak, usuń',
    noKeep: 'Nie, zostaw',
    removed: 'Niedokończona historia została usunięta.',
    unreachable: 'Nie udało się pobrać pytań do tej historii. Spróbuj jeszcze raz, gdy będzie połączenie.',
  },
  kiosk: {
    noRoom: 'Ten tablet nie może zapisać kolejnej historii. Zawołaj osobę prowadzącą.',
    notSaved: 'Jedna historia nie jest zapisana',
    for: 'Historie dla',
    waiting: (count) => (count === 0 ? 'Wszystkie historie są wysłane' : waiting(count)),
    shared: 'To jest wspólny tablet. Gdy skończysz, wszystko, co zostało napisane, zniknie z ekranu.',
    exit: 'Na każdej stronie możesz nacisnąć „Przerwij i usuń” albo 3 razy klawisz Shift. Wszystko, co tu napisano, od razu zniknie. Jeśli nikt nie dotknie tabletu przez 2 minuty, sam się wyczyści; najpierw zapyta.',
    keep: 'Tablet zaraz zapomni twoje potwierdzenie. Zrób mu zdjęcie, zeskanuj je telefonem, wydrukuj albo przepisz.',
    later: 'Potwierdzenie zadziała, gdy historia zostanie wysłana.',
    handOver: 'Przekaż następnej osobie',
    idleHeading: 'Czy jeszcze tu jesteś?',
    idle: 'Jeśli nie naciśniesz przycisku, wszystko na tym ekranie zostanie usunięte, aby nikt inny tego nie przeczytał.',
    idleLeft: left,
    stay: 'Jestem tu nadal',
    cleared: 'Wszystko zostało usunięte. Może zacząć następna osoba.',
  },
};
