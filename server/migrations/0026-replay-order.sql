-- Two replays of a run within one millisecond have an order too: the later one is what a run's state rests on.

ALTER TABLE run_replay ADD COLUMN replay_no BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE;
