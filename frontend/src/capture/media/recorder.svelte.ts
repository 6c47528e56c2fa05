// Records a voice: asks for the microphone, counts the time down, hears how loud it is, and always lets go again.

/** How long a story may be spoken. */
export const SECONDS = 300;
/** What the service takes, less a little for the second that is being recorded when it is reached. */
const BYTES = 4_900_000;
const TICK = 100;

export type State = 'idle' | 'asking' | 'recording' | 'refused' | 'missing' | 'failed';

/** What a browser records well and the service takes, the best first. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];

/** Speech is clear at this rate, and five minutes of it are a bit more than one megabyte. */
const BITS_PER_SECOND = 32_000;

/** Whether this browser can record at all. */
export function canRecord(): boolean {
  return 'MediaRecorder' in window && 'mediaDevices' in navigator && typeOf() !== undefined;
}

function typeOf(): string | undefined {
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type));
}

export class Recorder {
  state: State = $state('idle');
  /** Whole seconds that are left. */
  left = $state(SECONDS);
  /** How loud it is, from 0 to 1. */
  level = $state(0);

  #stream: MediaStream | undefined;
  #recording: MediaRecorder | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ear: Ear | undefined;
  /** Counts the times that a recording was asked for or given up. */
  #turn = 0;

  /** @param done Gets what was recorded, and whether it ended because nothing more fits. */
  constructor(private readonly done: (voice: Blob, full: boolean) => void) {}

  async start(): Promise<void> {
    const turn = ++this.#turn;
    this.state = 'asking';
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      if (turn === this.#turn) this.state = reasonOf(error);
      return;
    }
    // They changed their mind, or left, while the browser was asking.
    if (turn !== this.#turn) return letGo(stream);
    try {
      this.#record(stream);
    } catch {
      letGo(stream);
      this.state = 'failed';
    }
  }

  /** Ends the recording and keeps it; gives up asking. */
  stop(): void {
    this.#turn += 1;
    if (this.#recording?.state === 'recording') this.#recording.stop();
    else this.#rest('idle');
  }

  #record(stream: MediaStream): void {
    const type = typeOf();
    const recording = new MediaRecorder(stream, {
      audioBitsPerSecond: BITS_PER_SECOND,
      ...(type && { mimeType: type }),
    });
    const begun = performance.now();
    const chunks: Blob[] = [];
    let bytes = 0;
    let full = false;
    const end = () => recording.state === 'recording' && recording.stop();

    recording.ondataavailable = ({ data }) => {
      chunks.push(data);
      bytes += data.size;
      if (bytes <= BYTES) return;
      full = true;
      end();
    };
    recording.onerror = end;
    recording.onstop = () => {
      const voice = new Blob(chunks, { type: recording.mimeType || type || '' });
      this.#rest(voice.size > 0 ? 'idle' : 'failed');
      if (voice.size > 0) this.done(voice, full);
    };
    // Somebody pulled the microphone out.
    stream.getAudioTracks()[0]?.addEventListener('ended', end);

    this.#stream = stream;
    this.#recording = recording;
    this.#ear = listenTo(stream);
    this.left = SECONDS;
    recording.start(1_000);
    this.state = 'recording';
    this.#timer = setInterval(() => {
      const seconds = (performance.now() - begun) / 1_000;
      this.left = Math.max(0, Math.ceil(SECONDS - seconds));
      this.level = this.#ear?.level() ?? 0;
      if (this.left > 0) return;
      full = true;
      end();
    }, TICK);
  }

  #rest(state: State): void {
    clearInterval(this.#timer);
    if (this.#stream) letGo(this.#stream);
    this.#ear?.close();
    this.#stream = this.#recording = this.#ear = undefined;
    this.level = 0;
    this.state = state;
  }
}

function letGo(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function reasonOf(error: unknown): State {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

interface Ear {
  level: () => number;
  close: () => void;
}

/** Hears how loud a stream is. A browser that cannot tell records all the same. */
function listenTo(stream: MediaStream): Ear | undefined {
  if (!('AudioContext' in window)) return undefined;
  try {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const wave = new Uint8Array(analyser.fftSize);
    return {
      level() {
        analyser.getByteTimeDomainData(wave);
        const loudest = wave.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
        return Math.min(1, loudest / 96);
      },
      close: () => void context.close(),
    };
  } catch {
    return undefined;
  }
}
