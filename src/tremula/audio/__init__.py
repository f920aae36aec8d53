"""Sessions as sound files: tones, voice, mixing, WAV, m4a. It plays nothing and knows no page or vault."""
