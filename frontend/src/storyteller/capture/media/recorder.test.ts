import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { canRecord, Recorder, SECONDS } from './recorder.svelte';

class FakeRecorder {
  static last: FakeRecorder;
  static isTypeSupported = (type: string) => type.startsWith('audio/webm');
  state = 'inactive';
  mimeType = 'audio/webm;codecs=opus';
  ondataavailable: (event: { data: Blob }) => void = () => undefined;
  onstop: () => void = () => undefined;
  constructor() {
    FakeRecorder.last = this;
  }
  start() {
    this.state = 'recording';
  }
  hear(data: Blob) {
    this.ondataavailable({ data });
  }
  stop() {
    this.state = 'inactive';
    this.onstop();
  }
}

const track = { stop: vi.fn(), addEventListener: vi.fn(), muted: false };
const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
const getUserMedia = vi.fn();
let done: ReturnType<typeof vi.fn<(voice: Blob, full: boolean) => void>>;
let recorder: Recorder;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', {});
  vi.stubGlobal('MediaRecorder', FakeRecorder);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  getUserMedia.mockReset().mockResolvedValue(stream);
  track.stop.mockReset();
  track.addEventListener.mockReset();
  track.muted = false;
  done = vi.fn<(voice: Blob, full: boolean) => void>();
  recorder = new Recorder(done);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a recording is kept when it is stopped, and the microphone is let go', async () => {
  await recorder.start();
  expect(recorder.state).toBe('recording');
  FakeRecorder.last.hear(new Blob(['voice']));
  vi.advanceTimersByTime(3_000);
  recorder.stop();
  const [voice, full] = done.mock.calls[0] ?? [];
  expect([await voice?.text(), voice?.type, full]).toEqual(['voice', 'audio/webm;codecs=opus', false]);
  expect(recorder.state).toBe('idle');
  expect(track.stop).toHaveBeenCalled();
});

test('after five minutes it stops by itself and says why', async () => {
  await recorder.start();
  FakeRecorder.last.hear(new Blob(['voice']));
  vi.advanceTimersByTime(60_000);
  expect(recorder.left).toBe(SECONDS - 60);
  vi.advanceTimersByTime((SECONDS - 60) * 1_000);
  expect(done).toHaveBeenCalledWith(expect.any(Blob), true);
  expect(track.stop).toHaveBeenCalled();
});

test('it stops before it is too big to be sent', async () => {
  await recorder.start();
  vi.advanceTimersByTime(200_000);
  FakeRecorder.last.hear(new Blob([new Uint8Array(4_950_000)]));
  expect(done).toHaveBeenCalledWith(expect.any(Blob), true);
});

test.each([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'missing'],
  ['AbortError', 'failed'],
] as const)('%s means %s', async (name, state) => {
  getUserMedia.mockRejectedValue(new DOMException('', name));
  await recorder.start();
  expect(recorder.state).toBe(state);
  expect(done).not.toHaveBeenCalled();
});

test('a recording without a byte in it is none', async () => {
  await recorder.start();
  vi.advanceTimersByTime(3_000);
  recorder.stop();
  expect(recorder.state).toBe('failed');
  expect(done).not.toHaveBeenCalled();
});

test('a recording that is stopped at once is none', async () => {
  await recorder.start();
  FakeRecorder.last.hear(new Blob(['voice']));
  vi.advanceTimersByTime(300);
  recorder.stop();
  expect(recorder.state).toBe('silent');
  expect(done).not.toHaveBeenCalled();
  expect(track.stop).toHaveBeenCalled();
});

/** A microphone that hears `wave` at every look; the browser may not let the page listen, or only to parts of it. */
function hearing(wave: (look: number) => number, state = 'running', sampleRate = 48_000) {
  let looks = 0;
  class FakeContext {
    state = state;
    sampleRate = sampleRate;
    get currentTime() {
      return performance.now() / 1_000;
    }
    resume = () => Promise.resolve();
    close = () => Promise.resolve();
    createMediaStreamSource = () => ({ connect: () => undefined });
    createAnalyser = () => ({
      fftSize: 0,
      getFloatTimeDomainData: (samples: Float32Array) => void samples.fill(wave(looks++)),
    });
  }
  vi.stubGlobal('window', { AudioContext: FakeContext });
  vi.stubGlobal('AudioContext', FakeContext);
}

test.each([
  ['digital silence', () => 0, 'running', 'silent'],
  ['a whisper once', (look: number) => (look === 7 ? 0.002 : 0), 'running', 'idle'],
  ['a quiet room', () => -0.0005, 'running', 'idle'],
  ['what the browser does not let us listen to', () => 0, 'suspended', 'idle'],
] as const)('%s of 3.5 seconds leaves the recorder %s', async (_, wave, state, after) => {
  hearing(wave, state);
  await recorder.start();
  FakeRecorder.last.hear(new Blob(['voice']));
  vi.advanceTimersByTime(3_500);
  recorder.stop();
  expect(recorder.state).toBe(after);
  expect(done).toHaveBeenCalledTimes(after === 'silent' ? 0 : 1);
});

test('silence is not believed where the page could listen to a part of the recording only', async () => {
  hearing(() => 0, 'running', 1_000_000);
  await recorder.start();
  FakeRecorder.last.hear(new Blob(['voice']));
  vi.advanceTimersByTime(3_500);
  recorder.stop();
  expect(recorder.state).toBe('idle');
  expect(done).toHaveBeenCalledTimes(1);
});

test('who leaves while the browser asks is not recorded', async () => {
  let allow: (value: unknown) => void = () => undefined;
  getUserMedia.mockReturnValue(new Promise((resolve) => (allow = resolve)));
  const asked = recorder.start();
  expect(recorder.state).toBe('asking');
  recorder.stop();
  allow(stream);
  await asked;
  expect(recorder.state).toBe('idle');
  expect(track.stop).toHaveBeenCalled();
});

test.each([
  ['stays muted', false, 'silent'],
  ['is muted at first only', true, 'idle'],
] as const)('a microphone that %s leaves the recorder %s', async (_, unmuted, after) => {
  track.muted = true;
  await recorder.start();
  FakeRecorder.last.hear(new Blob(['voice']));
  const listeners = track.addEventListener.mock.calls as [string, () => void][];
  if (unmuted) for (const [name, listener] of listeners) if (name === 'unmute') listener();
  vi.advanceTimersByTime(3_500);
  recorder.stop();
  expect(recorder.state).toBe(after);
});

test.each([
  ['with a microphone to ask for', { mediaDevices: { getUserMedia } }, true],
  ['where `mediaDevices` has no value', { mediaDevices: undefined }, false],
  ['where there is no `mediaDevices`', {}, false],
  ['where `mediaDevices` cannot ask', { mediaDevices: {} }, false],
])('recording is offered only %s', (_, browser, offered) => {
  vi.stubGlobal('window', { MediaRecorder: FakeRecorder });
  vi.stubGlobal('navigator', browser);
  expect(canRecord()).toBe(offered);
});
