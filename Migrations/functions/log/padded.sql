create or replace function log.padded(body text) returns bytea
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp
  return convert_to(body, 'UTF8') || decode(repeat('00', (64 - octet_length(convert_to(body, 'UTF8')) % 64) % 64), 'hex');
