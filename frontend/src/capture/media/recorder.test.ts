import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Recorder, SECONDS } from './recorder.svelte';

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

const track = { stop: vi.fn(), addEventListener: vi.fn() };
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

test('a recording without a sound in it is none', async () => {
  await recorder.start();
  recorder.stop();
  expect(recorder.state).toBe('failed');
  expect(done).not.toHaveBeenCalled();
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
