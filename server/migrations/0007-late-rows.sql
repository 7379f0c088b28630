-- A run whose window is over takes nothing more, also while it waits for settling to reach it: the next one opens beside it, so
-- two runs of one day, operator and scene may be open for a moment. Their numbers keep them apart.
DROP INDEX run_one_open;
CREATE INDEX run_open ON run (operator_day, operator_no, scene_no) WHERE state = 'open';
