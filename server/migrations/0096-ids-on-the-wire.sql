-- What somebody applied with names entrustments as the wire does, and who entrusted what is asked of the database: by the register, which
-- tells nothing of a person's roof, and by the audit, which holds what was surrendered against its owners.

-- A uuid as it is written on the wire: prefix, underscore, 26 digits of Crockford's base 32; two zero bits lead the 128. The same as
-- encodeId of domain/id.
CREATE FUNCTION wire_id(prefix TEXT, id UUID) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT prefix || '_' || string_agg(
    substr('0123456789abcdefghjkmnpqrstvwxyz', substring(bits FROM 5 * digit + 1 FOR 5)::int + 1, 1), '' ORDER BY digit)
  FROM (SELECT B'00' || ('x' || translate(id::text, '-', ''))::bit(128) AS bits) AS whole, generate_series(0, 25) AS digit
$$;
