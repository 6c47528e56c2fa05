// Records a voice: asks for the microphone, counts down, measures the volume, and always releases the microphone. A
// recording in which nothing was heard is not kept.

/** The longest recording, in seconds. */
export const SECONDS = 300;
/** The largest file that the service accepts, less a margin for the second in which it is reached. */
const BYTES = 4_900_000;
const TICK = 100;
/** A recording that was stopped sooner, in milliseconds, holds nothing. */
const SHORTEST = 700;
/** The part of a recording that must have been listened to: browsers look seldom at a page in the background. */
const NEARLY_ALL = 0.7;
/** The loudest that a microphone is which is muted: digital silence. A quiet room is a hundred times louder. */
const SILENCE = 0.0001;

export type State = 'idle' | 'asking' | 'recording' | 'refused' | 'missing' | 'failed' | 'silent';

/** The media types that browsers record and the service accepts, the best first. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];

/** Speech is clear at this rate, and five minutes of it are a bit more than one megabyte. */
const BITS_PER_SECOND = 32_000;

/** Whether this browser can record at all. */
export function canRecord(): boolean {
  // Without https, and in some apps, there is no such property, or it is there without a value.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return 'MediaRecorder' in window && devices?.getUserMedia !== undefined && typeOf() !== undefined;
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
  /** Counts starts and cancellations, to recognise late answers. */
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
    // The storyteller cancelled or left while the browser was asking.
    if (turn !== this.#turn) return removeRefused(stream);
    try {
      this.#record(stream);
    } catch {
      removeRefused(stream);
      this.state = 'failed';
    }
  }

  /** Ends the recording and keeps it, or cancels the request for the microphone. */
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
    const [track] = stream.getAudioTracks();
    let muted = track?.muted === true;
    track?.addEventListener('unmute', () => (muted = false));
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
      this.#ear?.level();
      const lasted = performance.now() - begun;
      const heard = lasted >= SHORTEST && !muted && this.#ear?.heardNothing(lasted / 1_000) !== true;
      this.#rest(!heard ? 'silent' : voice.size > 0 ? 'idle' : 'failed');
      if (heard && voice.size > 0) this.done(voice, full);
    };
    // The microphone was unplugged.
    track?.addEventListener('ended', end);

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
    if (this.#stream) removeRefused(this.#stream);
    this.#ear?.close();
    this.#stream = this.#recording = this.#ear = undefined;
    this.level = 0;
    this.state = state;
  }
}

function removeRefused(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function reasonOf(error: unknown): State {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

interface Ear {
  /** How loud it is now, from 0 to 1. */
  level: () => number;
  /** Whether there was never a sound, and it could listen to nearly all of so many seconds. */
  heardNothing: (seconds: number) => boolean;
  close: () => void;
}

/** Measures the volume of a stream. A browser that cannot do that records all the same. */
function listenTo(stream: MediaStream): Ear | undefined {
  if (!('AudioContext' in window)) return undefined;
  try {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    // Longer than from one look to the next, so that no sound is missed.
    analyser.fftSize = 16_384;
    context.createMediaStreamSource(stream).connect(analyser);
    // Some browsers do not begin by themselves.
    context.resume().catch(() => undefined);
    const wave = new Float32Array(analyser.fftSize);
    let loudestEver: number | undefined;
    let listened = 0;
    let last = context.currentTime;
    return {
      level() {
        if (context.state !== 'running') return 0;
        listened += Math.min(context.currentTime - last, wave.length / context.sampleRate);
        last = context.currentTime;
        analyser.getFloatTimeDomainData(wave);
        const loudest = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        loudestEver = Math.max(loudestEver ?? 0, loudest);
        return Math.min(1, loudest / 0.75);
      },
      heardNothing: (seconds) =>
        loudestEver !== undefined && loudestEver < SILENCE && listened >= NEARLY_ALL * seconds,
      close: () => void context.close(),
    };
  } catch {
    return undefined;
  }
}
