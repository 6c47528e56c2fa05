// Whether this page is recording a voice.

class Recording {
  now = $state(false);
}

export const recording = new Recording();
