-- A batch of takes was planned anew every time, an eighth of what it costs the database. A handful of keys is looked up by index row by
-- row whatever the tables hold, so the one plan that can serve an empty table and a full one is named, and made once.
ALTER FUNCTION voucher_judge SET enable_hashjoin = off;
ALTER FUNCTION voucher_judge SET enable_mergejoin = off;
ALTER FUNCTION voucher_judge SET plan_cache_mode = force_generic_plan;
